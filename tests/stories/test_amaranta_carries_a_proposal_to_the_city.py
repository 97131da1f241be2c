"""The whole road: a call, an idea, its reading, the talk, the advice, the vote, the answer, the promise, the faces."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from urllib.parse import urlsplit

from civic.core import outbox
from civic.core.actor import Actor
from civic.core.clock import now, pretend, today
from civic.demo.cast import CAST
from civic.due import chores
from tests.browsing import Browser, Page
from tests.conftest import Town
from tests.stories.telling import decide, follow, forms, offers, send

TITLE = "Árboles con sombra en el parque"


class Story:
    """The town's people in their browsers, on the day the story has come to."""

    def __init__(self, town: Town, browsers: Callable[[], Browser]) -> None:
        self.town, self.browsers, self.day = town, browsers, 0

    @asynccontextmanager
    async def on(self, day: int) -> AsyncIterator[None]:
        """`day` days after the story began, with what the clock owes done at its end."""
        with pretend(now() + timedelta(days=day)):
            yield
            await outbox.drain()
            await chores()

    async def come(self, who: str | Actor | None) -> Browser:
        """A browser of their own, come in today."""
        browser = self.browsers()
        if who is None:
            return browser
        return await browser.come_in(getattr(self.town, who) if isinstance(who, str) else who)


async def test_amaranta_carries_a_proposal_to_the_city(town: Town, browsers: Callable[[], Browser]) -> None:
    story = Story(town, browsers)
    classmates = await town.children(9)
    async with story.on(0):
        call = await julian_opens_a_call(story)
        idea = await amaranta_writes_and_sends(story, call)
        await teo_returns_it_with_help(story, idea)
        await she_changes_it_and_sends_it_again(story, idea)
        await (await story.come(None)).get(f"/propuestas/{idea}", 404)
        await teo_publishes(story, idea)
        await children_speak(story, idea)
        await another_idea(story, call)
        await leticia_cannot_advise_yet(story, idea)
    async with story.on(11):
        await leticia_advises(story, idea)
        poll = await two_people_open_a_vote(story, call, idea)
        await children_vote(story, poll, classmates)
    async with story.on(26):
        await two_people_close_it(story, poll)
    async with story.on(27):
        await (await story.come(None)).get(f"/votaciones/{poll}/resultado")
        (await (await story.come(None)).get(f"/votaciones/{poll}")).see(TITLE)
        await pilar_answers_and_promises(story, idea)
    async with story.on(40):
        await pilar_shows_that_it_happened(story, idea)
    async with story.on(41):
        await children_say_with_faces(story, idea, classmates)
        await everyone_is_told(story)
        await a_visitor_reads_it_all(story, call, idea, poll)


async def julian_opens_a_call(story: Story) -> str:
    """Not before all six parts of its promise are said."""
    julian = await story.come("julian")
    desk = await send(julian, await julian.get("/mesa/convocatorias"), "/mesa/convocatorias")
    call = here(desk)
    assert not offers(desk, "/abrir")
    half = {"question": "¿Qué le falta a tu parque?", "money": "Hay 200 mil pesos."}
    desk = await send(julian, desk, call, **half)
    assert not offers(desk, "/abrir")
    desk = await send(
        julian,
        desk,
        call,
        can_change="Los juegos y los árboles. No las calles.",
        decides="Ustedes votan y el Cabildo lo hace.",
        office=str(story.town.offices["Parques y Jardines"]),
        proposals_until=(today() + timedelta(days=10)).isoformat(),
        first_round_until=(today() + timedelta(days=10)).isoformat(),
        answer_by=(today() + timedelta(days=90)).isoformat(),
        data="Guardamos tu apodo y lo que escribes.",
        picture="parks",
        **half,
    )
    await send(julian, desk, "/abrir")
    return call


async def amaranta_writes_and_sends(story: Story, call: str) -> str:
    """She is asked first whether she takes part; then one question a screen."""
    amaranta = await story.come("amaranta")
    page = await amaranta.get(f"/convocatorias/{call}")
    page = await send(amaranta, page, "/proponer") if offers(page, "/proponer") else page
    page = await decide(amaranta, page)
    step = await send(amaranta, page, "/proponer")
    idea = next(each for each in step.forms if "/mis-ideas/" in each).split("/")[2]
    step = await send(amaranta, step, "/titulo", title=TITLE)
    step = await send(amaranta, step, "/problema", problem="Eso de siempre.")
    step = await send(amaranta, step, "/ayuda", help="Plantar árboles grandes.")
    step = await send(amaranta, step, "/lugar", area=str(story.town.areas[1]))
    step = await send(amaranta, step, "/tema", category="parks")
    step = await send(amaranta, step, "/dibujo")
    sent = await send(amaranta, step.see(TITLE, "Plantar árboles grandes."), "/enviar")
    sent.see("Inés Tlapa o Teodoro Ríos")
    return idea


