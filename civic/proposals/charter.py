"""Who may propose, and how a proposal moves through the council."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from civic.consent.charter import PERMITTED, WRITING
from civic.consent.purposes import PUBLISH
from civic.core.actor import CHILD, CLOCK, FACILITATOR, OFFICER, SECRETARY, Actor
from civic.core.charter import Rule, need
from civic.core.words import N_
from civic.moderation.charter import own
from civic.moderation.states import OPEN_TO_ITS_AUTHOR, SUBMITTED
from civic.moderation.states import State as Reading
from civic.proposals.states import (
    ANSWERED,
    CHOSEN,
    ELIGIBLE,
    HAPPENED,
    NOT_CHOSEN,
    ON_POLL,
    PROMISED,
    TALKED,
    State,
)


@dataclass(frozen=True)
class Start:
    """A call as one child meets it."""

    call_open: bool
    until: date | None
    today: date
    said: str


@dataclass(frozen=True)
class Writing:
    """One's own proposal while it is written. `points`: something in it leads to a person, and nobody was asked to look."""

    state: Reading
    author: UUID
    start: Start
    said_what: bool
    said_about: bool
    points: bool = False


@dataclass(frozen=True)
class Road:
    """A published proposal; `published` is false when its author took it back."""

    state: State
    published: bool


@need(N_("the call is open for ideas"), N_("This call does not take new ideas now. Look at the open calls."))
def call_takes_ideas(actor: Actor, case: Start | Writing) -> bool:
    start = case.start if isinstance(case, Writing) else case
    return start.call_open and (start.until is None or start.today <= start.until)


@need(N_("the child said yes to this consultation"), N_("First tell us whether you want to take part. You decide."))
def assent_given(actor: Actor, case: Start | Writing) -> bool:
    return (case.start if isinstance(case, Writing) else case).said == "yes"


@need(
    N_("their guardian allows ideas to be published under a nickname"),
    N_("We still need permission from the person who takes care of you to publish ideas."),
)
def may_be_published(actor: Actor, case: object) -> bool:
    return PUBLISH in actor.consents


@need(N_("it says what the child wants"), N_("Say what you want. It can be very short."))
def says_what(actor: Actor, case: Writing) -> bool:
    return case.said_what


@need(N_("it says what it is about"), N_("Choose what it is about."))
def says_about(actor: Actor, case: Writing) -> bool:
    return case.said_about


@need(
    N_("it leads to no person, or its author asks a person to look at that"),
    N_("It is kept. Nobody else sees it yet. It brings something of somebody. Take that out and send it again."),
)
def points_at_nobody(actor: Actor, case: Writing) -> bool:
    return not case.points


@need(N_("it is published"), N_("This idea is not published any more."))
def is_published(actor: Actor, case: Road) -> bool:
    return case.published


class Proposals:
    start_proposal = Rule(N_("Begin an idea"), CHILD, needs=[*WRITING, call_takes_ideas, assent_given])
    keep_draft = Rule(N_("Keep a draft"), CHILD, OPEN_TO_ITS_AUTHOR, [own, *PERMITTED, assent_given])
    send_proposal = Rule(
        N_("Send an idea to be read"),
        CHILD,
        OPEN_TO_ITS_AUTHOR,
        [own, *WRITING, may_be_published, call_takes_ideas, assent_given, says_what, says_about, points_at_nobody],
        SUBMITTED,
    )
    put_on_poll = Rule(N_("Put an idea to the vote"), SECRETARY | FACILITATOR, ELIGIBLE, [is_published], ON_POLL)
    choose_proposal = Rule(
        N_("Count an idea among the chosen"), SECRETARY | FACILITATOR | CLOCK, {ON_POLL}, becomes=CHOSEN
    )
    pass_over_proposal = Rule(
        N_("Count an idea among those not chosen"), SECRETARY | FACILITATOR | CLOCK, {ON_POLL}, becomes=NOT_CHOSEN
    )
    free_proposal = Rule(
        N_("Take an idea off a vote that does not count"), SECRETARY | FACILITATOR, {ON_POLL}, becomes=TALKED
    )
    answer_proposal = Rule(N_("Count an idea as answered"), OFFICER, {CHOSEN}, becomes=ANSWERED)
    promise_proposal = Rule(N_("Count an idea as promised"), OFFICER, {CHOSEN, ANSWERED}, becomes=PROMISED)
    report_happened = Rule(N_("Count an idea as done"), OFFICER, {PROMISED}, becomes=HAPPENED)
