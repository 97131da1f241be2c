"""The slots of the box: only functions of the database put anything in, and each asks what the charter asks."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest

from civic.consent.acts import answer_assent, withdraw_consent
from civic.consent.purposes import TAKE_PART, TEXT
from civic.core.charter import Refused
from civic.core.clock import now, today
from civic.core.cluster import VAULT
from civic.core.database import DB, row, rows, value
from civic.voting import queries
from civic.voting.ballots import Ballot
from civic.voting.box import casting
from civic.voting.box.pseudonyms import pseudonym
from civic.voting.box.seals import seal
from tests.conftest import Town
from tests.databases import as_role, owner_rows, owner_value
from tests.voting.polls import announced, opened, vote


async def sealed(poll: UUID, choice: int = 0) -> bytes:
    rules = await queries.frozen(poll)
    return seal(rules.sealing_key, rules.paper.pack(Ballot(rules.paper, (choice,))))


async def put(poll: UUID, people: list[UUID], at=None) -> dict[bytes, bool]:
    """Straight into the database's function, past the program: names that are in, and whether they are new."""
    names = [pseudonym(bytes(32), each.bytes) for each in people]
    papers = [await sealed(poll) for _ in people]
    found = await rows(casting.CAST, poll, people, names, papers, at or now(), TAKE_PART, TEXT, today())
    return {each["name"]: each["is_new"] for each in found}


async def in_box() -> int:
    return await owner_value("SELECT count(*) FROM ballot")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO ballot (id, poll, sealed) VALUES ('x', gen_random_uuid(), 'x')",
        "INSERT INTO ballot SELECT * FROM ballot",
        "UPDATE ballot SET sealed = 'x'",
        "DELETE FROM ballot",
        "SELECT count(*) FROM ballot",
        "SELECT id FROM ballot",
        "TRUNCATE ballot",
        "DROP TABLE ballot",
        "COPY ballot TO STDOUT",
        "GRANT ALL ON ballot TO CURRENT_USER",
        "ALTER TABLE ballot ADD COLUMN at timestamptz",
        "CREATE TRIGGER t BEFORE INSERT ON ballot EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "CREATE OR REPLACE FUNCTION lies_in_box(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'",
        "SET ROLE civic",
    ],
)
async def test_sg_49_who_serves_cannot_touch_the_box(town: Town, statement: str) -> None:
    """SG-49, SG-52, threat 8: a direct INSERT by the app's role is denied, and everything else that is no slot."""
    key = await opened(town)
    await vote(town.lupita, key, 1)
    before = await owner_rows("SELECT * FROM ballot")
    with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.InvalidGrantorError)):
        await rows(statement)
    assert await owner_rows("SELECT * FROM ballot") == before


