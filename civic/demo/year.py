"""A year of Valle del Río, told by calling the acts as each person, so it can only show what the charters allow."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, time, timedelta
from uuid import UUID

from civic.calls import acts as calls
from civic.calls.forms import Parts
from civic.consent.acts import answer_assent
from civic.core import outbox
from civic.core.actor import Actor
from civic.core.clock import CITY, now, pretend
from civic.core.database import rows
from civic.core.images import read_picture
from civic.council.queries import areas, offices
from civic.deliberation import acts as deliberation
from civic.demo import story
from civic.demo.caring import leave_a_message, name_saul, see_to_a_message
from civic.demo.drawings import drawing
from civic.demo.groups import ask_for_third, invite_readers, rest_a_card
from civic.demo.identities import lock_names, look_for_a_card, look_for_the_family
from civic.demo.people import SCHOOL, add_child, cast, settle
from civic.demo.permissions import leave_some_waiting
from civic.demo.story import Ask, Idea
from civic.demo.team import confirm_the_quarter, name_two, put_on_record, vouch
from civic.devices.acts import check_in, enroll_device
from civic.due import chores
from civic.moderation import acts as moderation
from civic.proposals import acts as proposals
from civic.responses import acts as responses
from civic.responses.answers import Promise, Said, Step
from civic.rights import requesting
from civic.rights.acts import pause_self as rest
from civic.rights.asked import waiting
from civic.voting import acts as voting
from civic.voting import booth_acts as booths
from civic.voting.ballots import read_ballot, read_method
from civic.voting.forms import Rules

NEIGHBOURS = 42


class Year:
    """Today, the people, and a way to stand on an earlier day."""

    def __init__(self) -> None:
        self.now = now()
        self.today = self.now.astimezone(CITY).date()
        self.neighbours: dict[str, Actor] = {}
        self.areas: list[UUID] = []
        self.offices: dict[str, UUID] = {}

    def day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    @asynccontextmanager
    async def on(self, ago: int, hour: int = 11) -> AsyncIterator[None]:
        """That many days ago, at that hour of the city or now, if it has not come yet; what was left to do later is
        done before leaving."""
        with pretend(min(datetime.combine(self.day(ago), time(hour), CITY), self.now)):
            yield
            await outbox.drain()

    async def person(self, who: str) -> Actor:
        return self.neighbours[who] if who in self.neighbours else await cast(who)

    @property
    async def children(self) -> list[Actor]:
        return [*self.neighbours.values(), *[await cast(who) for who in ("lupita", "nicolas", "amaranta", "mateo")]]


async def tell_the_year() -> None:
    year = Year()
    async with year.on(300):
        await settle(year.today)
        await vouch()
        await put_on_record()
        year.areas = [each["id"] for each in await areas()]
        year.offices = {each["name"]: each["id"] for each in await offices()}
        await _neighbours(year)
        await lock_names()
    for ago in range(299, 0, -1):
        if year.day(ago).day == 1 and year.day(ago).month in (1, 4, 7, 10):
            async with year.on(ago):
                await confirm_the_quarter()
    await _the_parks(year)
    await _the_way_to_school(year)
    await _the_neighbourhood(year)
    await _the_festival(year)
    async with year.on(8):
        library = await invite_readers(year.areas[1])
    async with year.on(9, 13):
        await look_for_a_card()
    async with year.on(1, 12):
        await look_for_the_family()
        await name_two()
        await ask_for_third()
        await rest_a_card(library)
        await leave_some_waiting(year.today, year.neighbours["41"].id, year.neighbours["42"].id)
    async with year.on(1, 19):
        await leave_a_message()
        julian = await cast("julian")
        draft = await calls.draft_call(julian)
        await calls.keep_call(
            julian, draft, Parts(question="¿Qué quieres leer en la Biblioteca Móvil?", picture="culture")
        )
    async with year.on(20, 10):
        await see_to_a_message()
    async with year.on(1, 21):
        await chores()
    async with year.on(0, 1):
        await name_saul()
    async with year.on(40, 9):
        await enroll_device(await cast("teo"), SCHOOL, "Tableta 1")
    for who in ("teo", "carmen"):
        await check_in(await cast(who), SCHOOL)
    await _rights(year)
    await chores()
    await outbox.drain()


async def _rights(year: Year) -> None:
    """Amaranta saw what there is of her, and one of the neighbours rests; somebody's request still waits."""
    julian, carmen = await cast("julian"), await cast("carmen")
    async with year.on(12):
        receipt = await requesting.ask_request(await cast("amaranta"), "see", "Quiero ver todo lo que tienen de mí.")
        key = next(each.id for each in await waiting() if each.receipt == receipt)
    async with year.on(9):
        await requesting.answer_request(julian, key, "yes")
        await requesting.sign_request(carmen, key)
    async with year.on(7):
        await requesting.comply_request(julian, key, "shown")
        await rest(year.neighbours["20"])
    async with year.on(2):
        await requesting.ask_request(year.neighbours["21"], "mend", "Ya no vivo en esa zona. Ahora vivo en La Loma.")


