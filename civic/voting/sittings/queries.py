"""Desks of a vote that are open, or were."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from civic.core.actor import Actor
from civic.core.clock import now
from civic.core.database import row, rows

#: How long a desk stays open: a key every five minutes would stop a queue of two hundred children.
LONG = timedelta(hours=2)


@dataclass(frozen=True)
class Sitting:
    """`place`: where children are ticked, None of a desk where papers are keyed. `ticked`: how many, from the count on."""

    id: UUID
    place: UUID | None
    place_name: str
    name: str
    since: datetime
    ticked: int | None

    @property
    def until(self) -> datetime:
        return self.since + LONG


SITTING = """SELECT t.id, t.place, coalesce(l.name, '') AS place_name, coalesce(p.name, '') AS name, t.since, t.ticked
FROM sitting t LEFT JOIN place l ON l.id = t.place LEFT JOIN person p ON p.id = t.opened_by"""


async def sitting(actor: Actor, poll: UUID, at_place: bool = False) -> Sitting | None:
    """The desk that this sign-in has open: another sign-in of the same person has none. `at_place`: to tick children."""
    found = await row(
        f"""{SITTING} WHERE t.poll = $1 AND t.opened_by = $2 AND t.sign_in IS NOT DISTINCT FROM nullif($3::bytea, '')
            AND t.since > $4 AND (t.place IS NOT NULL OR NOT $5) ORDER BY t.since DESC, t.id LIMIT 1""",
        poll,
        actor.id,
        actor.sign_in,
        now() - LONG,
        at_place,
    )
    return Sitting(**dict(found)) if found else None


async def at_places(poll: UUID) -> list[Sitting]:
    """All at which children were or could be ticked, the first first."""
    found = await rows(f"{SITTING} WHERE t.poll = $1 AND t.place IS NOT NULL ORDER BY t.since, t.id", poll)
    return [Sitting(**dict(each)) for each in found]


async def ticked_at(child: Actor, poll: UUID) -> Sitting | None:
    """The desk at which this child was ticked, asked for that child alone; None after the count."""
    found = await row(
        f"{SITTING} WHERE t.id = (SELECT sitting FROM roll WHERE poll = $1 AND person = $2)", poll, child.id
    )
    return Sitting(**dict(found)) if found else None
