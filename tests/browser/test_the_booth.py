"""The booth as a browser shows it: nothing of a vote remains on the screen, in the history or in the browser."""

import asyncio

from playwright.async_api import Error

from tests.browser.conftest import Open
from tests.browser.tablet import EMPTY, STORES, tablet
from tests.browser.window import Window
from tests.conftest import Town
from tests.voting.booths import open_booth
from tests.voting.polls import TITLES


async def vote(window: Window, words: tuple[str, ...], choice: str) -> None:
    await window.go("/casilla")
    await window.write("code", " ".join(words))
    await window.send("/casilla")
    await window.touch('form[action="/casilla/cortina"] button')
    await window.choose("choice", choice)
    await window.send("/boleta/ver")
    await window.send("/casilla/boleta")
    await window.see("Tu voto está en la urna")


async def nothing_of_the_choice(window: Window) -> None:
    said = await window.words()
    assert "Elegiste" not in said and not [title for title in TITLES if title in said], window.here


async def test_sg_51_the_end_is_the_same_to_the_last_pixel_and_back_finds_nothing(town: Town, window: Open) -> None:
    """SG-51, SG-05: one tablet, child after child."""
    _poll, _sheet, cards = await open_booth(town)
    screens = set()
    held = await tablet(town, window)
    for words, choice in zip(cards, ("0", "1", "2", "none"), strict=False):
        await vote(held, words, choice)
        screens.add(await held.tab.screenshot(full_page=True))
        for _step in range(3):
            try:
                await held.tab.go_back()
            except Error as gone:
                assert "ERR_CACHE_MISS" in str(gone)
                break
            await nothing_of_the_choice(held)
        assert await held.tab.evaluate(STORES) == EMPTY
    assert len(screens) == 1


async def test_sg_55_ten_seconds_after_the_vote_the_screen_is_blank(town: Town, window: Open) -> None:
    """SG-55: 10 s after casting → blank start, with and without script."""
    _poll, _sheet, cards = await open_booth(town)

    async def ten_seconds(words: tuple[str, ...], script: bool) -> None:
        held = await window(script=script)
        await vote(held, words, "1")
        await asyncio.sleep(8)
        assert held.here == "/casilla/listo"
        await held.tab.wait_for_url("**/casilla", timeout=6000)
        await held.see("Vota con tu tarjeta de casilla")
        assert await held.tab.locator("[name=code]").input_value() == ""

    await asyncio.gather(ten_seconds(cards[0], True), ten_seconds(cards[1], False))


async def test_case_7_one_touch_puts_the_card_aside(town: Town, window: Open) -> None:
    _poll, _sheet, cards = await open_booth(town)
    held = await tablet(town, window)
    await held.go(f"/casilla/{'-'.join(cards[0])}")
    assert held.here == "/casilla/cortina"
    await held.send("/me-ven")
    await held.see("Pide otra tarjeta")
    await vote(held, cards[1], "0")


async def test_the_booth_fits_every_screen(town: Town, window: Open) -> None:
    _poll, _sheet, cards = await open_booth(town)
    for words, width in zip(cards, (320, 360, 800, 1280), strict=False):
        small = await window(width=width, height=800)
        await small.go("/casilla")
        assert await small.too_wide() == 0
        await small.write("code", " ".join(words))
        await small.send("/casilla")
        assert await small.too_wide() == 0
        await small.touch('form[action="/casilla/cortina"] button')
        assert await small.too_wide() == 0
        await small.choose("choice", "1")
        await small.send("/boleta/ver")
        assert await small.too_wide() == 0
