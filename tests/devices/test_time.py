"""Time is told before it ends, made longer with a tap, and rests at night (SG-73, SG-74)."""

from datetime import datetime, timedelta

import pytest

from civic.consent.charter import not_resting
from civic.core.ages import BANDS
from civic.core.clock import CITY, now, pretend
from civic.core.database import value
from civic.devices.charter import MOST_LONGER, Devices, Staying
from civic.inbox.acts import tell
from civic.people import limits
from civic.people.tables import SignIn
from civic.proposals.acts import start_proposal
from civic.who import MINUTE
from tests.browsing import Browser
from tests.conftest import Town
from tests.devices.tablets import at, come_in, enrolled, production, said, two_adults
from tests.voting.polls import opened

LINE = "Llevas un buen rato"


async def is_in(browser: Browser) -> bool:
    return (await browser.client.get("/avisos")).status_code == 200


@pytest.mark.parametrize("who", ["lupita", "mateo"])
async def test_sg_74_one_tap_makes_it_longer_ten_times_and_more(town: Town, browser: Browser, who: str) -> None:
    """SG-74: without a page in between, and no time is written: only how often."""
    await browser.come_in(town.people[who])
    start = now()
    idle = limits.idle(town.people[who])
    for tap in range(1, 12):
        with pretend(start + idle * tap - timedelta(seconds=60)):
            await browser.post("/mas-tiempo")
    assert abs(await value("SELECT seen FROM sign_in") - start) < timedelta(seconds=5)
    with pretend(start + idle * 12 - timedelta(seconds=5)):
        assert await is_in(browser)
    assert await value("SELECT longer FROM sign_in") == 0, "a page looked at begins anew"
    with pretend(start + idle * 13 + timedelta(minutes=2)):
        assert not await is_in(browser)


async def test_sg_74_it_cannot_be_made_longer_for_ever_nor_on_a_tablet(town: Town, browser: Browser) -> None:
    """SG-74, SG-30"""
    assert Devices.stay_longer.refusal(town.lupita, Staying(MOST_LONGER)).name == "not_too_long"
    assert Devices.stay_longer.allows(town.lupita, Staying(MOST_LONGER - 1)) and MOST_LONGER >= 10
    device = await enrolled(town, browser)
    await come_in(browser, town.lupita, device)
    await browser.post("/mas-tiempo", status=403)


async def test_sg_74_a_minute_or_more_is_left_when_the_page_says_so(town: Town, browser: Browser) -> None:
    """SG-74: what the page counts is never longer than what the house keeps."""
    await browser.come_in(town.amaranta)
    for seconds in (0, 1, 30, 59, 60, 61, 119):
        with pretend(now().replace(second=17) + timedelta(minutes=1, seconds=seconds)):
            page = await browser.get("/mi-pagina")
            assert f'data-idle="{limits.idle(town.amaranta).seconds}"' in page.text
            last = now()
            with pretend(last + limits.idle(town.amaranta) - timedelta(seconds=1)):
                found = await value("SELECT seen FROM sign_in")
                assert now() - found <= limits.idle(town.amaranta) + MINUTE, seconds


async def test_sg_30_on_a_tablet_three_minutes_are_the_limit(town: Town, browser: Browser) -> None:
    """SG-30: by the house too, without a script; at home the same child has ten."""
    device = await enrolled(town, browser)
    await come_in(browser, town.amaranta, device)
    start = now()
    assert 'data-idle="180"' in (await browser.get("/mi-pagina")).text
    with pretend(start + timedelta(minutes=4, seconds=1)):
        page = await browser.get("/mi-pagina", 401)
        page.see_not(town.amaranta.name)
        assert page.headers["cache-control"] == "no-store"


async def test_sg_50_a_ballot_on_a_tablet_has_the_time_of_the_band(town: Town, browser: Browser) -> None:
    """SG-50, SG-34: its pages leave no touch, so the tablet itself keeps the three minutes; any other page is closed."""
    poll = await opened(town)
    device = await enrolled(town, browser)
    await come_in(browser, town.lupita, device)
    with pretend(now() + timedelta(minutes=6)):
        page = await browser.get(f"/votaciones/{poll}/boleta")
        assert "data-stay" not in page.text
        await browser.get("/avisos", 401)


