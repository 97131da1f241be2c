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
from civic.core.cluster import APP, VAULT
from civic.core.database import row, rows, value
from civic.database import SLOTS
from civic.voting import queries
from civic.voting.ballots import Ballot
from civic.voting.box import casting
from civic.voting.box.pseudonyms import pseudonym
from civic.voting.box.seals import seal
from tests.conftest import Town
from tests.databases import owner_rows, owner_value
from tests.voting.booths import open_booth
from tests.voting.on_paper import open_with_papers
from tests.voting.polls import announced, in_box, opened, vote


async def sealed(poll: UUID, choice: int = 0) -> bytes:
    rules = await queries.frozen(poll)
    return seal(rules.sealing_key, rules.paper.pack(Ballot(rules.paper, (choice,))))


async def put(poll: UUID, people: list[UUID], at=None) -> dict[bytes, bool]:
    """Straight into the database's function, past the program: names that are in, and whether they are new."""
    names = [pseudonym(bytes(32), each.bytes) for each in people]
    papers = [await sealed(poll) for _ in people]
    found = await rows(casting.CAST, poll, people, names, papers, at or now(), TAKE_PART, TEXT, today())
    return {each["name"]: each["is_new"] for each in found}


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
    """Nor does any other: what a new function gives to everybody is taken back."""
    theirs = await owner_rows(
        """SELECT p.proname, has_function_privilege($1, p.oid, 'EXECUTE') AS vault,
             has_function_privilege($2, p.oid, 'EXECUTE') AS app
           FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
             AND p.proname <> 'forget_old_entries'""",
        *(VAULT, APP),
    )
    assert {each["proname"] for each in theirs if each["app"]} == set(SLOTS) == {each["proname"] for each in theirs}
    assert not [each["proname"] for each in theirs if each["vault"]]


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
    for name in ("children_alone_have_a_birth_month", "the_team_ends_by_itself"):
        await owner_rows(f"ALTER TABLE person DROP CONSTRAINT {name}")
    for role in {await _role(each) for each in adults}:  # with all that a child needs, the family's yes too
        await owner_rows("UPDATE person SET role = $1 WHERE id = $2", role, town.nicolas.id)
        assert await put(key, [town.nicolas.id]) == {}, role
    await owner_rows("UPDATE person SET role = 'child' WHERE id = $1", town.nicolas.id)
    assert len(await put(key, [town.nicolas.id])) == 1
    assert await in_box() == 2


async def test_sg_49_a_name_of_one_box_does_not_reach_into_another(town: Town) -> None:
    """SG-49: names are the key of all boxes together; what lies there under another vote stays, and nothing is added."""
    here, there = await opened(town), await opened(town)
    await put(here, [town.lupita.id])
    before = await owner_rows("SELECT * FROM ballot")
    assert await put(there, [town.lupita.id]) == {}
    assert await owner_rows("SELECT * FROM ballot") == before


async def test_sg_57_the_slot_of_cards_takes_a_printed_one_that_was_not_put_aside_once(town: Town) -> None:
    """SG-49, SG-57: whatever the program asked before. What lies in the box stays as it was."""
    poll, sheet, _cards = await open_booth(town)
    other, _sheet, _others = await open_booth(town)
    code = await value("SELECT min(id) FROM booth_code WHERE sheet = $1", sheet)

    async def put_card(poll: UUID = poll, code: bytes = code, days: int = 0, sealed: bytes = b"sealed") -> bool:
        asked = [poll, code, b"name", sealed, now() + timedelta(days=days)]
        return await value("SELECT cast_card($1, $2, $3, $4, $5)", *asked)

    assert not await put_card(days=8), "too late"
    assert not await put_card(code=b"x" * len(code)), "nobody's card"
    assert not await put_card(poll=other), "a card of another vote"
    for wrong, right in (
        ("UPDATE sheet SET state = 'stopped' WHERE id = $1", "UPDATE sheet SET state = 'printed' WHERE id = $1"),
        ("UPDATE sheet SET state = 'signed' WHERE id = $1", "UPDATE sheet SET state = 'printed' WHERE id = $1"),
        ("UPDATE booth_code SET state = 'void' WHERE sheet = $1", "UPDATE booth_code SET state = 'unused' WHERE sheet = $1"),
    ):
        await owner_rows(wrong, sheet)
        assert not await put_card(), wrong
        await owner_rows(right, sheet)
    assert await in_box() == 0
    assert [await put_card(), await put_card(sealed=b"another")] == [True, False]
    assert [bytes(each["sealed"]) for each in await owner_rows("SELECT sealed FROM ballot")] == [b"sealed"]


