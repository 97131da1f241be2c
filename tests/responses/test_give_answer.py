"""Pilar answers for the parks office, in words that a child can read."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from civic.consent.purposes import TEXT
from civic.core import outbox
from civic.core.actor import OFFICER, Actor
from civic.core.clock import now, pretend, today, working_days_after
from civic.core.database import row, value
from civic.core.words import day
from civic.moderation.acts import withdraw_writing
from civic.people.acts import add_person
from civic.people.queries import person
from civic.responses.acts import give_answer
from tests.browsing import Browser
from tests.conftest import Town
from tests.responses.stage import INSTEAD, TITLE, WHY, answered, chosen, said, typed, voice

LONG = (
    "Esta idea es muy buena y la vamos a revisar con todas las oficinas, "
    "porque hace falta un permiso que se pide cada año."
)


async def test_pilar_answers_yes_and_everyone_reads_it(town: Town, browser: Browser) -> None:
    key = await chosen(town)
    await browser.come_in(town.pilar)
    (await browser.get("/mesa/oficina")).see(TITLE, "quedan 20 días")
    door = f"/mesa/oficina/{key}/responder"
    (await browser.get(door)).see("Al mediodía nos quemamos.", "¿Qué contesta la ciudad?")
    assert (await browser.post(door, typed())).location == f"/mesa/oficina/{key}/promesa"
    assert (await row("SELECT state FROM proposal WHERE id = $1", key))["state"] == "answered"
    assert (await row("SELECT verdict, officer FROM answer WHERE proposal = $1", key))["officer"] == town.pilar.id
    assert await value("SELECT facts->>'verdict' FROM entry WHERE act = 'responses.give_answer'") == "yes"
    visitor = Browser(town.app)
    (await visitor.get(f"/propuestas/{key}")).see("La ciudad dijo: sí", WHY, "pueden preguntar algo más hasta el")
    await visitor.client.aclose()


async def test_she_sees_first_how_children_will_read_it_and_nothing_is_told_yet(town: Town, browser: Browser) -> None:
    key = await chosen(town)
    await browser.come_in(town.pilar)
    seen = await browser.post(f"/mesa/oficina/{key}/responder", typed(verdict="partly", instead=INSTEAD, do="see"), 200)
    seen.see(
        "Así lo leerán niñas, niños y adolescentes", "La ciudad dijo: sí, una parte", "Lo que sí se puede hacer:", INSTEAD
    )
    assert "Publicar la respuesta" in seen.said and WHY in seen.text
    # Enter in a field presses the first button, and a form without any button is a look too.
    await browser.post(f"/mesa/oficina/{key}/responder", typed(do=""), 200)
    assert await value("SELECT state FROM answer") == "owed"


@pytest.mark.parametrize(
    ("changed", "asks"),
    [
        ({"verdict": ""}, "Falta elegir qué contesta la ciudad."),
        ({"verdict": "maybe"}, "Elija una opción de la lista."),
        ({"reason": ""}, "Falta decir por qué."),
        ({"verdict": "no", "reason": "", "instead": INSTEAD}, "Falta decir por qué."),
        ({"verdict": "no"}, "Falta decir qué sí se puede hacer."),
        ({"verdict": "partly"}, "Falta decir qué sí se puede hacer."),
        ({"verdict": "not_ours", "instead": INSTEAD}, "Falta decir a quién se le pasó."),
        ({"next_on": ""}, "Falta decir para qué fecha estará hecho."),
        ({"next_on": "2020-01-01"}, "Esa fecha ya pasó."),
        ({"next_on": "9999-01-01"}, "dentro de los próximos cinco años"),
        ({"next_on": "mañana"}, "Escriba la fecha con año, mes y día."),
        ({"reason": "Sí. " * 300}, "Caben 800."),
    ],
)
async def test_sg_64_what_is_missing_is_asked_for_and_nothing_typed_is_lost(
    town: Town, browser: Browser, changed: dict[str, str], asks: str
) -> None:
    """SG-64: "no" without reason or alternative → 422."""
    key = await chosen(town)
    await browser.come_in(town.pilar)
    page = await browser.post(f"/mesa/oficina/{key}/responder", typed(**changed), 422)
    page.see(asks)
    assert typed(**changed)["reason"].strip()[:40] in page.text
    assert await value("SELECT state FROM answer") == "owed"


async def test_sg_64_the_gate_names_the_long_sentence_and_the_hard_words(town: Town, browser: Browser) -> None:
    """SG-64, SG-68: the city's words pass the gate of the middle band before a child meets them."""
    key = await chosen(town)
    await browser.come_in(town.pilar)
    page = await browser.post(f"/mesa/oficina/{key}/responder", typed(reason=LONG + " Lo vemos pronto."), 422)
    page.see("Esta frase tiene 24 palabras", "partirla en dos", "pronto")
    assert LONG in page.text
    hard = "Falta la autorización presupuestal."
    (await browser.post(f"/mesa/oficina/{key}/responder", typed(reason=hard, do="see"), 200)).see("autorización")


