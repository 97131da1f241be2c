"""Yes, no and later on the screen itself; the telling before them; the family's page with nothing ticked."""

from playwright.async_api import Locator

from civic.core.database import rows
from tests.browser.conftest import Open
from tests.browser.window import Window
from tests.conftest import Town

#: What a browser makes of a button: its box, and everything that could let one speak louder than another.
LOOKS = """(button) => {
  const { width, height } = button.getBoundingClientRect();
  const of = (each) => { const s = getComputedStyle(each);
    return [s.color, s.backgroundColor, s.borderColor, s.borderWidth, s.boxShadow, s.fontSize, s.fontWeight, s.opacity]; };
  return { width, height, looks: JSON.stringify([of(button), of(button.querySelector('span'))]),
    picture: button.querySelector('svg').getBoundingClientRect().width };
}"""


def three(window: Window) -> Locator:
    return window.tab.locator('button[name="said"]')


async def test_sg_12_yes_no_and_later_weigh_the_same_over_thirty_loads(town: Town, window: Open) -> None:
    """SG-12: boxes differ by 5 % at most, colours and letters not at all; each stands in each place equally often."""
    for child, width, sky in ((town.lupita, 360, "light"), (town.amaranta, 1280, "dark"), (town.mateo, 320, "light")):
        seen = await window(child, width=width, color_scheme=sky)
        await seen.go(f"/convocatorias/{town.call}/participar?paso=5")
        looks = [await each.evaluate(LOOKS) for each in await three(seen).all()]
        for side in ("width", "height", "picture"):
            sides = [each[side] for each in looks]
            assert max(sides) <= 1.05 * min(sides), (child.name, side, sides)
        assert len({each["looks"] for each in looks}) == 1
    orders = []
    for _load in range(30):
        await seen.tab.reload()
        orders.append(await three(seen).evaluate_all("(found) => found.map((each) => each.value)"))
    for place in range(3):
        assert {said: [order[place] for order in orders].count(said) for said in ("yes", "no", "later")} == {
            "yes": 10, "no": 10, "later": 10,
        }  # fmt: skip


async def test_sg_13_wrong_answers_still_reach_the_end_and_each_screen_can_be_heard(town: Town, window: Open) -> None:
    """SG-13: at most five screens; a wrong answer shows the explanation and the way on; listen on each."""
    await rows("DELETE FROM assent")
    for child, script in ((town.lupita, True), (town.amaranta, False), (town.mateo, True)):
        seen = await window(child, script=script)
        await seen.go(f"/convocatorias/{town.call}/participar")
        screens = 1
        while not await three(seen).count():
            assert await seen.tab.locator("read-aloud").count() == 1
            wrong = seen.tab.locator('a[href*="dije=n"]')
            if await wrong.count():
                await wrong.first.click()
                await seen.see("Te lo explicamos otra vez")
                assert await seen.tab.locator("read-aloud").count() == 1
            await seen.tab.locator(".question-actions a").last.click()
            screens += 1
        assert screens == 5 and await seen.tab.locator("read-aloud").count() == 1
        await seen.touch('button[name="said"][value="later"]')
        assert seen.here == f"/convocatorias/{town.call}"


async def test_sg_08_nothing_is_ticked_when_the_pages_open(town: Town, window: Open) -> None:
    """SG-08: neither on the family's page nor where a form is typed or read again."""
    tie = (await rows("SELECT id FROM guardianship LIMIT 1"))[0]["id"]
    for person, url in ((town.rosa, "/familia"), (town.teo, f"/mesa/permisos/{tie}")):
        seen = await (await window(person)).go(url)
        assert await seen.tab.locator("form button[type=submit]").count() > 1
        assert await seen.tab.locator("input:checked").count() == 0
