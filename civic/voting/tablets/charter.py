"""What a tablet that goes out as a booth without network asks: cards printed for it, and its way back. The rules are in
`charter`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

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
    """A tablet that went out. `state` of the poll; `told`: somebody has said that it is back or lost; `lost`, and who
    said so."""

    state: State
    box_works: bool = True
    told: bool = False
    lost: bool = False
    lost_by: UUID | None = None


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


@need(
    N_("the tablet was not told as lost"),
    N_("This tablet was told as lost. Its votes wait on it until another person of the team says that it was found."),
)
def not_lost(actor: Actor, case: Out) -> bool:
    return not case.lost


@need(N_("the tablet was told as lost"), N_("Nobody told that this tablet was lost."))
def was_lost(actor: Actor, case: Out) -> bool:
    return case.lost


@need(
    N_("another person told it as lost"),
    N_("You told this tablet as lost yourself. Another person of the team has to agree that it was found."),
)
def another_lost_it(actor: Actor, case: Out) -> bool:
    return case.lost_by != actor.id