async def teo_returns_it_with_help(story: Story, idea: str) -> None:
    teo = await story.come("teo")
    text = await follow(teo, await teo.get("/mesa/lectura"), f"/mesa/lectura/{idea}")
    text.see(TITLE).see_not("Amaranta", CAST["amaranta"].name)
    await send(teo, text, "/devolver", return_reason="unclear", tips=["unclear", "where"])


async def she_changes_it_and_sends_it_again(story: Story, idea: str) -> None:
    amaranta = await story.come("amaranta")
    (await amaranta.get("/avisos")).see(TITLE)
    page = (await amaranta.get(f"/mis-ideas/{idea}")).see("No entendimos", "Teodoro Ríos")
    step = await follow(amaranta, page, f"/mis-ideas/{idea}/titulo")
    step = await send(amaranta, step, "/titulo")
    step = await send(amaranta, step, "/problema", problem="A mediodía los juegos queman.")
    await send(amaranta, await amaranta.get(f"/mis-ideas/{idea}/revisar"), "/enviar")


async def teo_publishes(story: Story, idea: str) -> None:
    teo = await story.come("teo")
    text = (await teo.get(f"/mesa/lectura/{idea}")).see("A mediodía los juegos queman.", "Eso de siempre.")
    await send(teo, text, "/publicar")


async def children_speak(story: Story, idea: str) -> None:
    """Nicolás writes; Lupita chooses with pictures. Inés reads before the others do."""
    for who, kind, typed in (
        ("nicolas", "worry", {"starter": "worried", "words": "nadie los riegue"}),
        ("lupita", "reason", {"ending": "nature"}),
    ):
        child = await story.come(who)
        page = await child.get(f"/propuestas/{idea}")
        answer = await child.client.get(f"/propuestas/{idea}/voces/nueva")
        assert f"/propuestas/{idea}/voces/nueva" in page.links
        page = await child.get(answer.headers["location"])
        page = await decide(child, page)
        page = await follow(child, page, f"/propuestas/{idea}/voces/nueva?tipo={kind}")
        mine = await send(child, page, "/voces", **typed)
        await send(child, mine, "/enviar")
        ines = await story.come("ines")
        desk = await ines.get("/mesa/lectura")
        text = await ines.get(next(each for each in desk.links if each.startswith("/mesa/lectura/")))
        await send(ines, text, "/publicar")
    (await (await story.come(None)).get(f"/propuestas/{idea}")).see("Me preocupa que nadie los riegue")


async def another_idea(story: Story, call: str) -> None:
    """A vote needs two."""
    nicolas = await story.come("nicolas")
    step = await send(nicolas, await nicolas.get(f"/convocatorias/{call}"), "/proponer")
    idea = next(each for each in step.forms if "/mis-ideas/" in each).split("/")[2]
    await send(nicolas, step, "/titulo", title="Una cancha con luz")
    await send(nicolas, await nicolas.get(f"/mis-ideas/{idea}/tema"), "/tema", category="sport")
    await send(nicolas, await nicolas.get(f"/mis-ideas/{idea}/revisar"), "/enviar")
    teo = await story.come("teo")
    await send(teo, await teo.get(f"/mesa/lectura/{idea}"), "/publicar")


async def leticia_cannot_advise_yet(story: Story, idea: str) -> None:
    leticia = await story.come("leticia")
    assert f"/mesa/consejo/{idea}" not in (await leticia.get("/mesa/consejo")).links
    await leticia.post(f"/propuestas/{idea}/consejo", {"words": "Conviene elegir fresnos."}, 403)


async def leticia_advises(story: Story, idea: str) -> None:
    leticia = await story.come("leticia")
    page = await follow(leticia, await leticia.get("/mesa/consejo"), f"/mesa/consejo/{idea}")
    await send(leticia, page, "/consejo", words="Conviene elegir fresnos. Dan sombra en cinco años.")
    (await (await story.come(None)).get(f"/propuestas/{idea}")).see("Conviene elegir fresnos", "Leticia Amador")


async def two_people_open_a_vote(story: Story, call: str, idea: str) -> str:
    julian, teo = await story.come("julian"), await story.come("teo")
    desk = await send(julian, await julian.get("/mesa/votaciones"), "/mesa/votaciones", call=call)
    poll = here(desk)
    others = {button for form in forms_to(desk, "/poner") for button in form} - {idea}
    for each in (idea, *sorted(others)):
        desk = await send(julian, desk, "/poner", proposal=each)
    desk = await send(julian, desk, "/anunciar")
    desk = await send(julian, desk, "/sorteo", dice="4 2 6 1 3 3 5 2 1 6 4 4 2 5 1 6 3 2 5 4")
    desk = await send(julian, desk, "/firmar-apertura")
    assert not offers(desk, "/abrir")
    await julian.post(f"/mesa/votaciones/{poll}/abrir", {}, 403)
    await send(teo, await teo.get(f"/mesa/votaciones/{poll}"), "/abrir")
    return poll