async def _neighbours(year: Year) -> None:
    names = itertools.product(story.FIRST, story.SECOND)
    for number, (first, second) in zip(range(1, NEIGHBOURS + 1), names, strict=False):
        born = (year.today.year - 6 - number % 12, 1 + number % 12)
        year.neighbours[str(number)] = await add_child(f"{first} {second}", born, year.areas[number % len(year.areas)])


async def _call(year: Year, ask: Ask, office: str) -> UUID:
    """Opened by Julián; every child says yes; each idea is written, read and talked about."""
    julian, teo = await cast("julian"), await cast("teo")
    async with year.on(ask.opened):
        key = await calls.draft_call(julian)
        await calls.keep_call(
            julian,
            key,
            Parts(
                question=ask.question,
                can_change=ask.can_change,
                money=ask.money,
                decides=ask.decides,
                data=ask.data,
                office=year.offices[office],
                answer_by=year.day(ask.answer_by),
                proposals_until=year.day(ask.ideas_until),
                first_round_until=year.day(ask.round_until),
                picture=ask.picture,
            ),
        )
        await calls.open_call(julian, key)
    async with year.on(ask.opened - 1, 9):
        for child in await year.children:
            await answer_assent(child, key, "yes")
    for number, idea in enumerate(ask.ideas):
        ago = max(ask.opened - 2 - number, 3)
        async with year.on(ago, 10):
            made = await _write(year, key, idea)
            await proposals.send_proposal(await year.person(idea.who), made)
        async with year.on(ago - 1, 12):
            await moderation.publish_writing(teo, made)
        async with year.on(max(ago - 2, ask.round_until), 16):
            await _talk(year, made, idea)
    return key


async def _write(year: Year, call: UUID, idea: Idea) -> UUID:
    author = await year.person(idea.who)
    key = await proposals.start_proposal(author, call)
    await proposals.keep_draft(
        author,
        key,
        {"title": idea.title, "problem": idea.problem, "help": idea.help},
        idea.category,
        year.areas[idea.area],
        read_picture(drawing(idea.drawing)) if idea.drawing else None,
    )
    return key


async def _talk(year: Year, proposal: UUID, idea: Idea) -> None:
    ines = await cast("ines")
    said = []
    for who, kind, words in idea.voices:
        speaker = await year.person(who)
        key = await deliberation.start_argument(speaker, proposal, kind, words)
        await deliberation.send_argument(speaker, key)
        await moderation.publish_writing(ines, key)
        said.append(key)
    for who, words in idea.replies:
        speaker = await year.person(who)
        key = await deliberation.start_reply(speaker, said[0], words)
        await deliberation.send_argument(speaker, key)
        await moderation.publish_writing(ines, key)


async def _found(call: UUID) -> dict[str, UUID]:
    """The published ideas of a call by title."""
    found = await rows(
        """SELECT w.title, p.id FROM proposal p JOIN writing w ON w.id = p.id
           WHERE p.call = $1 AND w.state = 'published' ORDER BY w.published_at""",
        call,
    )
    return {each["title"]: each["id"] for each in found}


async def _advise(year: Year, ago: int, ideas: dict[str, UUID]) -> None:
    async with year.on(ago, 17):
        for title, words in story.ADVICE.items():
            if title in ideas:
                await deliberation.give_advice(await cast("leticia"), ideas[title], words)