@pytest.mark.parametrize("verdict", ["yes", "partly", "no", "not_ours"])
async def test_sg_66_each_child_who_contributed_is_told_of_every_answer(town: Town, verdict: str) -> None:
    """SG-66: also of a no."""
    key = await chosen(town)
    await voice(town, town.mateo, key)
    await outbox.drain()
    await give_answer(town.pilar, key, said(verdict))
    await outbox.drain()
    for child in (town.amaranta, town.mateo):
        assert (
            await value("SELECT kind FROM message WHERE person = $1 ORDER BY at DESC LIMIT 1", child.id)
            == f"answered_{verdict}"
        )


async def test_the_round_of_questions_closes_after_ten_working_days(town: Town, browser: Browser) -> None:
    """SG-64: one follow-up round, opened by the answer itself."""
    key = await answered(town, "no")
    until = day(working_days_after(today(), 10))
    (await browser.get(f"/propuestas/{key}")).see(f"pueden preguntar algo más hasta el {until}")
    with pretend(now() + timedelta(days=30)):
        (await browser.get(f"/propuestas/{key}")).see("La ciudad dijo: no").see_not("preguntar algo más")


async def test_another_office_a_child_and_a_visitor_do_not_answer(town: Town, browsers: Callable[[], Browser]) -> None:
    key = await chosen(town)
    door = f"/mesa/oficina/{key}/responder"
    water = await _officer(town, "Agua Potable")
    other = await browsers().come_in(water)
    (await other.get("/mesa/oficina")).see_not(TITLE)
    for attempt in (
        other.get(door, 403),
        other.post(door, typed(), 403),
        other.get(f"/mesa/oficina/{key}/promesa", 403),
    ):
        (await attempt).see("Esto le toca a otra oficina de la ciudad.")
    child = await browsers().come_in(town.amaranta)
    await child.get("/mesa/oficina", 403)
    await child.post(door, typed(), 403)
    visitor = browsers()
    await visitor.get("/mesa/oficina", 401)
    await visitor.post(door, typed(), 401)
    assert await value("SELECT state FROM answer") == "owed"


async def test_sg_41_the_desk_never_says_whose_idea_it_is(town: Town, browser: Browser) -> None:
    """SG-41: an officer cannot learn who wrote an idea, by name or by id."""
    key = await chosen(town)
    await browser.come_in(town.pilar)
    for url in ("/mesa/oficina", f"/mesa/oficina/{key}/responder"):
        (await browser.get(url)).see_not(town.amaranta.name, str(town.amaranta.id))
    await browser.post(f"/mesa/oficina/{key}/responder", typed())
    (await browser.get(f"/mesa/oficina/{key}/promesa")).see_not(town.amaranta.name, str(town.amaranta.id))


async def test_a_stale_form_changes_nothing_that_was_said(town: Town, browser: Browser) -> None:
    key = await answered(town, "no")
    await browser.come_in(town.pilar)
    assert (await browser.get(f"/mesa/oficina/{key}/responder", 303)).location.endswith("/promesa")
    (await browser.post(f"/mesa/oficina/{key}/responder", typed(), 403)).see("Ahora no se puede hacer esto.")
    assert (await row("SELECT verdict FROM answer"))["verdict"] == "no"


async def test_two_taps_at_once_answer_once(town: Town, browser: Browser) -> None:
    key = await chosen(town)
    await browser.come_in(town.pilar)
    door = f"/mesa/oficina/{key}/responder"
    taps = await asyncio.gather(*(browser.client.post(door, data=browser.marked(typed())) for _ in range(4)))
    assert sorted(tap.status_code for tap in taps) == [303, 403, 403, 403]
    assert await value("SELECT count(*) FROM entry WHERE act = 'responses.give_answer'") == 1
    await outbox.drain()
    assert await value("SELECT count(*) FROM message WHERE kind = 'answered_yes'") == 1


async def test_what_its_author_took_back_is_owed_no_answer(town: Town, browser: Browser) -> None:
    key = await chosen(town)
    await withdraw_writing(town.amaranta, key)
    await browser.come_in(town.pilar)
    (await browser.get("/mesa/oficina")).see("Su oficina no debe nada ahora.")
    (await browser.get("/compromisos")).see_not(TITLE)
    await browser.get(f"/mesa/oficina/{key}/responder", 404)


async def _officer(town: Town, office: str) -> Actor:
    until = now() + timedelta(days=90)
    key = await add_person(OFFICER, "Omar Flores", "Agua Potable", office=town.offices[office], valid_until=until)
    return await person(key, TEXT)
