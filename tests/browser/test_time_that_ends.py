"""At home: a calm word a minute before, more time with a tap, and nothing typed is lost (SG-74)."""

import pytest

from civic.core.database import value
from civic.proposals.acts import start_proposal
from tests.browser.conftest import Open
from tests.browser.test_every_page import troubles
from tests.conftest import Town

TYPED = "Quiero una fuente"


@pytest.mark.parametrize("who", ["lupita", "mateo"])
async def test_sg_74_more_time_with_one_tap_ten_times(town: Town, window: Open, who: str) -> None:
    """SG-74: on the same page, whose words stay; the bar asks for nothing and covers no whole screen."""
    person = town.people[who]
    draft = await start_proposal(person, town.call)
    step, name = ("deseo", "words") if who == "lupita" else ("titulo", "title")
    hers = await window(person)
    await hers.tab.clock.install()
    await hers.go(f"/mis-ideas/{draft}/{step}")
    await hers.write(name, TYPED)
    bar, idle = hers.tab.locator("#tray"), person.reach.idle_minutes * 60
    await hers.tab.clock.run_for((idle - 70) * 1000)
    assert not await bar.is_visible()
    await hers.tab.clock.run_for(8_000)
    for tap in range(1, 11):
        assert await bar.is_visible(), tap
        box = await bar.bounding_box()
        assert box["height"] < 740 / 2
        if tap == 1:
            assert await troubles(hers) == []
        async with hers.tab.expect_response("**/mas-tiempo"):
            await hers.tab.locator("[data-more] button").click()
        await bar.wait_for(state="hidden")
        assert await value("SELECT longer FROM sign_in") == tap
        await hers.tab.clock.run_for(idle * 1000)
    assert await hers.tab.locator(f'[name="{name}"]').input_value() == TYPED


async def test_sg_74_when_it_is_over_the_page_says_so_and_keeps_the_words(town: Town, window: Open) -> None:
    """SG-74, SG-72"""
    draft = await start_proposal(town.mateo, town.call)
    mateo = await window(town.mateo)
    await mateo.tab.clock.install()
    await mateo.go(f"/mis-ideas/{draft}/titulo")
    await mateo.write("title", TYPED)
    await mateo.tab.clock.run_for("15:05")
    await mateo.see("Pasó mucho tiempo y cerramos")
    assert not await mateo.tab.locator("[data-more]").is_visible()
    assert await mateo.tab.locator('[name="title"]').input_value() == TYPED


async def test_sg_74_leaving_keeps_the_step_one_was_writing(town: Town, window: Open) -> None:
    """SG-74: the way out of a question keeps its answer first."""
    draft = await start_proposal(town.mateo, town.call)
    mateo = await window(town.mateo)
    await mateo.go(f"/mis-ideas/{draft}/titulo")
    await mateo.write("title", TYPED)
    async with mateo.tab.expect_navigation(url="**/"):
        await mateo.tab.locator(".leaving button").click()
    assert await value("SELECT words->>'title' FROM version WHERE writing = $1", draft) == TYPED


async def test_without_a_script_the_bar_is_not_there(town: Town, window: Open) -> None:
    """What cannot count does not promise."""
    mateo = await window(town.mateo, script=False)
    await mateo.go("/mi-pagina")
    assert not await mateo.tab.locator("#tray").is_visible()
