"""Children are invited by two adults, through a registered place; and a facilitator's class is seen by alias (SG-06)."""

from dataclasses import dataclass
from uuid import UUID

from civic.core.actor import FACILITATOR, SECRETARY, Actor
from civic.core.charter import Rule, need
from civic.core.words import N_
from civic.invitations.states import ASKED, SIGNED, State
from civic.people.charter import lately_proven

#: Who may invite, two of them together (safeguards.md, section 3).
INVITERS = SECRETARY | FACILITATOR
#: Children in one list, and in one day before somebody is told (threat 20).
MOST, MOST_A_DAY = 200, 300


@dataclass(frozen=True)
class Wanted:
    """A list about to be asked for: how many children, and whether its place still invites."""

    children: int
    place_is_open: bool


@dataclass(frozen=True)
class Batch:
    """Facts about a list; `unclaimed` of its children have not come yet."""

    state: State
    asked_by: UUID
    unclaimed: int


@need(N_("the place is registered and open"), N_("This place invites no more children. Choose another one."))
def place_open(actor: Actor, case: Wanted) -> bool:
    return case.place_is_open


@need(N_("somebody is on the list"), N_("Nobody on this list can be invited."))
def somebody_listed(actor: Actor, case: Wanted) -> bool:
    return case.children > 0


@need(
    N_("the list has no more than 200 children"),
    N_("A list has at most 200 children. Bring one group at a time."),
)
def few_enough(actor: Actor, case: Wanted) -> bool:
    return case.children <= MOST


@need(
    N_("the person who signs is not the one who asked"),
    N_("You asked for this list, so another person must look at it and sign it."),
)
def another_signs(actor: Actor, case: Batch) -> bool:
    return actor.id != case.asked_by


@need(N_("somebody of the list has not come yet"), N_("Everyone on this list has come already."))
def somebody_to_come(actor: Actor, case: Batch) -> bool:
    return case.unclaimed > 0


class Invitations:
    see_invitations = Rule(N_("See the lists of invited children, without names"), who=INVITERS)
    check_batch = Rule(
        N_("Look at a list before asking: what it lacks, and who is invited already; every look is written down"),
        who=INVITERS,
        needs=[lately_proven],
    )
    ask_batch = Rule(
        N_("Ask to invite the children of a list"),
        who=INVITERS,
        needs=[place_open, somebody_listed, few_enough, lately_proven],
    )
    sign_batch = Rule(
        N_("Sign a list that somebody else asked for"),
        who=INVITERS,
        when=[ASKED],
        needs=[another_signs, lately_proven],
        becomes=SIGNED,
    )
    drop_batch = Rule(N_("Forget a list that nobody signed"), who=INVITERS, when=[ASKED])
    print_cards = Rule(
        N_("Print new cards for who has not come; the cards of before end"),
        who=INVITERS,
        when=[SIGNED],
        needs=[somebody_to_come, lately_proven],
    )
    print_letters = Rule(
        N_("Print the letters for their families; the letters of before end"),
        who=INVITERS,
        when=[SIGNED],
        needs=[lately_proven],
    )
    see_class = Rule(N_("See the children of a place by alias; every look is written down"), who=FACILITATOR)
    renew_cards = Rule(
        N_("End lost cards, and ask for new ones that somebody else signs"),
        who=FACILITATOR,
        needs=[place_open, somebody_listed, few_enough, lately_proven],
    )
    flag_invitations = Rule(N_("Say that unusually many children were invited in a day"), who=INVITERS)
