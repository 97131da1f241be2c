"""Raised hands as they were counted, place by place."""

from dataclasses import dataclass
from uuid import UUID

from civic.core.database import rows
from civic.voting.hands.charter import Hands as Case
from civic.voting.hands.sums import Hands
from civic.voting.seen import Poll


@dataclass(frozen=True)
class Counted:
    """The hands of a place as somebody counted them."""

    place: UUID
    place_name: str
    yes: int
    no: int
    abstain: int
    counted_by: UUID | None
    counted_name: str
    checked_name: str

    @property
    def hands(self) -> Hands:
        return self.yes, self.no, self.abstain


async def counts(poll: UUID) -> list[Counted]:
    """Place by place."""
    found = await rows(
        """SELECT h.place, l.name AS place_name, h.yes, h.no, h.abstain, h.counted_by, coalesce(a.name, '') AS counted_name,
             coalesce(b.name, '') AS checked_name
           FROM hand_count h JOIN place l ON l.id = h.place LEFT JOIN person a ON a.id = h.counted_by
           LEFT JOIN person b ON b.id = h.checked_by WHERE h.poll = $1 ORDER BY l.name""",
        poll,
    )
    return [Counted(**dict(each)) for each in found]


async def checked(poll: UUID) -> list[Hands]:
    """What is counted at the close."""
    found = await rows("SELECT yes, no, abstain FROM hand_count WHERE poll = $1 AND checked_by IS NOT NULL", poll)
    return [(each["yes"], each["no"], each["abstain"]) for each in found]


def case(poll: Poll, all: list[Counted], place: UUID | None = None, hands: Hands | None = None) -> Case:
    """`hands`: as they are said now; None: as they stand."""
    here = next((each for each in all if each.place == place), None)
    others = sum(sum(each.hands) for each in all if each.place != place)
    said = hands or (here.hands if here else (0, 0, 0))
    return Case(
        state=poll.state,
        by_hand=poll.by_hand,
        hands=sum(said),
        others=others,
        most=poll.manifest.roll_size if poll.text else 0,
        counted_by=here.counted_by if here else None,
        checked=here is not None and bool(here.checked_name),
    )
