"""What a tablet that goes out as a booth without network asks: cards printed for it, and its way back. The rules are in
`charter`."""

from dataclasses import dataclass
from datetime import datetime

from civic.core.actor import Actor
from civic.core.charter import need
from civic.core.words import N_
from civic.voting.states import State


@dataclass(frozen=True)
class GoingOut:
    """A tablet and the sheet of cards it would go out with. `state` of the poll. `printed`: they are for tablets, and are
    on paper. `at_hand`: the tablet is on the list, and not out."""

    state: State
    now: datetime
    closes_at: datetime
    printed: bool = True
    at_hand: bool = True


@dataclass(frozen=True)
class Out:
    """A tablet that went out. `state` of the poll; `told`: nobody has said yet that it is back or lost."""

    state: State
    box_works: bool = True
    told: bool = False


@need(N_("its cards are printed for a tablet"), N_("First print cards for tablets. Then one of them can go out."))
def cards_for_tablets(actor: Actor, case: GoingOut) -> bool:
    return case.printed


@need(N_("the tablet is here, and not out already"), N_("This tablet is out already, or is not on the list any more."))
def at_hand(actor: Actor, case: GoingOut) -> bool:
    return case.at_hand


@need(N_("there is still time to vote"), N_("The time to vote is over. No tablet goes out any more."))
def time_goes_on(actor: Actor, case: GoingOut) -> bool:
    return case.now < case.closes_at


@need(N_("the tablet is still out"), N_("This tablet is back already, or somebody told that it was lost."))
def still_out(actor: Actor, case: Out) -> bool:
    return not case.told