async def children_vote(story: Story, poll: str, classmates: list[Actor]) -> None:
    """Choose, see, send. Whoever came after is asked first whether they take part."""
    for child, choice in [*((each, "0") for each in ("amaranta", "lupita")), ("nicolas", "1"), *((c, "0") for c in classmates)]:
        browser = await story.come(child)
        page = await browser.get(f"/votaciones/{poll}")
        if asked := [each for each in page.links if "/participar" in each]:
            page = await decide(browser, await browser.get(asked[0]))
        ballot = await follow(browser, page, f"/votaciones/{poll}/boleta")
        seen = await send(browser, ballot, "/boleta/ver", 200, choice=choice)
        done = await send(browser, seen, "/boleta")
        done.see("Tu voto está en la urna").see_not(TITLE)


async def two_people_close_it(story: Story, poll: str) -> None:
    julian, ines = await story.come("julian"), await story.come("ines")
    await send(julian, await julian.get(f"/mesa/votaciones/{poll}"), "/firmar-cierre")
    await julian.post(f"/mesa/votaciones/{poll}/cerrar", {}, 403)
    await send(ines, await ines.get(f"/mesa/votaciones/{poll}"), "/cerrar")
    await outbox.drain()
    await send(ines, await ines.get(f"/mesa/votaciones/{poll}"), "/firmar-resultado")
    await send(julian, await julian.get(f"/mesa/votaciones/{poll}"), "/certificar")


async def pilar_answers_and_promises(story: Story, idea: str) -> None:
    """First as children will read it, then for good; a sentence that no child can read comes back."""
    pilar, day = await story.come("pilar"), (today() + timedelta(days=20)).isoformat()
    page = await follow(pilar, await pilar.get("/mesa/oficina"), f"/mesa/oficina/{idea}/responder")
    page.see(TITLE).see_not("Amaranta", CAST["amaranta"].name)
    hard = "Toda vez que se ha verificado la factibilidad presupuestal correspondiente al ejercicio en curso de esta dirección."
    await send(pilar, page, "/responder", 422, verdict="yes", reason=hard, next_on=day, do="see")
    said = {"verdict": "yes", "reason": "Sí, porque el parque tiene agua para regar.", "next_on": day}
    page = await send(pilar, page, "/responder", 200, **said, do="see")
    page = await send(pilar, page, "/responder", **said, do="publish")
    await send(pilar, page, "/promesa", title="Plantar diez árboles", due_on=day, step1="Plantarlos juntos", day1=day)


async def pilar_shows_that_it_happened(story: Story, idea: str) -> None:
    pilar = await story.come("pilar")
    page = await pilar.get(f"/mesa/oficina/{idea}/promesa")
    step = next(iter(next(form for form in forms_to(page, "/avance", "step"))))
    await send(pilar, page, "/avance", step=step, words="Se plantaron diez fresnos junto a los juegos.")


async def children_say_with_faces(story: Story, idea: str, classmates: list[Actor]) -> None:
    """Under ten nothing is told; from ten on, how many of every ten."""
    for number, child in enumerate(["amaranta", *classmates], 1):
        browser = await story.come(child)
        page = await follow(browser, await browser.get(f"/propuestas/{idea}"), f"/propuestas/{idea}/caras")
        while offers(page, page_slug := next((each for each in page.forms if "/caras/" in each), "no more faces")):
            page = await send(browser, page, page_slug, face="happy")
        told = "Dicen que se entiende" in page.said
        assert told == (number >= 10), number


async def everyone_is_told(story: Story) -> None:
    """Each who contributed, in the app and nowhere else."""
    for who in ("amaranta", "nicolas", "lupita"):
        browser = await story.come(who)
        news = (await browser.get("/avisos")).see(f"La ciudad contestó a «{TITLE}»: sí")
        await send(browser, news, "/avisos/leidos")


async def a_visitor_reads_it_all(story: Story, call: str, idea: str, poll: str) -> None:
    visitor = await story.come(None)
    await follow(visitor, await visitor.get("/"), "/propuestas")
    (await visitor.get(f"/convocatorias/{call}")).see("¿Qué le falta a tu parque?", "Hay 200 mil pesos.")
    (await visitor.get(f"/propuestas/{idea}")).see(
        "A mediodía los juegos queman.", "Me preocupa que nadie los riegue", "Conviene elegir fresnos",
        "La ciudad dijo: sí", "Plantar diez árboles", "Se plantaron diez fresnos", "Dicen que se entiende",
    ).see_not("Eso de siempre.")  # fmt: skip
    (await visitor.get("/propuestas?buscar=arboles&paso=happened")).see(TITLE)
    (await visitor.get("/compromisos")).see("Plantar diez árboles")
    (await visitor.get(f"/votaciones/{poll}")).see(TITLE)


def here(page: Page) -> str:
    """The id in the address a desk's page posts to."""
    return next(each for each in page.forms if each.startswith("/mesa/") and each.count("/") > 2).split("/")[3]


def forms_to(page: Page, action: str, name: str = "proposal") -> list[set[str]]:
    return [form.asks[name] for form in forms(page) if urlsplit(form.action).path.endswith(action) and name in form.asks]
