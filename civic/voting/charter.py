"""A poll from its draft to its result, and who may vote. No adult is in the row of voting (SG-49)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from civic.consent.charter import PERMITTED
from civic.core.actor import ANYONE, CHILD, CLOCK, FACILITATOR, SECRETARY, VISITOR, Actor
from civic.core.charter import Rule, need
from civic.core.words import N_
from civic.people.charter import lately_proven
from civic.voting.ballots import paper_for
from civic.voting.booths.charter import (
    Drawn,
    another_signs,
    cards_count,
    council_open,
    frozen_for_paper,
    not_used,
    not_void,
    poll_goes_on,
    time_to_count,
)
from civic.voting.booths.states import Cards
from civic.voting.hands.charter import Hands, another_counted, hands_within_roll, not_checked
from civic.voting.help.charter import Helping, enough_helped, may_help, within_cards
from civic.voting.papers.charter import Keying, another_keys, not_settled, paper_printed
from civic.voting.states import ANNOUNCED, ANNULLED, CLOSED, COUNTED, DRAFT, OPEN, PUBLISHED, State
from civic.voting.tablets.charter import Out, at_hand, cards_for_tablets, still_out, time_goes_on
from civic.voting.tally.rules import Motion, read_rule
from civic.voting.tally.rules import Rule as AnyRule


@dataclass(frozen=True)
class Case:
    """A poll as its rules see it.

    `signed`: who has put their name to its opening (to its closing, once open; to its result, once counted). `costs` and
    `kinds` of its ideas, in order. `standing`: every option is published and free to be voted on. `may_be_added`: the proposal at
    hand is. `box_works`: its keys are in their place. `lot_drawn`: with dice, in public. `custody_ready`: nobody holds
    the box's key, or three custodians do and two have proven theirs; `custody`: they do;
    `cards_here`: the words of their cards, until they are proven. Of the doors: whether booth
    cards are printed, those left over are counted, every tablet is back, every paper is keyed twice alike, and all of it
    adds up.
    """

    state: State
    now: datetime
    closes_at: datetime
    question: str = ""
    rule: str = ""
    seats: int = 1
    costs: tuple[int | None, ...] = ()
    kinds: tuple[str, ...] = ()
    budget: int | None = None
    standing: bool = True
    signed: frozenset[UUID] = field(default_factory=frozenset)
    may_be_added: bool = True
    box_works: bool = True
    lot_drawn: bool = True
    custody: bool = False
    custody_ready: bool = True
    cards_here: bool = True
    by_hand: bool = False
    city_wide: bool = False
    cards_printed: bool = False
    cards_counted: bool = True
    tablets_back: bool = True
    papers_settled: bool = True
    adds_up: bool = True


@dataclass(frozen=True)
class Changing:
    """A poll that has begun, and what two people want to change of it. `papers_begun`: somebody keyed a paper, so part of
    the result is known to the team."""

    state: State
    now: datetime
    closes_at: datetime
    until: datetime | None = None
    asked_by: UUID | None = None
    papers_begun: bool = False


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


@dataclass(frozen=True)
class Observing:
    """Somebody who counts again on their own, as the rules see them. `asked_by` named them; `agreed`: a second person
    did too; `given`: they have the whole bundle; `in_time`: it is not deleted yet."""

    state: State
    asked_by: UUID | None = None
    agreed: bool = False
    given: bool = False
    in_time: bool = True


@need(N_("the question is written"), N_("Write the question first."))
def question_written(actor: Actor, case: Case) -> bool:
    return bool(case.question)


@need(
    N_("there are two ideas or more to choose from, or one to say yes or no to"),
    N_("A vote needs two ideas or more. A vote of yes or no needs just one."),
)
def enough_options(actor: Actor, case: Case) -> bool:
    return len(case.costs) == 1 if case.rule.startswith(f"{Motion.NAME};") else len(case.costs) >= 2


@need(
    N_("every idea on it is published and not in another vote"),
    N_("One of the ideas is not published any more, or is in another vote. Take it off."),
)
def options_stand(actor: Actor, case: Case) -> bool:
    return case.standing


@need(
    N_("the way of voting fits the ideas: how many, what they cost, how many win"),
    N_(
        "The way of voting does not fit. Choices and winners are fewer than the ideas. Each cost fits in the money there is."
    ),
)
def method_fits(actor: Actor, case: Case) -> bool:
    try:
        rule = read_rule(case.rule)
        motion = isinstance(rule, Motion)
        paper_for(rule, 3 if motion else len(case.costs), case.costs, case.budget)
    except ValueError:
        return False
    if motion:
        return case.seats == 1
    return not case.by_hand and 1 <= case.seats < len(case.costs) and _caps_leave(case.seats, rule, case.kinds)


@need(
    N_("a vote of yes or no is for the council’s own, whose list says how many they are"),
    N_("A vote of yes or no is for the council’s own. For every child of the town, choose another way."),
)
def motion_has_a_list(actor: Actor, case: Case) -> bool:
    return not (case.city_wide and case.rule.startswith(f"{Motion.NAME};"))


def _caps_leave(seats: int, rule: AnyRule, kinds: tuple[str, ...]) -> bool:
    """Whether so many can win, if of each kind only so many may."""
    caps = dict(getattr(rule, "caps", ()))
    return not caps or seats <= sum(min(number, caps.get(kind, number)) for kind, number in Counter(kinds).items())


@need(N_("it closes at a moment still to come"), N_("Its closing moment has passed. Choose a later one."))
def closes_later(actor: Actor, case: Case) -> bool:
    return case.now < case.closes_at


@need(
    N_("the idea is published, of the same call, and free to be voted on"),
    N_("This idea cannot be in this vote: it must be published, of the same call and not in another vote."),
)
def may_be_added(actor: Actor, case: Case) -> bool:
    return case.may_be_added


@need(
    N_("the lot that ends ties was drawn in public, with dice"),
    N_("First draw the lot in public: throw the dice and write them down."),
)
def lot_drawn(actor: Actor, case: Case) -> bool:
    return case.lot_drawn


@need(
    N_("the custodians of its key, if it has them, hold their cards and have proven two"),
    N_("First give the three custodians their cards, and prove two of them."),
)
def custody_ready(actor: Actor, case: Case) -> bool:
    return case.custody_ready


@need(
    N_("the words of its cards are still here to be printed and proven"),
    N_("The words of the cards are not here any more. Name the three again: they get new cards."),
)
def cards_here(actor: Actor, case: Case) -> bool:
    return case.cards_here


@need(N_("three custodians keep its key"), N_("This vote has no custodians. It is counted by itself."))
def has_custodians(actor: Actor, case: Case) -> bool:
    return case.custody


@need(N_("the platform keeps its key"), N_("Its custodians hold the key. They open the box with two of their cards."))
def key_is_here(actor: Actor, case: Case) -> bool:
    return not case.custody


@need(
    N_("hands are raised in it, because it is not secret"),
    N_("This vote is secret. Nobody counts hands in it."),
)
def hands_are_raised(actor: Actor, case: Case | Hands) -> bool:
    return case.by_hand


@need(N_("the vote is secret"), N_("In this vote hands are raised. There is no ballot to fill in."))
def is_secret(actor: Actor, case: Case | Keying) -> bool:
    return not case.by_hand


@need(
    N_("every tablet that went out is back, or was told as lost"),
    N_("A tablet is still out. Bring it back, or say that it was lost."),
)
def tablets_back(actor: Actor, case: Case) -> bool:
    return case.tablets_back


@need(
    N_("every paper in the box was keyed twice, by two people, alike"),
    N_("Some papers are not keyed twice alike. Look at them again, the two of you."),
)
def papers_settled(actor: Actor, case: Case) -> bool:
    return case.papers_settled


@need(N_("it gives more time, within a month"), N_("Choose a later moment, within one month."))
def gives_more_time(actor: Actor, case: Changing) -> bool:
    latest = max(case.closes_at, case.now)
    return case.until is not None and latest < case.until <= latest + timedelta(days=31)


@need(
    N_("no paper ballot was keyed yet"),
    N_("Papers were keyed already, so the team knows part of the result. No more time can be given."),
)
def nothing_known(actor: Actor, case: Changing) -> bool:
    return not case.papers_begun


@need(N_("another person asked for it"), N_("You asked for this yourself. Another person of the team has to agree."))
def another_asked(actor: Actor, case: Changing) -> bool:
    return case.asked_by is not None and case.asked_by != actor.id


@need(N_("a second person agreed"), N_("Another person of the team has to agree first."))
def was_agreed(actor: Actor, case: Observing) -> bool:
    return case.agreed


@need(N_("nobody has agreed yet"), N_("Two people have agreed already."))
def not_agreed(actor: Actor, case: Observing) -> bool:
    return not case.agreed


@need(
    N_("they were not given it before"),
    N_("It was given to this person before. It is given once. If it was lost, name the person again."),
)
def not_given(actor: Actor, case: Observing) -> bool:
    return not case.given


@need(N_("the time to object goes on"), N_("The time to object is over. The whole ballots were deleted."))
def time_to_object(actor: Actor, case: Observing) -> bool:
    return case.in_time


@need(N_("they have not signed it yet"), N_("Your name is on it already. Now another person has to agree."))
def not_signed_yet(actor: Actor, case: Case) -> bool:
    return actor.id not in case.signed


@need(N_("another person signed it first"), N_("It takes two people. Another person has to sign first."))
def second_signature(actor: Actor, case: Case) -> bool:
    return bool(case.signed - {actor.id})


@need(N_("its time is up"), N_("Its time is not up yet. Children still have that time to vote."))
def time_is_up(actor: Actor, case: Case | Keying) -> bool:
    return case.closes_at <= case.now


@need(
    N_("the keys of its box are in their place"),
    N_("The ballot box needs the technician. No vote is lost. Please come back later."),
)
def box_works(actor: Actor, case: Case | Voter | Drawn | Out | Keying) -> bool:
    return case.box_works


@need(N_("its time is not up"), N_("The time to vote is over. A vote sent before is in the box."))
def in_time(actor: Actor, case: Voter | Drawn | Case) -> bool:
    return case.now < case.closes_at


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
def for_every_child(actor: Actor, case: Case | Helping) -> bool:
    return case.city_wide


@need(
    N_("the booth cards that were left over are counted"),
    N_("First count the booth cards that were left over, place by place."),
)
def cards_counted(actor: Actor, case: Case) -> bool:
    return case.cards_counted


@need(
    N_("cards, papers, tablets and the ballots in the box add up"),
    N_("The cards and the ballots do not add up. Nothing is published until somebody finds out why."),
)
def adds_up(actor: Actor, case: Case) -> bool:
    return case.adds_up


RULES_COMPLETE = [question_written, enough_options, options_stand, method_fits, motion_has_a_list, closes_later]
ALL_BACK = [cards_counted, tablets_back, papers_settled, box_works]
READY = [*RULES_COMPLETE, lot_drawn, custody_ready, booth_offered]
TEAM = SECRETARY | FACILITATOR


class Voting:
    see_polls_desk = Rule(N_("See the votes that are being prepared"), TEAM)
    draft_poll = Rule(N_("Begin a vote"), SECRETARY)
    keep_poll = Rule(N_("Write the rules of a vote"), SECRETARY, {DRAFT})
    put_option = Rule(N_("Put an idea among the options"), SECRETARY, {DRAFT}, [may_be_added])
    take_option = Rule(N_("Take an idea off the options"), SECRETARY, {DRAFT})
    price_option = Rule(N_("Say what an idea costs"), SECRETARY, {DRAFT})
    announce_poll = Rule(N_("Announce a vote"), SECRETARY, {DRAFT}, RULES_COMPLETE, ANNOUNCED)
    recall_poll = Rule(N_("Take an announced vote back to mend it"), SECRETARY, {ANNOUNCED}, becomes=DRAFT)
    draw_lot = Rule(N_("Draw the lot that ends ties, with dice and in public"), TEAM, {ANNOUNCED}, [lately_proven])
    name_custodians = Rule(
        N_("Name the three custodians of a box’s key"), SECRETARY, {ANNOUNCED}, [lately_proven, has_custodians]
    )
    print_custody_card = Rule(
        N_("Print a custodian’s card"), TEAM, {ANNOUNCED}, [lately_proven, has_custodians, cards_here]
    )
    prove_custody = Rule(
        N_("Prove that two custodians’ cards open the box"),
        TEAM,
        {ANNOUNCED},
        [lately_proven, has_custodians, cards_here],
    )
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
        [lately_proven, poll_goes_on, frozen_for_paper],
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
    sign_opening = Rule(N_("Sign first to open a vote"), TEAM, {ANNOUNCED}, [*READY, not_signed_yet, lately_proven])
    open_poll = Rule(
        N_("Open a vote, as the second person"), TEAM, {ANNOUNCED}, [*READY, second_signature, lately_proven], OPEN
    )
    cast_ballot = Rule(
        N_("Vote"), CHILD, {OPEN}, [in_time, *PERMITTED, on_the_roll, assent_given, not_at_a_booth, box_works]
    )
    enter_booth = Rule(N_("Come to the booth with a booth card"), VISITOR)
    vote_with_card = Rule(
        N_("Vote with a booth card"), VISITOR, {OPEN}, [in_time, council_open, not_void, not_used, box_works]
    )
    void_card = Rule(
        N_("Say that somebody is watching, and get another booth card"), VISITOR, {OPEN}, [not_void, not_used]
    )
    see_roll = Rule(
        N_("See the roll of a vote by alias, group by group; every look is written down"),
        FACILITATOR,
        {OPEN},
        [for_every_child],
    )
    tick_roll = Rule(
        N_("Tick a child on the roll who draws a booth card"),
        FACILITATOR,
        {OPEN},
        [for_every_child, in_time, box_works],
    )
    prepare_tablet = Rule(
        N_("Prepare a tablet to be a booth without network"),
        TEAM,
        {OPEN},
        [lately_proven, time_goes_on, cards_for_tablets, at_hand],
    )
    end_outing = Rule(N_("Say that a tablet was lost, and why"), TEAM, {OPEN}, [lately_proven, still_out])
    deliver_batch = Rule(N_("Bring back the ballots of a tablet"), VISITOR, {OPEN}, [box_works])
    key_paper = Rule(
        N_("Key a paper ballot, which another person keys too"),
        TEAM,
        {OPEN},
        [time_is_up, is_secret, box_works, paper_printed, not_settled, another_keys],
    )
    count_hands = Rule(
        N_("Write how many hands were raised"), TEAM, {OPEN}, [hands_are_raised, not_checked, hands_within_roll]
    )
    check_hands = Rule(
        N_("Check a count of hands, as the second person"),
        TEAM,
        {OPEN},
        [hands_are_raised, not_checked, another_counted, hands_within_roll],
    )
    name_helper = Rule(
        N_("Say who helps children to vote at a booth, and what they are to them"),
        TEAM,
        {ANNOUNCED, OPEN},
        [for_every_child, may_help],
    )
    add_support = Rule(
        N_("Add how many children voted with somebody’s help, ten or more together"),
        TEAM,
        {OPEN},
        [for_every_child, enough_helped, within_cards],
    )
    ask_extension = Rule(N_("Ask for more time to vote"), TEAM, {OPEN}, [nothing_known, gives_more_time, lately_proven])
    extend_poll = Rule(
        N_("Give more time to vote, as the second person"),
        TEAM,
        {OPEN},
        [another_asked, nothing_known, gives_more_time, lately_proven],
    )
    sign_closing = Rule(
        N_("Sign first to close a vote"), TEAM, {OPEN}, [time_is_up, *ALL_BACK, not_signed_yet, lately_proven]
    )
    close_poll = Rule(
        N_("Close a vote, as the second person"),
        TEAM,
        {OPEN},
        [time_is_up, *ALL_BACK, second_signature, lately_proven],
        CLOSED,
    )
    count_poll = Rule(N_("Count a vote that was closed"), CLOCK, {CLOSED}, [key_is_here], COUNTED)
    open_with_cards = Rule(
        N_("Open the box with two custodians’ cards, and count"),
        TEAM,
        {CLOSED},
        [lately_proven, has_custodians],
        COUNTED,
    )
    sign_result = Rule(N_("Sign first that a vote adds up"), TEAM, {COUNTED}, [adds_up, not_signed_yet, lately_proven])
    certify_result = Rule(
        N_("Certify a vote as the second person, and publish its result"),
        TEAM,
        {COUNTED},
        [adds_up, second_signature, lately_proven],
        PUBLISHED,
    )
    ask_annulment = Rule(
        N_("Ask that a vote does not count"), TEAM, {OPEN, CLOSED, COUNTED, PUBLISHED}, [lately_proven]
    )
    annul_poll = Rule(
        N_("Say that a vote does not count, as the second person"),
        TEAM,
        {OPEN, CLOSED, COUNTED, PUBLISHED},
        [another_asked, lately_proven],
        ANNULLED,
    )
    name_witness = Rule(N_("Name somebody who counts again on their own"), TEAM, {COUNTED, PUBLISHED}, [lately_proven])
    sign_witness = Rule(
        N_("Agree to a witness, as the second person"),
        TEAM,
        {COUNTED, PUBLISHED},
        [not_agreed, another_asked, lately_proven],
    )
    give_bundle = Rule(
        N_("Give a witness the whole ballots, without names, once"),
        TEAM,
        {PUBLISHED},
        [was_agreed, not_given, time_to_object, lately_proven],
    )
    drop_bundle = Rule(N_("Delete the whole ballots 30 days after the result"), CLOCK, {PUBLISHED, ANNULLED})
    check_receipt = Rule(N_("See whether the vote of a receipt was in the box"), ANYONE, {COUNTED, PUBLISHED})
    empty_box = Rule(N_("Destroy the keys of a counted vote"), CLOCK, {COUNTED, PUBLISHED, ANNULLED})
    see_result = Rule(N_("See the result of a vote"), ANYONE, {PUBLISHED})
