"""A poll from its draft to its result, and who may vote. No adult is in the row of voting (SG-49)."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from civic.consent.charter import PERMITTED
from civic.core.actor import ANYONE, CHILD, CLOCK, FACILITATOR, SECRETARY, VISITOR, Actor
from civic.core.charter import Rule, need
from civic.core.words import N_
from civic.people.charter import lately_proven
from civic.voting.ballots import read_method
from civic.voting.booth_charter import (
    Drawn,
    another_signs,
    cards_count,
    council_open,
    not_used,
    not_void,
    poll_goes_on,
    time_to_count,
)
from civic.voting.booth_states import Cards
from civic.voting.states import ANNOUNCED, CLOSED, DRAFT, OPEN, PUBLISHED, State


@dataclass(frozen=True)
class Case:
    """A poll as its rules see it.

    `signed`: who has put their name to its opening (to its closing, once open). `standing`: every option is published
    and free to be voted on. `may_be_added`: the proposal at hand is. `box_works`: its keys are in their place.
    Of a `city_wide` one: whether booth cards are printed, those left over are counted, and all of them add up.
    """

    state: State
    now: datetime
    closes_at: datetime
    question: str = ""
    method: str = ""
    seats: int = 1
    options: int = 0
    standing: bool = True
    signed: frozenset[UUID] = field(default_factory=frozenset)
    may_be_added: bool = True
    box_works: bool = True
    city_wide: bool = False
    cards_printed: bool = False
    cards_counted: bool = True
    cards_add_up: bool = True


@dataclass(frozen=True)
class Voter:
    """A poll as one child meets it. `said` is the child's own answer to taking part."""

    state: State
    now: datetime
    closes_at: datetime
    on_roll: bool
    said: str
    box_works: bool = True


@need(N_("the question is written"), N_("Write the question first."))
def question_written(actor: Actor, case: Case) -> bool:
    return bool(case.question)


@need(N_("there are two ideas or more to choose from"), N_("A vote needs two ideas or more."))
def enough_options(actor: Actor, case: Case) -> bool:
    return case.options >= 2


@need(
    N_("every idea on it is published and not in another vote"),
    N_("One of the ideas is not published any more, or is in another vote. Take it off."),
)
def options_stand(actor: Actor, case: Case) -> bool:
    return case.standing


@need(
    N_("the way of voting fits the number of ideas"),
    N_("The way of voting does not fit: choices and winners must be fewer than the ideas."),
)
def method_fits(actor: Actor, case: Case) -> bool:
    try:
        return read_method(case.method).most <= case.options and 1 <= case.seats < case.options
    except ValueError:
        return False


@need(N_("it closes at a moment still to come"), N_("Its closing moment has passed. Choose a later one."))
def closes_later(actor: Actor, case: Case) -> bool:
    return case.now < case.closes_at


@need(
    N_("the idea is published, of the same call, and free to be voted on"),
    N_("This idea cannot be in this vote: it must be published, of the same call and not in another vote."),
)
def may_be_added(actor: Actor, case: Case) -> bool:
    return case.may_be_added


@need(N_("they have not signed it yet"), N_("Your name is on it already. Now another person has to agree."))
def not_signed_yet(actor: Actor, case: Case) -> bool:
    return actor.id not in case.signed


@need(N_("another person signed it first"), N_("It takes two people. Another person has to sign first."))
def second_signature(actor: Actor, case: Case) -> bool:
    return bool(case.signed - {actor.id})


@need(N_("its time is up"), N_("Its time is not up yet. Children still have that time to vote."))
def time_is_up(actor: Actor, case: Case) -> bool:
    return case.closes_at <= case.now


@need(
    N_("the keys of its box are in their place"),
    N_("The ballot box needs the technician. No vote is lost. Please come back later."),
)
def box_works(actor: Actor, case: Case | Voter | Drawn) -> bool:
    return case.box_works


@need(N_("its time is not up"), N_("The time to vote is over. A vote sent before is in the box."))
def in_time(actor: Actor, case: Voter | Drawn) -> bool:
    return case.now < case.closes_at


@need(
    N_("the child is on its list, made when it opened"),
    N_("You are not on the list of this vote. The list was made when it opened. You can vote in the next one."),
)
def on_the_roll(actor: Actor, case: Voter) -> bool:
    return case.on_roll


@need(N_("the child said yes to this consultation"), N_("First tell us whether you want to take part. You decide."))
def assent_given(actor: Actor, case: Voter) -> bool:
    return case.said == "yes"


