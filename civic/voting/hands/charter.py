"""What counting raised hands asks. The rules are in `charter`."""

from dataclasses import dataclass
from uuid import UUID

from civic.core.actor import Actor
from civic.core.charter import need
from civic.core.words import N_
from civic.voting.states import State


@dataclass(frozen=True)
class Hands:
    """The hands of one place. `hands` as somebody says them now; `others`: those of all other places; `most`: how many
    may be raised in all. `counted_by` and `checked`: as it stands."""

    state: State
    by_hand: bool = True
    hands: int = 0
    others: int = 0
    most: int = 0
    counted_by: UUID | None = None
    checked: bool = False


@need(
    N_("not more hands than children on its list"),
    N_("There are more hands than children on the list of this vote. Count them again."),
)
def hands_within_roll(actor: Actor, case: Hands) -> bool:
    return case.hands + case.others <= case.most


@need(N_("nobody has checked the count"), N_("This count was checked. It cannot be changed any more."))
def not_checked(actor: Actor, case: Hands) -> bool:
    return not case.checked


@need(N_("another person counted"), N_("You counted these hands. Another person checks them."))
def another_counted(actor: Actor, case: Hands) -> bool:
    return case.counted_by is not None and case.counted_by != actor.id
