"""Amaranta writes an idea, one question at a time, and sends it."""

from tests.browsing import Browser
from tests.conftest import Town


async def test_amaranta_writes_one_question_a_screen_and_going_back_loses_nothing(town: Town, browser: Browser) -> None:
    await browser.come_in(town.amaranta)
    first = (await browser.post(f"/convocatorias/{town.call}/proponer")).location
    assert first.endswith("/titulo")
    second = (await browser.post(first, {"title": "Árboles con sombra en el parque"})).location
    assert second.endswith("/problema")
    third = (await browser.post(second, {"problem": "No hay sombra y nos quemamos."})).location
    assert third.endswith("/ayuda")
    assert "Árboles con sombra" in (await browser.get(first)).text
    assert "nos quemamos" in (await browser.get(second)).text


async def test_an_empty_title_is_asked_for_and_a_long_one_is_kept_whole(town: Town, browser: Browser) -> None:
    await browser.come_in(town.amaranta)
    first = (await browser.post(f"/convocatorias/{town.call}/proponer")).location
    (await browser.post(first, {"title": "   "}, 422))
    long = "sombra " * 40
    page = await browser.post(first, {"title": long}, 422)
    assert long.strip() in page.text