@need(
    N_("a vote for every child has booth cards printed, for those without an account"),
    N_("A vote for every child needs booth cards, for those without an account. Print a sheet first."),
)
def booth_offered(actor: Actor, case: Case) -> bool:
    return case.cards_printed or not case.city_wide


@need(
    N_("the vote is for every child of the town"),
    N_("This vote is for the council’s own. Only a vote for every child has booth cards."),
)
def for_every_child(actor: Actor, case: Case) -> bool:
    return case.city_wide


@need(
    N_("the booth cards that were left over are counted"),
    N_("First count the booth cards that were left over, place by place."),
)
def cards_counted(actor: Actor, case: Case) -> bool:
    return case.cards_counted


@need(
    N_("the booth cards and the papers in the box add up"),
    N_("The booth cards do not add up. Nothing is published until somebody finds out why."),
)
def cards_add_up(actor: Actor, case: Case) -> bool:
    return case.cards_add_up


RULES_COMPLETE = [question_written, enough_options, options_stand, method_fits, closes_later]
TEAM = SECRETARY | FACILITATOR


class Voting:
    see_polls_desk = Rule(N_("See the votes that are being prepared"), TEAM)
    draft_poll = Rule(N_("Begin a vote"), SECRETARY)
    keep_poll = Rule(N_("Write the rules of a vote"), SECRETARY, {DRAFT})
    put_option = Rule(N_("Put an idea among the options"), SECRETARY, {DRAFT}, [may_be_added])
    take_option = Rule(N_("Take an idea off the options"), SECRETARY, {DRAFT})
    announce_poll = Rule(N_("Announce a vote"), SECRETARY, {DRAFT}, RULES_COMPLETE, ANNOUNCED)
    recall_poll = Rule(N_("Take an announced vote back to mend it"), SECRETARY, {ANNOUNCED}, becomes=DRAFT)
    ask_sheet = Rule(N_("Ask for booth cards"), TEAM, {ANNOUNCED, OPEN}, [lately_proven, for_every_child])
    sign_sheet = Rule(
        N_("Agree to booth cards, as the second person"),
        TEAM,
        {Cards.ASKED},
        [lately_proven, poll_goes_on, another_signs],
        Cards.SIGNED,
    )
    print_sheet = Rule(
        N_("Print booth cards that two people signed"),
        TEAM,
        {Cards.SIGNED},
        [lately_proven, poll_goes_on],
        Cards.PRINTED,
    )
    stop_sheet = Rule(
        N_("Stop booth cards that were lost, or are not needed"),
        TEAM,
        {Cards.ASKED, Cards.SIGNED, Cards.PRINTED},
        [lately_proven, poll_goes_on],
        Cards.STOPPED,
    )
    count_cards = Rule(
        N_("Count the booth cards that were left over"), TEAM, {Cards.PRINTED}, [time_to_count, cards_count]
    )
    sign_opening = Rule(
        N_("Sign first to open a vote"), TEAM, {ANNOUNCED}, [*RULES_COMPLETE, booth_offered, not_signed_yet, lately_proven]
    )
    open_poll = Rule(
        N_("Open a vote, as the second person"),
        TEAM,
        {ANNOUNCED},
        [*RULES_COMPLETE, booth_offered, second_signature, lately_proven],
        OPEN,
    )
    cast_ballot = Rule(N_("Vote"), CHILD, {OPEN}, [in_time, *PERMITTED, on_the_roll, assent_given, box_works])
    enter_booth = Rule(N_("Come to the booth with a booth card"), VISITOR)
    vote_with_card = Rule(
        N_("Vote with a booth card"), VISITOR, {OPEN}, [in_time, council_open, not_void, not_used, box_works]
    )
    void_card = Rule(
        N_("Say that somebody is watching, and get another booth card"), VISITOR, {OPEN}, [not_void, not_used]
    )
    sign_closing = Rule(
        N_("Sign first to close a vote"), TEAM, {OPEN}, [time_is_up, cards_counted, box_works, not_signed_yet, lately_proven]
    )
    close_poll = Rule(
        N_("Close a vote, as the second person"),
        TEAM,
        {OPEN},
        [time_is_up, cards_counted, box_works, second_signature, lately_proven],
        CLOSED,
    )
    publish_result = Rule(N_("Publish the result of a vote"), TEAM | CLOCK, {CLOSED}, [cards_add_up], PUBLISHED)
    empty_box = Rule(N_("Destroy the keys of a counted vote"), CLOCK, {CLOSED, PUBLISHED})
    see_result = Rule(N_("See the result of a vote"), ANYONE, {PUBLISHED})