async def test_sg_59_the_slot_of_papers_takes_a_printed_one_that_waits_for_its_second_keying_once(town: Town) -> None:
    """SG-57, SG-59: whatever the program asked before. Also of a sheet of cards, a stopped one, and one of another vote."""
    poll, sheet = await open_with_papers(town)
    other, _sheet = await open_with_papers(town)
    for number in (1, 9):
        await owner_rows(
            """INSERT INTO paper_ballot (id, sheet, number, first, first_by, state)
               VALUES (gen_random_uuid(), $1, $2, 'x', $3, 'keyed')""",
            *(sheet, number, town.julian.id),
        )

    async def put_paper(poll: UUID = poll, number: int = 1, days: int = 8) -> bool:
        asked = [poll, sheet, number, b"n%d" % number, b"sealed", now() + timedelta(days=days)]
        return await value("SELECT cast_paper($1, $2, $3, $4, $5, $6)", *asked)

    assert not await put_paper(days=0), "not before the time to vote is up"
    assert not await put_paper(number=2), "nobody keyed it"
    assert not await put_paper(number=9), "eight were printed"
    assert not await put_paper(poll=other), "a paper of another vote"
    for wrong, right in (
        ("UPDATE sheet SET door = 'booth' WHERE id = $1", "UPDATE sheet SET door = 'paper' WHERE id = $1"),
        ("UPDATE sheet SET state = 'stopped' WHERE id = $1", "UPDATE sheet SET state = 'printed' WHERE id = $1"),
        ("UPDATE sheet SET state = 'signed' WHERE id = $1", "UPDATE sheet SET state = 'printed' WHERE id = $1"),
        ("UPDATE paper_ballot SET state = 'held' WHERE sheet = $1", "UPDATE paper_ballot SET state = 'keyed' WHERE sheet = $1"),
        (
            "UPDATE poll SET state = 'closed' WHERE id = (SELECT poll FROM sheet WHERE id = $1)",
            "UPDATE poll SET state = 'open' WHERE id = (SELECT poll FROM sheet WHERE id = $1)",
        ),
    ):
        await owner_rows(wrong, sheet)
        assert not await put_paper(), wrong
        await owner_rows(right, sheet)
    assert await in_box() == 0
    assert [await put_paper(), await put_paper()] == [True, False]
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
    elsewhere = "UPDATE assent SET about = gen_random_uuid() WHERE child = $1"
    assert await owner_value("SELECT count(*) FROM assent WHERE child = $1 AND said = 'yes'", town.amaranta.id)
    own = await owner_rows("SELECT id, about FROM assent WHERE child = $1", town.amaranta.id)
    await owner_rows(elsewhere, town.amaranta.id)
    assert await put(key, [town.amaranta.id]) == {}, "a yes to something else"
    for each in own:
        await owner_rows("UPDATE assent SET about = $2 WHERE id = $1", each["id"], each["about"])
    await owner_rows("UPDATE person SET active = false WHERE id = $1", town.amaranta.id)
    assert await put(key, [town.amaranta.id]) == {}, "who has left"
    await owner_rows("UPDATE person SET active = true WHERE id = $1", town.amaranta.id)
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
