"""Who holds the key of a box."""

from dataclasses import dataclass, replace
from uuid import UUID

from civic.core.actor import Actor
from civic.core.database import rows
from civic.voting.conditions import Case
from civic.voting.seen import Poll


@dataclass(frozen=True)
class Custodian:
    """`printed`: their card is on paper, by whom; `proven`: it opened the box."""

    place: int
    name: str
    printed: bool
    printed_by: UUID | None
    printed_name: str
    proven: bool


async def custodians(key: UUID) -> list[Custodian]:
    found = await rows(
        """SELECT c.place, c.name, c.printed, c.printed_by, coalesce(p.name, '') AS printed_name, c.proven
           FROM custodian c LEFT JOIN person p ON p.id = c.printed_by WHERE c.poll = $1 ORDER BY c.place""",
        key,
    )
    return [Custodian(**dict(each)) for each in found]


def case(actor: Actor, poll: Poll, three: list[Custodian]) -> Case:
    return replace(poll.case(), printed_one=actor.id in {each.printed_by for each in three})
