"""A call and its promise: nothing is asked of children before the city has said six things (SG-03)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from civic.calls.states import CLOSED, DRAFT, OPEN, State
from civic.core.actor import CLOCK, SECRETARY, Actor
from civic.core.charter import Rule, need
from civic.core.words import N_


@dataclass(frozen=True)
class Promise:
    """A call as its rules see it. `today` is the city's day."""

    state: State
    today: date
    question: str = ""
    can_change: str = ""
    money: str = ""
    decides: str = ""
    office: UUID | None = None
    answer_by: date | None = None
    data: str = ""
    proposals_until: date | None = None
    first_round_until: date | None = None


@need(N_("the question is written"), N_("Write the question first."))
def question_said(actor: Actor, case: Promise) -> bool:
    return bool(case.question)


@need(N_("it says what can change, and what cannot"), N_("Say what can change, and what cannot."))
def change_said(actor: Actor, case: Promise) -> bool:
    return bool(case.can_change)


@need(N_("it says how much money there is"), N_("Say how much money there is, also when there is none."))
def money_said(actor: Actor, case: Promise) -> bool:
    return bool(case.money)


@need(N_("it says who decides"), N_("Say who decides, and how."))
def decider_said(actor: Actor, case: Promise) -> bool:
    return bool(case.decides)


@need(N_("it says which office answers, and by when"), N_("Choose which office answers, and the last day for it."))
def answer_said(actor: Actor, case: Promise) -> bool:
    return case.office is not None and case.answer_by is not None


@need(N_("it says what happens with what children write"), N_("Say what happens with what children write."))
def data_said(actor: Actor, case: Promise) -> bool:
    return bool(case.data)


@need(
    N_("its days are set: until when for ideas, and for the first round of voices"),
    N_("Set until when ideas are taken, and until when only children speak."),
)
def days_set(actor: Actor, case: Promise) -> bool:
    return case.proposals_until is not None and case.first_round_until is not None


@need(N_("its last day for ideas is still to come"), N_("Its last day for ideas has passed. Choose a later one."))
def days_to_come(actor: Actor, case: Promise) -> bool:
    return case.proposals_until is None or case.today <= case.proposals_until


@need(
    N_("the first round of voices is still to come"),
    N_("The last day when only children speak has passed. Choose a later one: children speak before advisers do."),
)
def round_to_come(actor: Actor, case: Promise) -> bool:
    return case.first_round_until is None or case.today <= case.first_round_until


@need(
    N_("its last day for ideas has passed"),
    N_("Its last day for ideas has not passed yet. Children still have that time."),
)
def time_is_up(actor: Actor, case: Promise) -> bool:
    return case.proposals_until is not None and case.proposals_until < case.today


class Calls:
    see_calls_desk = Rule(N_("See the calls that are being prepared"), SECRETARY)
    draft_call = Rule(N_("Begin a call"), SECRETARY)
    keep_call = Rule(N_("Write the promise of a call"), SECRETARY, {DRAFT})
    open_call = Rule(
        N_("Open a call"),
        SECRETARY,
        {DRAFT},
        [
            *(question_said, change_said, money_said, decider_said, answer_said, data_said),
            *(days_set, days_to_come, round_to_come),
        ],
        OPEN,
    )
    close_call = Rule(N_("Close a call"), SECRETARY | CLOCK, {OPEN}, [time_is_up], CLOSED)