async def _poll(
    year: Year, call: UUID, options: list[UUID], rules: Rules, opened: int, votes: list[list[int]] | None
) -> UUID:
    """Announced, opened by two, voted. `votes` None: announced only, with Julián's signature. For every child of the
    town with a sheet of booth cards at the school, or it could not open (SG-05)."""
    julian, teo = await cast("julian"), await cast("teo")
    async with year.on(opened + 1):
        key = await voting.draft_poll(julian, call)
        await voting.keep_poll(julian, key, rules)
        for option in options:
            await voting.put_option(julian, key, option)
        await voting.announce_poll(julian, key)
        if rules.city_wide:
            sheet = await booths.ask_sheet(julian, key, SCHOOL, 16)
            await booths.sign_sheet(teo, sheet)
            await booths.print_sheet(teo, sheet)
        await voting.sign_opening(julian, key)
    if votes is None:
        return key
    async with year.on(opened, 8):
        await voting.open_poll(teo, key)
    async with year.on(max(opened - 1, 0), 9):
        for child, choice in zip(await year.children, votes, strict=False):
            chosen = [str(position) for position in choice] or ["none"]
            await voting.cast_ballot(child, key, read_ballot(read_method(rules.method), len(options), chosen))
    return key


async def _close(year: Year, poll: UUID, ago: int) -> None:
    async with year.on(ago, 18):
        await voting.sign_closing(await cast("julian"), poll)
        await voting.close_poll(await cast("ines"), poll)


def _closes(year: Year, ago: int) -> datetime:
    return datetime.combine(year.day(ago), time(17), CITY)


async def _the_parks(year: Year) -> None:
    """Long ago: everything happened, down to the faces."""
    call = await _call(year, story.PARKS, "Parques y Jardines")
    ideas = await _found(call)
    await _advise(year, 234, ideas)
    options = list(ideas.values())
    votes = [[0, i % 8] if i % 8 else [0, 1, 2] for i in range(30)] + [
        [1, 2],
        [1, 5],
        [2, 1],
        [5, 1],
        [6, 0],
        [2, 5],
    ] * 2
    rules = Rules("¿Qué ideas quieres para los parques?", "approval;max=3", 4, _closes(year, 221))
    poll = await _poll(year, call, options, rules, 228, votes)
    await _close(year, poll, 220)
    pilar = await cast("pilar")
    trees = ideas["Árboles con sombra en el parque de San Miguel"]
    async with year.on(205, 12):
        await responses.give_answer(
            pilar,
            trees,
            Said("yes", "Sí, porque el parque tiene agua de pozo para regarlos.", next_on=year.day(60)),
        )
        steps = (
            Step("Elegir los árboles con las escuelas", year.day(175)),
            Step("Plantar doce fresnos junto a los juegos", year.day(110)),
            Step("Poner el riego", year.day(60)),
        )
        await responses.make_commitment(
            pilar, trees, Promise("Doce árboles con riego en San Miguel", year.day(60), steps)
        )
    await _answer_the_others(year, pilar, ideas)
    for ago, words, picture in (
        (178, "Doce niñas, niños y adolescentes fueron al vivero y eligieron fresnos.", ""),
        (115, "Se plantaron los doce árboles el sábado, con las familias.", "trees"),
        (62, "El riego ya funciona. Se abre dos veces al día.", "fountain"),
    ):
        async with year.on(ago, 13):
            open_step = await rows(
                "SELECT id FROM milestone WHERE commitment = $1 AND done_on IS NULL ORDER BY due_on LIMIT 1", trees
            )
            made = read_picture(drawing(picture)) if picture else None
            await responses.report_milestone(pilar, trees, open_step[0]["id"], words, made)
    async with year.on(50, 17):
        for number, child in enumerate(await year.children):
            if number % 2:
                await responses.give_verdict(child, trees, "clear", "happy" if number % 8 > 1 else "neutral")
                await responses.give_verdict(child, trees, "fair", "happy" if number % 6 else "sad")
            if number % 3 == 0:
                await responses.give_verdict(child, trees, "happened", "happy" if number % 9 else "neutral")


