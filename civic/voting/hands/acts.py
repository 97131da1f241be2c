"""Raised hands: counted by one person at each place, checked by another. Only in motions that are not secret."""

from uuid import UUID

from civic.core.actor import Actor
from civic.core.acts import act
from civic.core.charter import FASTER, Refused
from civic.core.database import row
from civic.journal.acts import note
from civic.voting.charter import Voting
from civic.voting.hands.queries import Counted, case, counts
from civic.voting.hands.sums import Hands
from civic.voting.holding import hold
from civic.voting.seen import Poll


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
    return await hold(actor, key), await counts(key)
