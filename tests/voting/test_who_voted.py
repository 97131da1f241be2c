"""Turnout by area and age: counted beside the box, in batches, and told once (SG-50, SG-52, SG-58, SG-61, SG-62)."""

import asyncio
from uuid import UUID

import pytest

from civic.consent.acts import answer_assent
from civic.core.actor import Actor
from civic.core.clock import today
from civic.core.database import DB, rows, statements, value
from civic.demo import people as demo
from civic.voting import queries
from civic.voting.booths import queries as booth_queries
from civic.voting.results import turnout
from civic.voting.results.who_voted import who_voted
from tests.conftest import Town
from tests.voting.polls import certified, counted, opened, vote


async def children(town: Town, number: int, area: int, age: int) -> list[Actor]:
    made = []
    for n in range(number):
        child = await demo.add_child(f"Alias {area} {age} {n}", (today().year - age, 1), town.areas[area])
        await answer_assent(child, town.call, "yes")
        made.append(child)
    return made


async def written(poll: UUID) -> int:
    return await value("SELECT coalesce(sum(people), 0)::int FROM turnout WHERE poll = $1", poll)


async def beats() -> None:
    for _ in range(3):
        await turnout.write_batches()


async def test_sg_52_turnout_is_written_ten_by_ten_and_never_with_a_vote(town: Town) -> None:
    """SG-50, SG-52: no row moves with a vote, nor at the beat in which the tenth came; a changed vote counts once."""
    voters = await children(town, 12, 0, 11)
    poll = await opened(town)
    sent: list[str] = []
    token = statements.set(sent)
    for child in voters[:9]:
        await vote(child, poll, 0)
        await vote(child, poll, 1)
    statements.reset(token)
    assert not [sql for sql in sent if "turnout" in sql]
    await beats()
    assert await written(poll) == 0
    for child in voters[9:11]:
        await vote(child, poll, 0)
    await turnout.write_batches()
    assert await written(poll) == 0
    await vote(voters[11], poll, 0)
    await turnout.write_batches()
    assert await written(poll) == 11
    found = await rows("SELECT area, band, people FROM turnout")
    assert [tuple(each) for each in found] == [(town.areas[0], "b", 11)]
    await beats()
    assert await written(poll) == 11, "one more is not enough to be told"


async def test_sg_50_while_a_poll_is_held_its_batch_waits(town: Town) -> None:
    voters = await children(town, 10, 0, 11)
    poll = await opened(town)
    for child in voters:
        turnout.count(poll, child.area, child.band)
    await turnout.write_batches()

    async def hold(ready: asyncio.Event, go: asyncio.Event) -> None:
        async with DB.transaction():
            await rows("SELECT FROM poll WHERE id = $1 FOR UPDATE", poll)
            ready.set()
            await go.wait()

    ready, go = asyncio.Event(), asyncio.Event()
    task = asyncio.create_task(hold(ready, go))
    await ready.wait()
    await turnout.write_batches()
    assert await written(poll) == 0
    go.set()
    await task
    await beats()
    assert await written(poll) == 10


async def big(town: Town) -> UUID:
    """Sixty votes from two ends of the town and of two bands, two of them too few to be written."""
    last = len(town.areas) - 1
    groups = [await children(town, *each) for each in ((20, 0, 11), (16, 0, 15), (16, last, 11), (16, last, 15))]
    poll = await opened(town)
    for place, child in enumerate([child for group in groups for child in group[:-2]]):
        await vote(child, poll, place % 2)
        if place == 57:
            await beats()
    assert await written(poll) == 58
    return poll


async def shown(town: Town, poll: UUID):
    seen = await queries.visible(town.julian, poll)
    return who_voted(seen, await turnout.kept(poll), await booth_queries.sheets(poll))


async def test_sg_61_who_took_part_is_told_once_and_no_other_cut_can_be_made(town: Town) -> None:
    """SG-61: the table is made with the count; what it was made of is gone, and what comes late is of no use."""
    poll = await big(town)
    await counted(town, poll)
    assert await turnout.kept(poll) is None, "nobody reads it before the result is certified (SG-52)"
    await rows("UPDATE poll SET state = 'published' WHERE id = $1", poll)
    told = await turnout.kept(poll)
    assert (told["ages"], told["by_age"], told["by_area"]) == ([["a", "b"], ["c"]], [32, 26], [32, 26])
    assert await value("SELECT count(*) FROM turnout") == 0
    for _ in range(20):
        turnout.count(poll, town.areas[0], "b")
    await beats()
    assert await value("SELECT count(*) FROM turnout") == 0 and poll not in turnout._waiting
    seen = await queries.visible(town.julian, poll)
    assert await turnout.tell(poll, seen.manifest, seen.result) is None, "there is nothing to make another of"
    assert await turnout.kept(poll) == told


async def test_sg_62_who_took_part_and_what_it_does_not_say(town: Town) -> None:
    """SG-58, SG-62: sums of ten and more; names of areas as frozen with the rules."""
    poll = await big(town)
    await counted(town, poll)
    await certified(town, poll)
    who = await shown(town, poll)
    assert (who.voted, who.exact) == (60, True)
    lines = [*who.doors, *who.ages, *who.areas, *(age for area in who.areas for age in area.ages)]
    assert min(line.people for line in lines) >= 10
    frozen = (await queries.visible(town.julian, poll)).manifest.areas
    assert [name for line in who.areas for name in line.label.split(", ")] == [name for _key, name in frozen]


async def test_sg_58_of_a_class_of_eight_nothing_is_told(town: Town) -> None:
    """SG-58: "fewer than ten", and not of which area or age."""
    voters = await children(town, 8, 0, 11)
    poll = await opened(town)
    for child in voters:
        await vote(child, poll, 0)
    await counted(town, poll)
    await certified(town, poll)
    who = await shown(town, poll)
    assert (who.voted, who.exact, who.doors, who.ages, who.areas) == (0, False, (), (), ())


@pytest.mark.parametrize(("area", "band"), [(None, "b"), (UUID(int=1), "adult")])
def test_who_has_no_area_or_band_is_not_counted(area, band) -> None:
    poll = UUID(int=7)
    turnout.count(poll, area, band)
    assert poll not in turnout._waiting
