"""Who helps today, and where ten children or more voted with help."""

from dataclasses import dataclass
from uuid import UUID

from civic.core.clock import today
from civic.core.database import rows, value
from civic.voting.help.charter import Helping
from civic.voting.seen import Poll


@dataclass(frozen=True)
class Today:
    """Somebody who helps at a place."""

    place_name: str
    name: str
    relation: str


async def helpers(poll: UUID) -> list[Today]:
    """Of today, place by place."""
    found = await rows(
        """SELECT l.name AS place_name, h.name, h.relation FROM helper h JOIN place l ON l.id = h.place
           WHERE h.poll = $1 AND h.day = $2 ORDER BY l.name, h.name""",
        poll,
        today(),
    )
    return [Today(**dict(each)) for each in found]


async def supported(poll: UUID) -> list[tuple[str, int]]:
    """Places where children voted with help, ten or more, and how many."""
    found = await rows(
        "SELECT l.name, u.people FROM support u JOIN place l ON l.id = u.place WHERE u.poll = $1 ORDER BY l.name", poll
    )
    return [(each["name"], each["people"]) for each in found]


async def case(poll: Poll, place: UUID | None = None, relation: str = "trained", helped: int = 0) -> Helping:
    before = await value("SELECT people FROM support WHERE poll = $1 AND place = $2", poll.id, place)
    cards = await value(
        "SELECT sum(number) FROM sheet WHERE poll = $1 AND place = $2 AND state = 'printed'", poll.id, place
    )
    return Helping(poll.state, poll.city_wide, relation, helped, before or 0, cards or 0)
