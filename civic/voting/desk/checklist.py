"""What the next act of the team needs, in the words of the poll looked at: what is missing, as what to do and where, and
below it what is there. The charter's sentences speak of every poll; here nobody reads of another way of voting."""

from dataclasses import dataclass

from civic.core.actor import Actor
from civic.core.charter import Pending
from civic.core.words import N_, _
from civic.voting import ways
from civic.voting.charter import Voting
from civic.voting.conditions import Case
from civic.voting.seen import Poll
from civic.voting.states import ANNOUNCED, COUNTED, DRAFT, OPEN

#: What the checklist of a state leads to.
NEXT = {
    DRAFT: Voting.announce_poll,
    ANNOUNCED: Voting.sign_opening,
    OPEN: Voting.sign_closing,
    COUNTED: Voting.sign_result,
}
#: Where on the desk, or beyond it, each missing thing is done.
MENDED = {
    "question_written": "#rules",
    "enough_options": "#options",
    "options_stand": "#options",
    "method_fits": "#rules",
    "motion_has_a_list": "#rules",
    "closes_later": "#rules",
    "enough_on_list": "#rules",
    "lot_drawn": "#lot",
    "custody_ready": "/custodia",
    "booth_offered": "/casillas",
    "cards_counted": "/casillas",
    "tablets_back": "/casillas",
    "papers_settled": "/papeles",
    "adds_up": "/casillas",
}
#: Of the person, not of the vote: the button says it.
PERSONAL = {"lately_proven", "not_signed_yet", "unread_explained"}
#: What only a vote for every child has.
TOWN = {"booth_offered", "cards_counted", "tablets_back", "papers_settled"}

IDEAS = (N_("There are two ideas or more on the ballot"), N_("Put two ideas or more on the ballot."))
ONE = (N_("There is one idea to say yes or no to"), N_("Put one idea on the ballot, the one to say yes or no to."))
COSTS = (
    N_("Each idea has its cost, and fits in the money"),
    N_("Write what each idea costs. None may cost more than all the money."),
)
FEWER = (
    N_("Fewer ideas win than stand on the ballot"),
    N_("Put more ideas on the ballot, or let fewer win. If each child chooses several, at most as many as there are."),
)
KEY = (
    N_("Three people hold the cards of its key, and two were proven"),
    N_("Give the three their cards, and prove two."),
)
BOOTHS = (
    N_("There are booth cards for those without an account"),
    N_("Print booth cards, for those without an account."),
)
ONLINE = (N_("The ballots in the box add up"), N_("The ballots in the box do not add up. Call the technician."))


@dataclass(frozen=True)
class Step:
    """A line of the checklist: what is there, or what to do and where."""

    sentence: str
    done: bool
    url: str


def steps(actor: Actor, poll: Poll, case: Case, here: str) -> list[Step]:
    """Everything the next act of the team needs, what is missing first. `here`: the address of the poll's desk."""
    if poll.state not in NEXT:
        return []
    way = ways.way_of(poll.how)
    needs = [each for each in NEXT[poll.state].pending(actor, case) if _concerns(each, poll, way)]
    without_ideas = any(each.name == "enough_options" and not each.done for each in needs)
    told = [each for each in needs if not (without_ideas and each.name == "method_fits")]
    return sorted((_step(each, poll, way, here) for each in told), key=lambda step: step.done)


def _concerns(need: Pending, poll: Poll, way: str) -> bool:
    """Whether this poll has to do with it. What is missing is never left out."""
    if need.name in PERSONAL:
        return False
    beside = {
        "motion_has_a_list": True,
        "method_fits": way == ways.MOTION,
        "lot_drawn": way == ways.MOTION,
        "enough_on_list": poll.city_wide,
        "custody_ready": not poll.custody,
        "box_works": poll.by_hand,
    } | dict.fromkeys(TOWN, not poll.city_wide)
    return not (need.done and beside.get(need.name, False))


def _step(need: Pending, poll: Poll, way: str, here: str) -> Step:
    own = {
        "enough_options": ONE if way == ways.MOTION else IDEAS,
        "method_fits": COSTS if way == ways.BUDGET else FEWER,
        "custody_ready": KEY,
        "booth_offered": BOOTHS,
    }
    if not poll.city_wide:
        own["adds_up"] = ONLINE
    there, missing = own.get(need.name, (need.sentence, need.otherwise))
    sentence = _(there if need.done else missing)
    return Step(
        sentence[:1].upper() + sentence[1:], need.done, "" if need.done else _mended(here, poll, need.name, way)
    )


def _mended(here: str, poll: Poll, name: str, way: str) -> str:
    """Once announced, the rules and ideas are mended by taking it back first."""
    place = MENDED.get(name, "")
    if name == "method_fits" and way == ways.BUDGET and poll.budget:
        place = "#costs"
    if place in ("#rules", "#options", "#costs"):
        return place if poll.state is DRAFT else "#recall"
    return f"{here}{place}" if place.startswith("/") else place
