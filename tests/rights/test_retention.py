"""SG-86: at the limit still there, a day later gone."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from civic.core import outbox
from civic.core.actor import CHILD
from civic.core.clock import now, pretend, today
from civic.core.database import rows, value
from civic.database import tables
from civic.journal.tables import Entry
from civic.people.acts import add_person, print_card
from civic.people.tables import SignIn, Try
from civic.proposals import acts as proposals
from civic.rights import acts, keeping
from civic.rights.retention import TABLES
from civic.rights.tables import Export, Incident, Request
from civic.safeguarding.tables import Concern
from civic.vault import store
from tests.conftest import Town
from tests.home.made import idea, said

DAY = timedelta(days=1)


def test_a_table_without_a_class_fails_the_build() -> None:
    """SG-86, in both directions."""
    assert {table._meta.tablename for table in tables()} == set(TABLES)
    assert all(kept.source and kept.after for kept in TABLES.values())


async def test_the_clock_of_the_house_runs_it(town: Town) -> None:
    from civic.due import once

    await SignIn.insert(SignIn(id=b"old", person=town.mateo.id, since=now() - 3 * DAY, seen=now() - 3 * DAY))
    keeping._done = ""
    await once()
    assert await value("SELECT count(*) FROM sign_in") == 0


Make = Callable[[Town], Awaitable[UUID | bytes]]


async def _closed(town: Town, table: type, act: str, **columns: object) -> UUID:
    key = uuid4()
    await table.insert(table(id=key, **columns))
    await Entry.insert(Entry(at=now(), act=act, role="safeguarding", person=town.saul.id, subject=key, facts={}))
    return key


async def invited(town: Town) -> UUID:
    child = await add_person(CHILD, "Grillo Rojo", born=(today().year - 9, 1), place=None)
    await print_card(child)
    return child


async def left(town: Town) -> UUID:
    await acts.leave_council(town.mateo)
    return town.mateo.id


async def draft(town: Town) -> UUID:
    return await proposals.start_proposal(town.amaranta, town.call)


async def a_try(town: Town) -> bytes:
    await Try.insert(Try(id=b"key", failures=2, at=now()))
    return b"key"


async def message(town: Town) -> UUID:
    from civic.inbox.acts import tell

    await tell(town.mateo.id, "late", "/propuestas", title="x", day=today())
    return await value("SELECT id FROM message")


async def concern(town: Town) -> UUID:
    return await _closed(town, Concern, "safeguarding.close_concern", words="Ayuda.", received_at=now(), state="closed")


async def incident(town: Town) -> UUID:
    return await _closed(
        town, Incident, "rights.close_incident", facts={}, notice={}, opened_by=town.julian.id, at=now(), state="closed"
    )


async def request(town: Town) -> UUID:
    key = uuid4()
    await Request.insert(
        Request(
            id=key,
            receipt="A",
            person=town.mateo.id,
            kind="see",
            state="done",
            asked_at=now(),
            due_on=today(),
            answered_at=now(),
        )
    )
    return key


async def export(town: Town) -> UUID:
    key = uuid4()
    await Export.insert(
        Export(
            id=key,
            state="signed",
            what="ideas",
            purpose="report",
            asked_by=town.julian.id,
            asked_at=now(),
            expires_at=now(),
        )
    )
    return key


@pytest.mark.parametrize(
    ("table", "make", "days"),
    [
        ("person", invited, 30),
        ("person", left, 30),
        ("writing", draft, 90),
        ("try", a_try, 1),
        ("message", message, 365),
        ("concern", concern, 365),
        ("incident", incident, 1826),
        ("request", request, 730),
        ("export", export, 30),
    ],
    ids=lambda given: getattr(given, "__name__", str(given)),
)
async def test_at_the_limit_there_a_day_later_gone(town: Town, table: str, make: Make, days: int) -> None:
    """SG-86. What is made is made at noon; the limit is that noon, many days on."""
    noon = datetime(now().year, now().month, 1, 18, tzinfo=UTC)
    with pretend(noon):
        await rows("UPDATE term SET begins_on = $1, ends_on = $2", today() - 400 * DAY, today() + 4000 * DAY)
        await rows("UPDATE person SET birth_year = $1 WHERE birth_year IS NOT NULL", today().year - 8)
        key = await make(town)
    for later, there in ((days * DAY - timedelta(hours=1), True), (days * DAY + DAY, False)):
        with pretend(noon + later):
            await keeping.run_schedule()
            assert await value(f"SELECT EXISTS(SELECT FROM {table} WHERE id = $1)", key) is there, later


async def test_the_month_after_the_eighteenth_birthday_there_is_no_account_and_no_name(town: Town) -> None:
    """SG-86: to the last day of the birth month there, on the first of the next gone; published ideas stay."""
    year = today().year
    await rows("UPDATE person SET birth_year = $2, birth_month = 3 WHERE id = $1", town.mateo.id, year - 18)
    await rows("UPDATE term SET begins_on = $1, ends_on = $2", today() - 700 * DAY, today() + 700 * DAY)
    kept = await idea(town.mateo.id, town.call, "Un camión que pase temprano")
    await store.put(town.mateo.id, name="M")
    for moment, there in ((datetime(year, 4, 1, 5, tzinfo=UTC), True), (datetime(year, 4, 1, 7, tzinfo=UTC), False)):
        with pretend(moment):  # 23:00 of March 31 and 1:00 of April 1, in the city
            await keeping.run_schedule()
            await outbox.drain()
        assert await value("SELECT EXISTS(SELECT FROM person WHERE id = $1)", town.mateo.id) is there
        assert (town.mateo.id in await store.everybody()) is there
    assert await value("SELECT state FROM writing WHERE id = $1", kept) == "published"


async def test_a_term_that_ended_takes_its_accounts_after_thirty_days_unless_renewed(town: Town) -> None:
    """SG-86: Amaranta's family renewed; Lupita's did not."""
    ends = today() + 20 * DAY
    await rows("UPDATE term SET ends_on = $1", ends)
    await rows("UPDATE person SET birth_year = $1 WHERE birth_year IS NOT NULL", today().year - 9)
    new = await value(
        "INSERT INTO term (id, name, begins_on, ends_on) VALUES (gen_random_uuid(), 'El que sigue', $1, $2) RETURNING id",
        ends + DAY,
        ends + 365 * DAY,
    )
    await rows(
        """INSERT INTO consent (id, child, guardian, purpose, text, term, allows, how, given_at)
           SELECT gen_random_uuid(), child, guardian, purpose, text, $2, true, 'online', given_at FROM consent WHERE child = $1""",
        town.amaranta.id,
        new,
    )

    async def here() -> set[str]:
        found = await rows("SELECT id FROM person WHERE role = 'child'")
        keys = {each["id"] for each in found}
        return {name for name in ("lupita", "amaranta", "bruno") if town.people[name].id in keys}

    for days, expected in ((30, {"lupita", "amaranta", "bruno"}), (31, {"amaranta"})):
        with pretend(datetime(ends.year, ends.month, ends.day, 18, tzinfo=UTC) + days * DAY):
            await keeping.run_schedule()
        assert await here() == expected


async def test_who_is_being_helped_waits_for_the_end_of_it(town: Town) -> None:
    """SG-82 before SG-86: nobody is lost to those who protect them by the clock."""
    await acts.leave_council(town.mateo)
    await Concern.insert(Concern(words="Ayuda.", person=town.mateo.id, received_at=now()))
    with pretend(now() + 40 * DAY):
        await keeping.run_schedule()
        assert await value("SELECT EXISTS(SELECT FROM person WHERE id = $1)", town.mateo.id)
        await rows("UPDATE concern SET state = 'closed'")
        await keeping.run_schedule()
        assert not await value("SELECT EXISTS(SELECT FROM person WHERE id = $1)", town.mateo.id)


async def test_words_taken_back_are_gone_after_a_month(town: Town) -> None:
    key = await idea(town.amaranta.id, town.call, "Sombra", "Hace calor")
    await said(town.mateo.id, key, "Sí.")
    from civic.moderation.acts import withdraw_writing

    await withdraw_writing(town.amaranta, key)
    for days, left in ((30, 1), (31, 0)):
        with pretend(now() + days * DAY):
            await keeping.run_schedule()
        assert await value("SELECT count(*) FROM version WHERE writing = $1", key) == left
    assert await value("SELECT title FROM writing WHERE id = $1", key) == ""


async def test_lines_of_the_journal_go_after_seven_years_and_not_by_whoever_serves(town: Town) -> None:
    """SG-77, SG-86: who serves cannot delete a line; the database itself forgets the oldest, by the true clock."""
    keys = []
    for days in (7 * 365 - 1, 7 * 365 + 3):
        keys.append(uuid4())
        await Entry.insert(Entry(id=keys[-1], at=now() - days * DAY, act="x", role="clock", facts={}))
    with pytest.raises(Exception, match="permission denied"):
        await rows("DELETE FROM entry")
    await keeping.run_schedule()
    left = [await value("SELECT EXISTS(SELECT FROM entry WHERE id = $1)", key) for key in keys]
    assert left == [True, False]


async def test_names_without_a_person_are_wiped(town: Town) -> None:
    stray = uuid4()
    await store.put(stray, name="N")
    await store.put(town.lupita.id, name="L")
    await keeping.run_schedule()
    assert await store.everybody() == [town.lupita.id]
