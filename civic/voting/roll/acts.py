"""One roll for all doors: who draws a booth card is ticked first, and has one vote there and none elsewhere (SG-49)."""

from dataclasses import dataclass, replace
from uuid import UUID

from asyncpg import Record

from civic.core.actor import Actor
from civic.core.acts import NotThere, act
from civic.core.ages import band
from civic.core.charter import FASTER, Refused
from civic.core.clock import now, today
from civic.core.database import DB, row, rows, value
from civic.journal.acts import note
from civic.voting import queries
from civic.voting.box.keyring import box_key
from civic.voting.box.pseudonyms import pseudonym
from civic.voting.charter import Voting
from civic.voting.results import turnout
from civic.voting.roll import queries as roll_queries
from civic.voting.sittings.queries import sitting


@dataclass(frozen=True)
class Ticked:
    """`first`: this child was not ticked before. Whether it had voted elsewhere is nowhere."""

    alias: str
    first: bool


async def tick_roll(actor: Actor, poll: UUID, child: UUID) -> Ticked:
    """The tick takes what the child sent from elsewhere out of the box, if there is anything: the answer is the same, and
    so is what is written (SG-58). Raises NotThere for who is not on the roll."""
    found, first, taken_out = await _tick(actor, poll, child)
    if taken_out:
        turnout.count(poll, found["area"], band(found["birth_year"], found["birth_month"], today()), -1)
    return Ticked(found["name"], first)


@act
async def _tick(actor: Actor, poll: UUID, child: UUID) -> tuple[Record, bool, bool]:
    """The child, whether this was its first tick, and whether a ballot was taken out: that is told to nobody."""
    desk = await sitting(actor, poll, at_place=True)
    Voting.tick_roll.ask(actor, replace((await queries.visible(actor, poll)).case(), desk_open=desk is not None))
    assert desk
    found = await row(
        """SELECT p.name, p.area, p.birth_year, p.birth_month FROM roll r JOIN person p ON p.id = r.person
           WHERE r.poll = $1 AND r.person = $2""",
        poll,
        child,
    )
    if found is None:
        raise NotThere
    secret = box_key(poll)
    assert secret
    name = pseudonym(secret, child.bytes)
    ticked = await row("SELECT * FROM tick_roll($1, $2, $3, $4, $5)", poll, child, desk.id, name, now())
    if ticked is None:
        raise Refused(Voting.tick_roll, FASTER)
    await note(actor, Voting.tick_roll, poll, desk=str(desk.id))
    return found, ticked["is_first"], ticked["taken_out"]


@act
async def see_roll(actor: Actor, poll: UUID, place: UUID) -> list[tuple[UUID, str]]:
    """The children of a place who are on the roll, by alias: who came is not told. Every look is written down with how
    many children it showed (SG-77)."""
    Voting.see_roll.ask(actor, (await queries.visible(actor, poll)).case())
    found = await roll_queries.children_of(poll, place)
    await note(actor, Voting.see_roll, poll, children=len(found))
    return found


@act
async def forget_ticks(poll: UUID) -> None:
    """Nobody can read any more who came to a booth: every line of the roll is written anew, in one order for all. How many
    were ticked at each desk stays, so that it can be asked about."""
    await rows(
        """WITH at AS (SELECT sitting, count(*) AS children FROM roll WHERE poll = $1 AND came GROUP BY sitting)
           UPDATE sitting t SET ticked = coalesce((SELECT children FROM at WHERE at.sitting = t.id), 0)
           WHERE t.poll = $1 AND t.place IS NOT NULL""",
        poll,
    )
    if not await value("SELECT EXISTS(SELECT FROM roll WHERE poll = $1 AND came)", poll):
        return
    async with DB.transaction() as here:
        await here.connection.execute(FORGET, poll, timeout=120)


FORGET = """
WITH gone AS (DELETE FROM roll WHERE poll = $1 RETURNING person)
INSERT INTO roll (id, poll, person, came) SELECT gen_random_uuid(), $1, person, false FROM gone ORDER BY person
"""
