"""The journal's chain: what happened cannot be changed unseen, and who serves cannot change it at all (SG-77)."""

from datetime import timedelta

import asyncpg
import pytest

from civic.core.clock import now, pretend
from civic.core.cluster import NAME
from civic.core.database import DB, row, value
from civic.journal.acts import link_entries, note
from civic.journal.chain import FIRST, check, link
from civic.journal.queries import checked
from civic.people.charter import People
from tests.conftest import Town
from tests.databases import as_role


async def lines(town: Town, number: int) -> None:
    for i in range(number):
        await note(town.teo, People.leave, town.lupita.id, children=i)


async def as_owner(sql: str) -> None:
    connection = await asyncpg.connect(as_role(DB.config["dsn"], NAME))
    await connection.execute(sql)
    await connection.close()


async def test_each_line_is_linked_once_and_in_order(town: Town) -> None:
    await link_entries(everything=True)
    before = (await checked()).links
    await lines(town, 5)
    assert await link_entries() == 5
    assert await link_entries() == 0
    found = await checked()
    assert found.links == before + 5 == await value("SELECT count(*) FROM entry") and found.holds


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entry SET role = 'child' WHERE facts->>'children' = '2'",
        "UPDATE entry SET at = at + interval '1 second' WHERE facts->>'children' = '2'",
        "UPDATE entry SET facts = '{\"children\": 7}' WHERE facts->>'children' = '2'",
        "UPDATE entry SET person = NULL WHERE facts->>'children' = '2'",
        "UPDATE entry SET subject = NULL WHERE facts->>'children' = '2'",
        "DELETE FROM entry WHERE facts->>'children' = '2'",
        "UPDATE link SET hash = decode(repeat('00', 32), 'hex') WHERE entry = "
        "(SELECT id FROM entry WHERE facts->>'children' = '2')",
        "DELETE FROM link WHERE entry = (SELECT id FROM entry WHERE facts->>'children' = '2')",
    ],
)
async def test_sg_77_whatever_is_changed_is_seen(town: Town, change: str) -> None:
    """SG-77: even the owner of the tables cannot change a line without breaking the chain."""
    await link_entries(everything=True)
    before = (await checked()).links
    await lines(town, 5)
    await link_entries()
    await as_owner(change)
    assert (await checked()).broken is not None
    assert (await checked()).links == before + 2


@pytest.mark.parametrize("table", ["entry", "link"])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
async def test_sg_77_who_serves_cannot_change_history(town: Town, table: str, change: str) -> None:
    """SG-77: the database itself refuses its own app."""
    await lines(town, 1)
    await link_entries()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await row(change.format(table))
    assert await value(f"SELECT count(*) FROM {table}") > 0


async def test_a_line_without_a_link_is_noticed_after_a_minute(town: Town) -> None:
    await link_entries(everything=True)
    with pretend(now() - timedelta(seconds=50)):
        await lines(town, 1)
    assert (await checked()).holds
    with pretend(now() + timedelta(seconds=30)):
        assert (await checked()).loose == 1


async def test_a_line_that_came_late_is_linked_after_the_others(town: Town) -> None:
    """A transaction may end after a later one; and a day's old one is found by the timer's whole look."""
    await link_entries(everything=True)
    await lines(town, 1)
    await link_entries()
    for late, found in ((timedelta(hours=2), 1), (timedelta(days=2), 0)):
        with pretend(now() - late):
            await lines(town, 1)
        assert await link_entries() == found
    assert await link_entries(everything=True) == 1
    assert (await checked()).holds


def test_the_order_of_facts_does_not_matter_and_their_values_do() -> None:
    entry = dict(id=1, at=now(), act="a.b", role="child", person=None, subject=None)
    one, other = entry | {"facts": '{"a": 1, "b": 2}'}, entry | {"facts": '{"b": 2, "a": 1}'}
    assert link(FIRST, one) == link(FIRST, other) != link(FIRST, entry | {"facts": '{"a": 1, "b": 3}'})
    assert link(FIRST, one) != link(link(FIRST, one), one)
    assert check([])[0].holds




async def test_lines_forgotten_by_their_age_break_nothing_and_a_lost_beginning_does(town: Town) -> None:
    """SG-86: seven years later the oldest lines go. Whoever takes away the beginning before that is seen."""
    await link_entries(everything=True)
    await lines(town, 3)
    await link_entries()
    later = now() + timedelta(days=7 * 365 - 30)
    with pretend(later):
        await lines(town, 4)
        await link_entries()
    await as_owner("DELETE FROM entry WHERE at < now() + interval '1 day' AND facts->>'children' IS DISTINCT FROM '2'")
    with pretend(later + timedelta(days=40)):
        assert (await checked()).holds and (await checked()).links == 5
    assert (await checked()).broken == await value("SELECT min(id) FROM link")
    await as_owner("UPDATE entry SET role = 'child' WHERE at < now() + interval '1 day'")
    with pretend(later + timedelta(days=40)):
        assert not (await checked()).holds
