"""The front of the house as a visitor meets it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from civic.app import build
from civic.calls.tables import Call
from civic.core.clock import today
from civic.reglamento import FILE, chapters, markdown
from civic.responses.tables import Answer
from civic.settings import use
from tests.browsing import Browser
from tests.conftest import SETTINGS, Town
from tests.home.made import idea, ideas

PUBLIC = ["/", "/convocatorias", "/propuestas", "/como-funciona", "/reglamento"]


@pytest.mark.parametrize("url", PUBLIC)
async def test_a_visitor_reads_it_without_an_account(town: Town, browser: Browser, url: str) -> None:
    await idea(town.amaranta.id, town.call, "Árboles con sombra")
    assert (await browser.get(url)).text.count("<h1") == 1


async def test_what_is_asked_and_what_is_late_stand_on_the_board(town: Town, browser: Browser) -> None:
    """SG-63: an answer is late from the day itself, whether or not anybody marked it."""
    late = await idea(town.amaranta.id, town.call, "Luz en la cancha", standing="chosen")
    office = town.offices["Parques y Jardines"]
    await Answer.insert(Answer(proposal=late, office=office, state="owed", due_on=today() - timedelta(days=1)))
    page = await browser.get("/")
    page.see("¿Qué le falta a tu parque?", "Lo que va tarde", "Luz en la cancha", "Parques y Jardines tenía hasta")


async def test_numbers_are_told_from_ten_on(town: Town, browser: Browser) -> None:
    children = await town.children(10)
    for child in children[:9]:
        await idea(child.id, town.call, "Una idea")
    (await browser.get("/")).see_not('class="figures"')
    await idea(children[9].id, town.call, "Otra idea")
    (await browser.get("/")).see("10 niñas, niños y adolescentes dieron una idea")


async def test_outside_the_demo_nobody_is_offered_to_come_in_as_somebody_else(town: Town, browser: Browser) -> None:
    page = await browser.get("/")
    page.see_not("/demo/entrar", "Lupita")
    await browser.post("/demo/entrar/lupita", status=404)


async def test_in_the_demo_the_cast_stands_on_the_front_page(town: Town) -> None:
    from civic.core import pages

    demo = replace(SETTINGS, mode="demo")
    pages.environment.cache_clear()
    try:
        browser = Browser(build(demo, beat=False))
        page = await browser.get("/")
        page.see("Esto es una demostración", "Lupita, 7 años", "Julián")
        assert "/demo/entrar/lupita" in page.forms
        went = await browser.post("/demo/entrar/lupita")
        assert went.location == "/mi-pagina"
        await browser.client.aclose()
    finally:
        use(SETTINGS)
        pages.environment.cache_clear()
        build(SETTINGS, beat=False)


async def test_a_page_that_did_not_change_is_not_sent_again_and_never_kept_for_who_came_in(
    town: Town, browser: Browser
) -> None:
    """SG-30: only a visitor's page may be kept by a browser or a proxy."""
    first = await browser.get("/propuestas")
    assert first.headers["cache-control"] == "public, max-age=0, must-revalidate"
    await browser.get("/propuestas", 304, **{"If-None-Match": first.headers["etag"]})
    await ideas(town.amaranta.id, town.call, 1)
    again = await browser.get("/propuestas", 200, **{"If-None-Match": first.headers["etag"]})
    assert again.headers["etag"] != first.headers["etag"]
    await browser.come_in(town.amaranta)
    own = await browser.get("/propuestas", 200, **{"If-None-Match": again.headers["etag"]})
    assert own.headers["cache-control"] == "no-store" and "etag" not in own.headers


async def test_sg_03_the_page_of_a_call_shows_its_whole_promise_before_any_form(town: Town, browser: Browser) -> None:
    """SG-03: all six parts, and only then the way to propose."""
    await browser.come_in(town.amaranta)
    page = await browser.get(f"/convocatorias/{town.call}")
    promise = [
        "¿Qué le falta a tu parque?",
        "Los juegos, los árboles y las bancas",
        "Hay 200 mil pesos.",
        "El Cabildo decide",
        "Parques y Jardines",
        "Guardamos tu apodo",
    ]
    page.see(*promise)
    assert f"/convocatorias/{town.call}/proponer" in page.forms
    assert all(page.text.rindex(part) < page.text.index("/proponer") for part in promise)


async def test_who_has_not_been_asked_whether_they_take_part_is_asked_on_the_way(town: Town, browser: Browser) -> None:
    """SG-12: the act is there; it leads to the child's own answer first."""
    other = uuid4()
    await Call.insert(
        Call(id=other, state="open", question="¿A qué jugamos?", proposals_until=today() + timedelta(days=5))
    )
    await browser.come_in(town.amaranta)
    assert f"/convocatorias/{other}/proponer" in (await browser.get(f"/convocatorias/{other}")).forms
    went = await browser.post(f"/convocatorias/{other}/proponer")
    assert went.location.startswith(f"/convocatorias/{other}/participar")


async def test_bruno_reads_the_call_and_is_told_what_is_still_missing(town: Town, browser: Browser) -> None:
    await browser.come_in(town.bruno)
    page = await browser.get(f"/convocatorias/{town.call}")
    assert f"/convocatorias/{town.call}/proponer" not in page.forms
    page.see("permiso")


@pytest.mark.parametrize(
    ("volver", "to"),
    [("/propuestas", "/propuestas"), ("//evil.example", "/"), ("https://evil.example", "/"), ("/\\evil.example", "/")],
)
async def test_the_language_is_chosen_and_the_reader_stays_in_the_house(
    town: Town, browser: Browser, volver: str, to: str
) -> None:
    answer = await browser.client.get("/idioma/en", params={"volver": volver})
    assert (answer.status_code, answer.headers["location"]) == (303, to)
    assert 'lang="en"' in (await browser.get("/")).text
    await browser.get("/idioma/xx", 404)


async def test_each_role_goes_to_its_own_place(town: Town, browser: Browser) -> None:
    await browser.get("/mi-pagina", 401)
    for name, place in [("julian", "/mesa/convocatorias"), ("rosa", "/familia"), ("teo", "/mesa/lectura")]:
        await browser.come_in(town.people[name])
        assert (await browser.get("/mesa", 303)).location == place
        assert (await browser.get("/mi-pagina", 303)).location == place


async def test_the_reglamento_says_every_rule_of_every_charter(town: Town, browser: Browser) -> None:
    page = await browser.get("/reglamento")
    said = [line.says for chapter in chapters() for line in chapter.lines]
    assert len(said) > 40
    page.see(*said[:10], "Abrir una convocatoria", "la pregunta está escrita")
    assert "set()" not in page.said


def test_docs_reglamento_is_what_the_charters_say() -> None:
    """Run `python -m civic reglamento` after changing a rule."""
    assert Path(FILE).read_text(encoding="utf-8") == markdown()
