"""Keeping the register: the town, its areas and offices; the places it works through; and its terms."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from civic.core.actor import Actor
from civic.core.acts import NotThere, act
from civic.core.clock import now, today
from civic.core.database import row
from civic.council import queries
from civic.council.charter import Council, Turn
from civic.council.tables import Area, Office, Place, Term, Town
from civic.journal.acts import note


@act
async def found_town(name: str, region: str) -> UUID:
    """By the command line and the demo."""
    town = Town(name=name, region=region)
    await Town.insert(town)
    return town.id


@act
async def add_area(name: str, place: int) -> UUID:
    area = Area(name=name, place=place)
    await Area.insert(area)
    return area.id


@act
async def add_office(name: str) -> UUID:
    office = Office(name=name)
    await Office.insert(office)
    return office.id


@act
async def add_place(actor: Actor, name: str, kind: str, area: UUID | None) -> UUID:
    """Raises asyncpg's UniqueViolationError when a place is called so already."""
    Council.add_place.ask(actor)
    place = Place(id=uuid4(), name=name, kind=kind, area=area)
    await Place.insert(place)
    await note(actor, Council.add_place, place.id, kind=kind)
    return place.id


@act
async def rename_place(actor: Actor, key: UUID, name: str) -> None:
    """As `add_place`; raises NotThere."""
    Council.rename_place.ask(actor)
    if not await row("UPDATE place SET name = $2 WHERE id = $1 RETURNING id", key, name):
        raise NotThere
    await note(actor, Council.rename_place, key)


@act
async def close_place(actor: Actor, key: UUID, closed: bool = True) -> None:
    """No child is invited through it any more, or again. Those who came stay. Raises NotThere."""
    Council.close_place.ask(actor)
    if not await row("UPDATE place SET active = $2 WHERE id = $1 RETURNING id", key, not closed):
        raise NotThere
    await note(actor, Council.close_place, key, closed=closed)


@act
async def define_term(actor: Actor, name: str, begins_on: date, ends_on: date) -> UUID:
    """Raises asyncpg's UniqueViolationError when a term is called so already."""
    Council.define_term.ask(actor, await queries.span(begins_on, ends_on))
    term = Term(id=uuid4(), name=name, begins_on=begins_on, ends_on=ends_on)
    await Term.insert(term)
    await note(actor, Council.define_term, term.id)
    return term.id


@act
async def begin_term(actor: Actor) -> None:
    """The next term begins today, before its day; the one before ends as it does by the clock."""
    following = await queries.next_term()
    Council.begin_term.ask(actor, Turn(following is not None))
    await row("UPDATE term SET ends_on = $1 WHERE ended_at IS NULL AND ends_on >= $2 AND begins_on <= $2 AND id <> $3",
              today() - timedelta(days=1), today(), following["id"])  # fmt: skip
    await row("UPDATE term SET begins_on = $1 WHERE id = $2", today(), following["id"])
    await note(actor, Council.begin_term, following["id"])


@act
async def end_term(actor: Actor) -> bool:
    """Close the record of a term whose days are over. False when there is none, or somebody was faster."""
    Council.end_term.ask(actor)
    ended = await row(
        """UPDATE term SET ended_at = $2 WHERE id = (SELECT id FROM term WHERE ended_at IS NULL AND ends_on < $1
           ORDER BY ends_on LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id""",
        today(),
        now(),
    )
    if ended:
        await note(actor, Council.end_term, ended["id"])
    return ended is not None
