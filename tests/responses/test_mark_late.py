"""The day after, everyone sees that the city is late; and nobody can make it not so."""

import asyncio
from datetime import timedelta

from civic.core import outbox
from civic.core.clock import CITY, now, pretend, today, working_days_after
from civic.core.database import row, value
from civic.due import chores
from civic.responses.acts import give_answer
from tests.browsing import Browser
from tests.conftest import Town
from tests.responses.stage import TITLE, chosen, said, soon

LATE = "La ciudad todavía no contesta"


def days_later(number: int) -> pretend:
    """Noon of the `number`-th working day after today."""
    day = working_days_after(today(), number)
    return pretend(now().astimezone(CITY).replace(year=day.year, month=day.month, day=day.day, hour=12))


async def test_sg_63_day_21_shows_late_to_everyone(town: Town, browser: Browser) -> None:
    """SG-63: the label comes from the days alone, before any clock ran."""
    key = await chosen(town)
    with days_later(20):
        await chores()
        (await browser.get(f"/propuestas/{key}")).see("La ciudad tiene que contestar").see_not(LATE)
        (await browser.get("/compromisos")).see(TITLE, "A tiempo").see_not("Va tarde")
    with days_later(21):
        (await browser.get(f"/propuestas/{key}")).see(LATE)
        (await browser.get("/compromisos")).see(TITLE, "Va tarde", "Tenía hasta el")


async def test_sg_63_the_clock_tells_it_once_and_leaves_an_escalation(town: Town) -> None:
    """SG-63: children and the secretariat are told, once, however often and wherever the clock runs."""
    key = await chosen(town)
    await outbox.drain()
    with days_later(21):
        await asyncio.gather(*(chores() for _ in range(3)))
        await chores()
        await outbox.drain()
        await outbox.drain()
    assert await value("SELECT state FROM answer WHERE proposal = $1", key) == "late"
    assert await value("SELECT count(*) FROM entry WHERE act = 'responses.mark_late' AND role = 'clock'") == 1
    for person in (town.amaranta, town.julian):
        assert await value("SELECT count(*) FROM message WHERE kind = 'late' AND person = $1", person.id) == 1


async def test_sg_63_the_office_sees_it_plainly_and_cannot_move_or_hide_it(town: Town, browser: Browser) -> None:
    """SG-63: a form that brings a later day changes nothing."""
    key = await chosen(town)
    due_on = await value("SELECT due_on FROM answer")
    with days_later(23):
        await chores()
        await browser.come_in(town.pilar)
        (await browser.get("/mesa/oficina")).see("3 días de retraso")
        hidden = {"verdict": "", "due_on": soon(400).isoformat(), "state": "owed", "do": "publish"}
        await browser.post(f"/mesa/oficina/{key}/responder", hidden, 422)
        assert dict(await row("SELECT due_on, state FROM answer")) == {"due_on": due_on, "state": "late"}
        await give_answer(town.pilar, key, said("no"))
    assert dict(await row("SELECT due_on, state FROM answer")) == {"due_on": due_on, "state": "answered"}


async def test_what_was_answered_in_time_is_never_late(town: Town) -> None:
    key = await chosen(town)
    await give_answer(town.pilar, key, said("no"))
    with pretend(now() + timedelta(days=90)):
        await chores()
    assert await value("SELECT state FROM answer WHERE proposal = $1", key) == "answered"
