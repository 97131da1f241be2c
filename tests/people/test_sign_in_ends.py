"""A sign-in ends: by leaving, by coming in again, by resting, by the clock, by losing one's place (SG-29, SG-30)."""

from datetime import timedelta

import pytest
import time_machine

from civic.core.clock import now
from civic.core.database import rows, value
from tests.people.doorbell import COOKIE, hand_card, is_in, ring


async def test_coming_in_again_ends_the_sign_in_the_browser_had(town, browser, browsers):
    """SG-29: the cookie from before is worth nothing after."""
    before = await browser.come_in(town.amaranta)
    old = before.tie
    await ring(browser, await hand_card("lupita"))
    assert browser.tie != old and await is_in(browser)
    thief = browsers()
    thief.client.cookies.set(COOKIE, old, domain="voz.test")
    assert not await is_in(thief)


async def test_a_cookie_somebody_planted_never_becomes_a_sign_in(town, browser, browsers):
    """SG-29"""
    browser.client.cookies.set(COOKIE, "planted", domain="voz.test")
    browser.tie = "planted"
    await ring(browser, await hand_card("lupita"))
    assert browser.tie != "planted" and await is_in(browser)
    thief = browsers()
    thief.client.cookies.set(COOKIE, "planted", domain="voz.test")
    assert not await is_in(thief)


async def test_leaving_ends_it_on_the_server_and_cleans_the_device(town, browser, browsers):
    """SG-29, SG-30"""
    await browser.come_in(town.lupita)
    token = browser.tie
    page = await browser.post("/salir")
    assert page.headers["clear-site-data"] == '"cache", "storage"'
    assert any(each.startswith(f"{COOKIE}=") and "Max-Age=0" in each for each in page.headers.get_list("set-cookie"))
    assert await value("SELECT count(*) FROM sign_in") == 0
    late = browsers()
    late.client.cookies.set(COOKIE, token, domain="voz.test")
    assert not await is_in(late)


@pytest.mark.parametrize(("who", "minutes"), [("lupita", 10), ("amaranta", 10), ("mateo", 15), ("teo", 15)])
async def test_a_sign_in_that_rests_too_long_is_over(town, browser, who, minutes):
    """SG-29"""
    await browser.come_in(town.people[who])
    start = now()
    with time_machine.travel(start + timedelta(minutes=minutes - 1), tick=False):
        assert await is_in(browser)
    with time_machine.travel(start + timedelta(minutes=2 * minutes + 1), tick=False):
        assert not await is_in(browser)


async def test_looking_at_pages_keeps_a_sign_in_alive_but_never_past_its_day(town, browser):
    """SG-29"""
    await browser.come_in(town.teo)
    start = now()
    for minutes in range(5, 12 * 60, 5):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            assert await is_in(browser), minutes
    with time_machine.travel(start + timedelta(hours=12, minutes=1), tick=False):
        assert not await is_in(browser)


async def test_who_is_no_longer_active_is_out_on_the_next_request(town, browser):
    """SG-29"""
    await browser.come_in(town.teo)
    assert await is_in(browser)
    await rows("UPDATE person SET active = false WHERE id = $1", town.teo.id)
    assert not await is_in(browser)


async def test_when_a_page_was_last_seen_is_kept_in_minutes_only_and_a_post_leaves_no_trace(town, browser):
    """SG-50: the sign-in must not tell when a child voted."""
    await browser.come_in(town.lupita)
    start = now()
    with time_machine.travel(start + timedelta(minutes=3, seconds=7), tick=False):
        await browser.post("/avisos/leidos")
        seen = await value("SELECT seen FROM sign_in")
        assert abs(seen - start) < timedelta(seconds=5)
        await browser.get("/avisos")
        seen = await value("SELECT seen FROM sign_in")
        assert seen.second == seen.microsecond == 0