async def test_the_role_of_the_vault_finds_no_slot(town: Town) -> None:
    connection = await asyncpg.connect(as_role(DB.config["dsn"], VAULT))
    try:
        for call in ("lies_in_box('x')", "read_box(gen_random_uuid(), '', 1)", "empty_box(gen_random_uuid())"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(f"SELECT {call}")
    finally:
        await connection.close()


async def test_sg_49_the_box_takes_nothing_of_an_adult_whoever_asks(town: Town) -> None:
    """SG-49: each adult role, even on the roll and with a yes, and somebody who is nobody. The child beside them votes."""
    key = await opened(town)
    adults = [person.id for name, person in town.people.items() if await _role(person.id) != "child"]
    assert len(adults) >= 6
    for each in adults:
        await owner_rows("INSERT INTO roll (id, poll, person, came) VALUES (gen_random_uuid(), $1, $2, false)", key, each)
        await owner_rows(
            "INSERT INTO assent (id, child, about, said, at) VALUES (gen_random_uuid(), $1, $2, 'yes', now())", each, town.call
        )
    taken = await put(key, [*adults, UUID(int=9), town.lupita.id])
    assert taken == {pseudonym(bytes(32), town.lupita.id.bytes): True}
    assert await in_box() == 1


async def _role(person: UUID) -> str:
    return await value("SELECT role FROM person WHERE id = $1", person)


async def test_the_box_asks_what_the_charter_asks(town: Town) -> None:
    """On the roll, with a yes of one's own and of the family's, not paused, in time, of an open poll: each is looked at."""
    key, other = await opened(town), await announced(town)
    [newcomer] = await town.children(1)
    assert await put(key, [newcomer.id]) == {}
    assert await put(key, [town.lupita.id], now() + timedelta(days=8)) == {}
    not_open = [other, [town.lupita.id], [b"n" * 32], [b"s"], now(), TAKE_PART, TEXT, today()]
    assert await rows(casting.CAST, *not_open) == []
    await answer_assent(town.mateo, town.call, "later")
    assert await put(key, [town.mateo.id]) == {}
    await withdraw_consent(town.rosa, town.lupita.id, "take_part")
    assert await put(key, [town.lupita.id]) == {}
    await owner_rows("UPDATE person SET paused = 'rest' WHERE id = $1", town.nicolas.id)
    assert await put(key, [town.nicolas.id]) == {}
    [came] = await town.children(1)
    join = "INSERT INTO roll (id, poll, person, came) VALUES (gen_random_uuid(), $1, $2, true)"
    await owner_rows(join, key, came.id)
    assert await put(key, [came.id]) == {}
    assert await in_box() == 0
    assert list((await put(key, [town.amaranta.id])).values()) == [True]


async def test_sg_01_a_city_that_is_closed_to_children_takes_no_vote(town: Town) -> None:
    """SG-01: said by the same rule as everywhere, before anything goes to the box."""
    key = await opened(town)
    with pytest.raises(Refused) as refused:
        await vote(replace(town.lupita, hindered=frozenset({"closed"})), key, 1)
    assert refused.value.refusal.name == "council_open"
    assert await in_box() == 0


async def test_sg_49_of_twenty_at_once_one_is_the_first(town: Town) -> None:
    """SG-49: one ballot, and whoever counts how many came counts this child once."""
    key = await opened(town)
    first = await asyncio.gather(*(vote(town.lupita, key, n % 3) for n in range(20)))
    assert sorted(first) == [False] * 19 + [True]
    assert await vote(town.lupita, key, 1) is False
    assert await in_box() == 1


async def test_sg_50_votes_of_one_moment_lie_by_name_under_one_transaction(town: Town) -> None:
    """SG-50: who came first among them is not to be seen, not even from the order on the disk."""
    key = await opened(town)
    assert await queries.frozen(key)
    children = [town.lupita, town.nicolas, town.amaranta, town.mateo]
    for first in children:  # whoever the first is goes alone
        await owner_rows("TRUNCATE ballot")
        slot = asyncio.create_task(vote(first, key, 0))
        await asyncio.sleep(0)
        rest = [child for child in children if child is not first]
        await asyncio.gather(slot, *(vote(child, key, 1) for child in rest))
        found = await owner_rows("SELECT xmin::text, id FROM ballot ORDER BY ctid")
        assert len({each["xmin"] for each in found}) <= 2
        together = [each["id"] for each in found if each["xmin"] == found[-1]["xmin"]]
        assert len(together) >= 3 and together == sorted(together)


async def test_sg_52_nobody_reads_a_box_that_is_not_closed(town: Town) -> None:
    """SG-52: not even the function that hands it out for the count; and an open one is never emptied."""
    key = await opened(town)
    await vote(town.lupita, key, 1)
    assert [part async for part in casting.read_box(key)] == []
    for state in ("open", "closed"):  # until it is counted
        await row("UPDATE poll SET state = $2 WHERE id = $1", key, state)
        with pytest.raises(asyncpg.RaiseError):
            await casting.empty_box(key)
    assert await in_box() == 1


async def test_a_closed_box_is_read_in_parts_by_name(town: Town, monkeypatch) -> None:
    key, other = await opened(town), await opened(town)
    for child in (town.lupita, town.nicolas, town.amaranta):
        await vote(child, key, 1)
        await vote(child, other, 2)
    await row("UPDATE poll SET state = 'closed' WHERE id = $1", key)
    monkeypatch.setattr(casting, "PART", 2)
    parts = [part async for part in casting.read_box(key)]
    assert [len(part) for part in parts] == [2, 1]
    names = [name for part in parts for name, _sealed in part]
    assert names == sorted(each["id"] for each in await owner_rows("SELECT id FROM ballot WHERE poll = $1", key))


async def test_sg_50_a_box_is_emptied_for_good_and_the_others_lose_their_order(town: Town) -> None:
    """SG-50: no row that was deleted stays on the disk; those of other polls are written anew, all at once, by name."""
    over, going_on = await opened(town), await opened(town)
    for child in (town.lupita, town.nicolas, town.amaranta, town.mateo):
        await vote(child, over, 0)
        await vote(child, going_on, 1)
    kept = await owner_rows("SELECT id, poll, sealed FROM ballot WHERE poll = $1 ORDER BY id", going_on)
    file = await owner_value("SELECT pg_relation_filenode('ballot')")
    await row("UPDATE poll SET state = 'counted' WHERE id = $1", over)
    await casting.empty_box(over)
    found = await owner_rows("SELECT xmin::text, id, poll, sealed FROM ballot ORDER BY ctid")
    assert [tuple(each)[1:] for each in found] == [tuple(each) for each in kept] and len(found) == 4
    assert len({each["xmin"] for each in found}) == 1
    assert await owner_value("SELECT pg_relation_filenode('ballot')") != file
    assert await vote(town.lupita, going_on, 2) is False
    await casting.empty_box(over)  # again: nothing happens to the others
    assert await in_box() == 4
