"""What a vote of a child who came in asks. The rule is in `charter`."""

from dataclasses import dataclass
from datetime import datetime

from civic.core.actor import Actor
from civic.core.charter import need
from civic.core.words import N_
from civic.voting.states import State


@dataclass(frozen=True)
class Voter:
    """A poll as one child meets it. `said` is the child's own answer to taking part; `came`: to a booth, and drew a card
    there."""

    state: State
    now: datetime
    closes_at: datetime
    on_roll: bool
    said: str
    box_works: bool = True
    came: bool = False


@need(
    N_("the child is on its list, made when it opened"),
    N_("You are not on the list of this vote. The list was made when it opened. You can vote in the next one."),
)
def on_the_roll(actor: Actor, case: Voter) -> bool:
    return case.on_roll


@need(
    N_("the child did not draw a booth card"),
    N_("You came to a booth and drew a card. Your card is your vote."),
)
def not_at_a_booth(actor: Actor, case: Voter) -> bool:
    return not case.came


@need(N_("the child said yes to this consultation"), N_("First tell us whether you want to take part. You decide."))
def assent_given(actor: Actor, case: Voter) -> bool:
    return case.said == "yes"
