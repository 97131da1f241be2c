"""Raised hands: counted by one person at each place, checked by another. Only in motions that are not secret."""

from dataclasses import dataclass
from uuid import UUID

from civic.core.actor import Actor
from civic.core.acts import act
from civic.core.charter import FASTER, Refused
from civic.core.database import row, rows
from civic.journal.acts import note
from civic.voting import queries
from civic.voting.charter import Voting
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


@act
async def count_hands(actor: Actor, key: UUID, place: UUID, hands: Hands) -> None:
    """Counted anew, they take the place of a count that nobody has checked."""
    poll, all = await _hold(actor, key)
    Voting.count_hands.ask(actor, case(poll, all, place, hands))
    await row(
        """INSERT INTO hand_count (id, poll, place, yes, no, abstain, counted_by)
           VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6)
           ON CONFLICT (poll, place) DO UPDATE SET yes = $3, no = $4, abstain = $5, counted_by = $6""",
        key,
        place,
        *hands,
        actor.id,
    )
    await note(actor, Voting.count_hands, key, place=str(place))


@act
async def check_hands(actor: Actor, key: UUID, place: UUID, hands: Hands) -> None:
    """`hands`: those before the eyes of who checks; nobody agrees to others."""
    poll, all = await _hold(actor, key)
    Voting.check_hands.ask(actor, case(poll, all, place))
    if hands not in [each.hands for each in all if each.place == place]:
        raise Refused(Voting.check_hands, FASTER)
    await row("UPDATE hand_count SET checked_by = $3 WHERE poll = $1 AND place = $2", key, place, actor.id)
    await note(actor, Voting.check_hands, key, place=str(place))


async def _hold(actor: Actor, key: UUID) -> tuple[Poll, list[Counted]]:
    await row("SELECT FROM poll WHERE id = $1 FOR NO KEY UPDATE", key)
    return await queries.visible(actor, key), await counts(key)
