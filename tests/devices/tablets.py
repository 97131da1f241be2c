"""Tablets and turns for the tests: enrolled through the acts, held by a browser as a real one would."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from civic import settings as house
from civic.core import secrets
from civic.core.actor import STAFF, Actor
from civic.core.clock import CITY, pretend, today
from civic.core.database import row, value
from civic.core.words import Voice, _, speaking
from civic.demo.people import SCHOOL
from civic.devices.acts import check_in, enroll_device
from civic.devices.cookie import cookie
from civic.people.acts import open_sign_in
from civic.settings import current
from tests.browsing import Browser
from tests.conftest import Town


async def enrolled(town: Town, browser: Browser, place: UUID = SCHOOL, name: str = "Tableta 3") -> UUID:
    """Make this browser a tablet. Its id."""
    token = await enroll_device(town.teo, place, name)
    browser.client.cookies.set(cookie(), token, domain="voz.test")
    return await value("SELECT id FROM device WHERE token = $1", secrets.fingerprint(token))


async def come_in(browser: Browser, person: Actor, device: UUID | None) -> None:
    """As the door does on that tablet."""
    strength = "strong" if person.role & STAFF else "low"
    browser.tie = await open_sign_in(person.id, strength, proven=True, device=device)
    browser.client.cookies.set(current().cookie, browser.tie, domain="voz.test")


async def two_adults(town: Town) -> None:
    await check_in(town.teo, SCHOOL)
    await check_in(town.ines, SCHOOL)


@contextmanager
def production() -> Iterator[None]:
    """Where hours are kept and no child is alone at a tablet."""
    before = current()
    house.use(replace(before, mode="production"))
    yield
    house.use(before)


@contextmanager
def at(hour: int, minute: int = 0, days: int = 0) -> Iterator[datetime]:
    """That hour of the city, today or in some days."""
    day = today() + timedelta(days=days)
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=CITY)
    with pretend(moment):
        yield moment


async def sign_ins(person: Actor) -> int:
    return (await row("SELECT count(*) AS n FROM sign_in WHERE person = $1", person.id))["n"]


def said(msgid: str, to: Actor) -> str:
    speaking.set(Voice(band=to.band))
    return _(msgid)
