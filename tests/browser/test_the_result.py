"""The steps of a count as a child goes through them: one at a time with script, a list to unfold without."""

import pytest

from tests.browser.conftest import Open
from tests.conftest import Town
from tests.voting.counted import published

SHARES = "pb/mes;util=cost;money=exact;complete=add1(step=1000,stop=overspend)+greedy;ties=cost<,votes>,lot"
TICKS = [(0, 1)] * 30 + [(1,)] * 20 + [(2,)] * 15
SHOWN = "() => [...document.querySelectorAll('.steps-list > li')].filter((step) => step.checkVisibility()).length"
SIDEWAYS = "() => [...document.querySelectorAll('.figures-table')].filter((each) => each.scrollWidth > each.clientWidth).length"
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def test_a_child_goes_through_the_count_step_by_step(town: Town, window: Open) -> None:
    key = await published(town, SHARES, TICKS)
    lupita = await window(town.lupita)
    await lupita.go(f"/votaciones/{key}")
    tab = lupita.tab
    assert await tab.evaluate(SHOWN) == 1
    back, ahead = tab.get_by_role("button", name="Paso anterior"), tab.get_by_role("button", name="Paso siguiente")
    assert await back.is_disabled()
    seen = [await tab.locator(".steps").inner_text()]
    while await ahead.is_enabled():
        await ahead.press("Enter")
        assert await tab.evaluate(SHOWN) == 1
        seen.append(await tab.locator(".steps").inner_text())
    assert len(seen) == 4 and "Paso 4 de 4" in seen[-1] and "se compra por $60,000" in seen[1]
    await back.click()
    assert await tab.locator(".steps").inner_text() == seen[2]


@pytest.mark.parametrize("rule", [SHARES, "ranked/irv;ties=lot", "smileys;ties=happy>,sad<,lot"])
async def test_the_result_fits_a_small_phone_and_needs_no_script(town: Town, window: Open, rule: str) -> None:
    ballots = {"s": [(2, 1, 0)] * 55, "r": [(0, 1, 2)] * 30 + [(1, 2)] * 25 + [(2, 1)] * 15}.get(rule[0], TICKS)
    key = await published(town, rule, ballots)
    reader = await window(None, script=False)
    for path in ("", "/cifras", "/comprobar"):
        await reader.go(f"/votaciones/{key}{path}")
        for width in (320, 1280):
            await reader.tab.set_viewport_size({"width": width, "height": 700})
            assert await reader.tab.evaluate(WIDE) <= 0, (path, width)
            assert await reader.tab.evaluate(SIDEWAYS) == 0, (path, width)
    await reader.go(f"/votaciones/{key}")
    folds = reader.tab.locator(".step > summary")
    for place in range(1, await folds.count()):
        await folds.nth(place).click()
        assert await reader.tab.locator(".step").nth(place).get_attribute("open") is not None
