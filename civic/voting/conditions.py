"""What the rules of a poll look at, and the conditions that they name. Those of a part are in its own charter."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from civic.core.actor import Actor
from civic.core.charter import need
from civic.core.words import N_
from civic.voting.ballots import paper_for
from civic.voting.booths.charter import Drawn
from civic.voting.hands.charter import Hands
from civic.voting.help.charter import Helping
from civic.voting.online.charter import Voter
from civic.voting.papers.charter import Keying
from civic.voting.results.plain import would_tell
from civic.voting.states import State
from civic.voting.tablets.charter import Out
from civic.voting.tally.rules import Motion, read_rule
from civic.voting.tally.rules import Rule as AnyRule


@dataclass(frozen=True)
class Case:
    """A poll as its rules see it.

    `signed`: who has put their name to its opening (to its closing, once open; to its result, once counted). `costs` and
    `kinds` of its ideas, in order. `standing`: every option is published and free to be voted on. `may_be_added`: the
    proposal at hand is. `box_works`: its keys are in their place. `lot_drawn`: with dice, in public. `custody_ready`:
    nobody holds the box's key, or three custodians do and two have proven theirs; `custody`: they do; `cards_here`:
    the words of their cards, until they are proven; `all_printed`: on paper too, all three. Of the doors: whether
    booth cards are printed, those left over are counted, every tablet is back, every paper is keyed twice alike, and
    all of it adds up. `desk_open`: whoever acts has opened a desk; `printed_one`: they have printed one of the
    custodians' cards. `explained`: every ballot could be read, or they say why not. `roll`: how many would be on its
    list if it opened now, None where that does not matter.
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
    all_printed: bool = True
    by_hand: bool = False
    city_wide: bool = False
    cards_printed: bool = False
    cards_counted: bool = True
    tablets_back: bool = True
    papers_settled: bool = True
    adds_up: bool = True
    desk_open: bool = False
    roll: int | None = None
    printed_one: bool = False
    explained: bool = True


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


@need(
    N_("enough are on its list that what is decided tells nobody’s vote"),
    N_(
        "So few are on the list that the result would tell how somebody voted. "
        "For a yes or no, raise hands or ask for another part of the list. Else wait until more children may vote."
    ),
)
def enough_on_list(actor: Actor, case: Case) -> bool:
    return case.roll is None or not would_tell(read_rule(case.rule), case.seats, case.roll)


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


@need(
    N_("every ballot could be read, or each of the two says why some could not"),
    N_("Some ballots could not be read. Say why, so that everybody can read it."),
)
def unread_explained(actor: Actor, case: Case) -> bool:
    return case.explained