async def _answer_the_others(year: Year, pilar: Actor, ideas: dict[str, UUID]) -> None:
    partly = ideas["Una cancha techada en La Loma"]
    no = ideas["Bebederos con agua limpia"]
    not_ours = ideas["Columpios para quien usa silla de ruedas"]
    async with year.on(199, 12):
        await responses.give_answer(
            pilar,
            partly,
            Said(
                "partly",
                "El techo cuesta más que todo el dinero de este año. Para lo demás sí alcanza.",
                "Este año se pintan las líneas y se pone una lona. El techo se pide para el año que viene.",
                year.day(12),
            ),
        )
        steps = (
            Step("Dibujar la cancha con quienes la usan", year.day(100)),
            Step("Pintar las líneas y poner la lona", year.day(12)),
        )
        await responses.make_commitment(
            pilar, partly, Promise("Líneas nuevas y una lona en la cancha de La Loma", year.day(12), steps)
        )
        await responses.give_answer(
            pilar,
            no,
            Said(
                "no",
                "Este año no, porque el tubo del agua es muy viejo y primero hay que cambiarlo.",
                "Mientras, la ciudad lleva garrafones de agua a los parques los sábados.",
            ),
        )
    async with year.on(198, 12):
        await responses.give_answer(
            pilar,
            not_ours,
            Said(
                "not_ours",
                "El parque del Puente está en un terreno del estado. Ahí la ciudad no puede hacer obras.",
                "Ya mandamos la idea por escrito y pedimos respuesta.",
                passed_to="Secretaría de Infraestructura del estado",
            ),
        )
    async with year.on(104, 13):
        first = await rows("SELECT id FROM milestone WHERE commitment = $1 ORDER BY due_on LIMIT 1", partly)
        await responses.report_milestone(
            pilar, partly, first[0]["id"], "Veinte niñas, niños y adolescentes dibujaron la cancha que quieren."
        )


async def _the_way_to_school(year: Year) -> None:
    """Two votes: one answer is late, the other is still in time."""
    call = await _call(year, story.SCHOOL_WAY, "Parques y Jardines")
    ideas = await _found(call)
    await _advise(year, 60, ideas)
    options = list(ideas.values())
    votes = [[0]] * 19 + [[1]] * 10 + [[2]] * 9 + [[]] * 2
    rules = Rules("¿Qué arreglamos primero camino a la escuela?", "choose_one", 1, _closes(year, 45))
    await _close(year, await _poll(year, call, options[:3], rules, 52, votes), 44)
    votes = [[0]] * 24 + [[1]] * 12 + [[2]] * 4
    rules = Rules("¿Y qué más hacemos camino a la escuela?", "choose_one", 1, _closes(year, 13))
    await _close(year, await _poll(year, call, options[1:], rules, 19, votes), 12)


async def _the_neighbourhood(year: Year) -> None:
    """Open now: ideas to read, one returned, one appealed, a draft, a vote that waits for its second signature."""
    call = await _call(year, story.NEIGHBOURHOOD, "Cultura y Deporte")
    ideas = list((await _found(call)).values())
    teo = await cast("teo")

    async def send(who: str, title: str, problem: str, category: str, ago: int) -> UUID:
        async with year.on(ago, 9):
            key = await _write(year, call, Idea(who, title, problem, "", category, 2))
            await proposals.send_proposal(await year.person(who), key)
        return key

    await send("26", "Una resbaladilla en el cerro", "Bajamos sentados en cartones.", "sport", 4)
    await send("27", "Mesas para hacer la tarea al aire libre", "En mi casa hay mucho ruido.", "school", 2)
    await send("29", "Que alguien nos acompañe a la casa", "Un señor me sigue al salir de la escuela y me da miedo.", "safety", 1)
    await send("28", "Que arreglen la cancha de básquet", "El aro está roto.", "sport", 1)
    returned = await send("nicolas", "Un lugar", "Eso de siempre.", "sport", 6)
    refused = await send("mateo", "El presidente no cumple con los camiones", "Nadie nos hace caso.", "transport", 8)
    async with year.on(5):
        await moderation.return_writing(teo, returned, "unclear", ["unclear", "where"])
        await moderation.refuse_writing(teo, refused, "other_call")
    async with year.on(3, 18):
        await moderation.appeal_refusal(await cast("mateo"), refused)
        lupita = await cast("lupita")
        draft = await proposals.start_proposal(lupita, call)
        await proposals.keep_draft(lupita, draft, category="animals")
        speaker = await year.person("30")
        voice = await deliberation.start_argument(speaker, ideas[0], "question", "¿Quién cuida las vallas?")
        await deliberation.send_argument(speaker, voice)
    rules = Rules("¿Qué probamos primero en el barrio?", "choose_one", 1, _closes(year, -14))
    await _poll(year, call, ideas[2:5], rules, 1, None)


async def _the_festival(year: Year) -> None:
    """A vote open now, for whoever comes in."""
    call = await _call(year, story.FESTIVAL, "Cultura y Deporte")
    ideas = list((await _found(call)).values())
    rules = Rules("¿Qué hacemos en la tarde del Festival?", "choose_one", 1, _closes(year, -6), city_wide=True)
    await _poll(year, call, ideas, rules, 2, [[i % 4] for i in range(14)])
