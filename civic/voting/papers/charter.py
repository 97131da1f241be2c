"""What a paper ballot asks before it is keyed. The rule is in `charter`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from civic.core.actor import Actor
from civic.core.charter import need
from civic.core.words import N_
from civic.voting.states import State


@dataclass(frozen=True)
class Keying:
    """A paper as it is keyed. `printed`: it has been, and its sheet was not stopped. `settled`: two people keyed it alike.
    `first_by`: who keyed it once, and waits for another person. `desk_open`: whoever keys has opened a desk."""

    state: State
    now: datetime
    closes_at: datetime
    by_hand: bool = False
    box_works: bool = True
    printed: bool = True
    settled: bool = False
    first_by: UUID | None = None
    desk_open: bool = False


@need(
    N_("the paper was printed for this vote, and not stopped"),
    N_("No paper of this vote has this number, or its papers were stopped. Look at the number again."),
)
def paper_printed(actor: Actor, case: Keying) -> bool:
    return case.printed


@need(N_("the paper was not keyed twice yet"), N_("This paper was keyed twice, alike. It cannot be keyed again."))
def not_settled(actor: Actor, case: Keying) -> bool:
    return not case.settled


@need(N_("another person keyed it first, or nobody"), N_("You keyed this paper. Now another person keys it."))
def another_keys(actor: Actor, case: Keying) -> bool:
    return case.first_by != actor.id