@pytest.mark.parametrize("who", ["lupita", "amaranta", "mateo"])
async def test_sg_74_after_a_while_a_line_says_gently_that_it_is_enough(town: Town, browser: Browser, who: str) -> None:
    """SG-74: nothing is blocked, nothing is won by staying; asking for help and the ballot are left alone."""
    person = town.people[who]
    poll = await opened(town)
    await browser.come_in(person)
    start = now()
    cap = BANDS[person.band].cap_minutes
    for minutes, told in ((cap - 1, False), (cap + 1, True)):
        await SignIn.update({SignIn.seen: start + timedelta(minutes=minutes)}).where(SignIn.person == person.id)
        with pretend(start + timedelta(minutes=minutes)):
            assert (LINE in (await browser.get("/mi-pagina")).said) is told
            assert LINE not in (await browser.get("/ayuda")).said
            assert LINE not in (await browser.get(f"/votaciones/{poll}/boleta")).said
    with pretend(start + timedelta(minutes=cap + 1)):
        await browser.post(f"/convocatorias/{town.call}/proponer")


@pytest.mark.parametrize(
    ("who", "hour", "may"),
    [
        *(("lupita", 6, False), ("lupita", 7, True), ("lupita", 19, True), ("lupita", 20, False)),
        *(("amaranta", 6, False), ("amaranta", 7, True), ("amaranta", 19, True), ("amaranta", 21, False)),
        *(("mateo", 5, False), ("mateo", 6, True), ("mateo", 20, True), ("mateo", 21, False), ("mateo", 3, False)),
    ],
)
async def test_sg_73_posting_hours_through_the_door(town: Town, browser: Browser, who: str, hour: int, may: bool) -> None:
    """SG-73: outside them sending waits, kindly; the draft is kept, reading is open, and help never closes."""
    person = town.people[who]
    draft = await start_proposal(person, town.call)
    step, words = ("deseo", {"wish": "more", "words": "Más sombra"}) if who == "lupita" else ("titulo", {"title": "Más sombra"})
    device = await enrolled(town, browser)
    with production(), at(hour, days=1):
        await two_adults(town)
        await come_in(browser, person, device)
        page = await browser.get(f"/mis-ideas/{draft}/{step}")
        reach = BANDS[person.band]
        assert (f"Abrimos a las {reach.writes_from} de la mañana" in page.said) is not may
        await browser.post(f"/mis-ideas/{draft}/{step}", words)
        begun = await browser.client.post(f"/convocatorias/{town.call}/proponer", data=browser.marked())
        assert begun.status_code == (303 if may else 403)
        if not may:
            page = await browser.post(f"/mis-ideas/{draft}/enviar", status=403)
            page.see(hours := said(not_resting.otherwise, person))
            assert f"{reach.writes_from} de la mañana" in hours and f"{reach.writes_until - 12} de la noche" in hours
        assert (await browser.client.get("/ayuda")).status_code == 200
        assert (await browser.client.get("/propuestas")).status_code == 200
    kept = await value("SELECT words::text FROM version WHERE writing = $1 ORDER BY number DESC LIMIT 1", draft)
    assert "Más sombra" in kept


async def test_sg_74_a_draft_waits_for_nineteen_hours_and_more(town: Town, browser: Browser) -> None:
    """SG-74: what was kept when time ended is there the next day."""
    draft = await start_proposal(town.amaranta, town.call)
    await browser.come_in(town.amaranta)
    await browser.post(f"/mis-ideas/{draft}/titulo", {"title": "Más sombra"})
    with pretend(now() + timedelta(hours=19)):
        await browser.get("/mi-pagina", 401)
        await browser.come_in(town.amaranta)
        assert 'value="Más sombra"' in (await browser.get(f"/mis-ideas/{draft}/titulo")).text


async def test_sg_73_nothing_is_new_at_night(town: Town, browser: Browser) -> None:
    """SG-73: told at 22:00, marked at 07:00; also inside the inbox."""
    mark = "place-new"
    with production():
        with at(22):
            await tell(town.mateo.id, "answered_yes", "/mi-pagina", title="Una fuente")
            await browser.come_in(town.mateo)
            page = await browser.get("/avisos")
            assert mark not in page.text and "tell-new" not in page.text
        for hour, minute, new in ((6, 59, False), (7, 0, True), (19, 59, True), (20, 0, False)):
            with at(hour, minute, days=1):
                await browser.come_in(town.mateo)
                page = await browser.get("/avisos")
                assert (mark in page.text, "tell-new" in page.text) == (new, new), (hour, minute)


async def test_sg_73_a_demonstration_and_the_team_have_no_night(town: Town, browser: Browser) -> None:
    with at(22):
        await tell(town.mateo.id, "answered_yes", "/mi-pagina", title="Una fuente")
        await browser.come_in(town.mateo)
        assert "place-new" in (await browser.get("/avisos")).text


def test_the_hours_are_the_city_s() -> None:
    """SG-73: 02:00 in Greenwich is 20:00 of the evening before in Mexico City."""
    from civic.devices.hours import QUIET_FROM

    assert datetime(2026, 3, 2, 2, tzinfo=now().tzinfo).astimezone(CITY).hour == QUIET_FROM
