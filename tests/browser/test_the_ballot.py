"""The ballot as a browser shows it: nothing is chosen for anyone, and nothing remains of what was chosen."""

from uuid import UUID

import pytest
from playwright.async_api import Error, Page

from tests.browser.conftest import Open
from tests.browser.window import Window
from tests.conftest import Town
from tests.voting.polls import TITLES, opened

BOXES = """() => [...document.querySelectorAll('.ballot-option')].map((option) => {
  const box = option.getBoundingClientRect();
  return [box.width, box.height];
})"""
#: What the browser keeps.
KEPT = "() => Object.entries({...localStorage, ...sessionStorage})"


async def test_sg_51_nothing_on_the_screen_tells_one_vote_from_another(town: Town, window: Open) -> None:
    """SG-51: whatever was chosen, the page afterwards is the same to the last pixel; Back and Reload find it again."""
    poll = await opened(town)
    screens = set()
    for choice in ("0", "1", "2", "none"):
        amaranta = await window(town.amaranta)
        await vote(amaranta, poll, choice)
        screens.add(await pictured(amaranta.tab))
        await amaranta.tab.go_back()
        await nothing_of_the_choice(amaranta)
        await amaranta.tab.reload()
        await nothing_of_the_choice(amaranta)
        await amaranta.tab.go_back()
        await nothing_of_the_choice(amaranta)
        assert await amaranta.tab.evaluate(KEPT) == []
    assert len(screens) == 1


async def test_sg_51_without_script_back_does_not_show_the_choice_either(town: Town, window: Open) -> None:
    """SG-51: the page that read the choice back is not kept, so the browser would have to post it again to show it."""
    poll = await opened(town)
    amaranta = await window(town.amaranta, script=False)
    await vote(amaranta, poll, "1")
    with pytest.raises(Error, match="ERR_CACHE_MISS"):
        await amaranta.tab.go_back()


async def nothing_of_the_choice(window: Window) -> None:
    """The neutral page, or a ballot on which nothing is chosen: all of the options or none of them."""
    said = await window.words()
    assert "Elegiste" not in said, window.here
    assert [title for title in TITLES if title in said] in ([], list(TITLES)), window.here
    assert await window.tab.locator("input:checked").count() == 0


async def vote(window: Window, poll: UUID, choice: str) -> None:
    await window.go(f"/votaciones/{poll}")
    await window.go(f"/votaciones/{poll}/boleta")
    await window.choose("choice", choice)
    await window.send("/boleta/ver")
    await window.send("/boleta")
    assert window.here == f"/votaciones/{poll}/listo"


async def pictured(tab: Page) -> bytes:
    await tab.evaluate("() => document.fonts.ready")
    await tab.mouse.move(0, 0)
    return await tab.screenshot(full_page=True, animations="disabled", caret="hide")


async def test_sg_54_nothing_is_chosen_for_anyone_and_every_option_has_the_same_room(town: Town, window: Open) -> None:
    """SG-54: nothing checked on load, boxes equal within 2 %, “none” and “not today” always there, change before sending."""
    poll = await opened(town, ("Sí", *TITLES[1:], "Una biblioteca con talleres de lectura, dibujo y ajedrez los sábados"))
    for person, width in ((town.lupita, 360), (town.amaranta, 360), (town.mateo, 1280)):
        child = await window(person, width=width)
        await child.go(f"/votaciones/{poll}/boleta")
        assert await child.tab.locator("input:checked").count() == 0
        boxes = await child.tab.evaluate(BOXES)
        assert len(boxes) == 5
        for each in zip(*boxes, strict=True):
            assert max(each) <= 1.02 * min(each), boxes
        assert await child.tab.locator('input[value="none"]').count() == 1
        assert await child.tab.locator(f'a[href="/votaciones/{poll}"]').locator("visible=true").count() >= 1
        await child.choose("choice", "2")
        await child.send("/boleta/ver")
        await child.send("/boleta/ver")
        assert await child.tab.locator("input:checked").get_attribute("value") == "2"
        await child.choose("choice", "none")
        await child.send("/boleta/ver")
        await child.see("Ninguna")


async def test_sg_54_a_ballot_can_be_cast_with_the_keyboard_alone(town: Town, window: Open) -> None:
    """SG-54, SG-67: Tab, the arrows or the space bar, Enter."""
    poll = await opened(town)
    nicolas = await window(town.nicolas)
    await nicolas.go(f"/votaciones/{poll}/boleta")
    await nicolas.reach("input[name=choice]")
    await nicolas.tab.keyboard.press("Space")
    await nicolas.reach("button[type=submit]")
    await nicolas.enter()
    await nicolas.see("Elegiste")
    await nicolas.reach('form[action$="/boleta"] button')
    await nicolas.enter()
    assert nicolas.here == f"/votaciones/{poll}/listo"
