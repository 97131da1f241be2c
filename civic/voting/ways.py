"""The ways of voting as the secretary chooses among them: in people's words, each with what it is good for."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from civic.core.words import N_
from civic.proposals.categories import CATEGORIES
from civic.voting.tally.rules import (
    Add1,
    Approval,
    ChooseOne,
    EqualShares,
    Fill,
    Greedy,
    InstantRunoff,
    Motion,
    Phragmen,
    Rule,
    Schulze,
    ScottishStv,
    Smileys,
)

CHOOSE_ONE, APPROVAL, SMILEYS, MOTION = ChooseOne.NAME, Approval.NAME, Smileys.NAME, Motion.NAME
RANKED_ONE, RANKED_SEVERAL, BUDGET = "ranked_one", "ranked_several", "budget"


@dataclass(frozen=True)
class Way:
    """`good_for`: which purpose and whom it suits."""

    says: str
    good_for: str
    picture: str


WAYS = {
    CHOOSE_ONE: Way(
        N_("Each child chooses one"), N_("Two or three ideas that are clearly different. Easy at any age."), "vote"
    ),
    APPROVAL: Way(
        N_("Each child chooses several"), N_("Many ideas, or several that are alike. Good from 8 years on."), "yes"
    ),
    SMILEYS: Way(
        N_("A face for each idea"), N_("The youngest, and whoever does not read yet. Up to four ideas."), "face-happy"
    ),
    RANKED_ONE: Way(
        N_("Put in order; one wins"), N_("One idea that most can live with. Good from 10 years on."), "milestone"
    ),
    RANKED_SEVERAL: Way(
        N_("Put in order; several win"),
        N_("Several ideas or people, so that small groups are heard too. Good from 12 years on."),
        "people",
    ),
    BUDGET: Way(N_("Share out money"), N_("Ideas with a cost, and money to spend. Good from 9 years on."), "money"),
    MOTION: Way(N_("Yes or no to one idea"), N_("An agreement of the council on one proposal. Any age."), "rules"),
}

#: Ranked, for one winner.
SCHULZE, RUNOFF = "schulze", "irv"
ONE_WINNER = {
    SCHULZE: (
        N_("Compare each with each (Schulze)"),
        N_("Recommended: it finds the idea that wins against every other."),
    ),
    RUNOFF: (N_("The last one goes out (runoff)"), N_("Only if the council’s rules ask for it.")),
}
#: Of money.
EQUAL, GREEDY, PER_COST, PHRAGMEN = "mes", "greedy", "per_cost", "phragmen"
SHARING = {
    EQUAL: (
        N_("Equal shares"),
        N_("Recommended: each vote has the same part of the money, so each group gets something."),
    ),
    GREEDY: (N_("By votes"), N_("The most voted first. The biggest group may take it all.")),
    PER_COST: (N_("By votes for each peso"), N_("Cheap ideas come first.")),
    PHRAGMEN: (N_("By turns (Phragmén)"), N_("Shares out as well as equal shares, and leaves more money over.")),
}
MAJORITIES = {
    "simple": N_("More yes than no"),
    "two_thirds": N_("Two of every three"),
    "absolute": N_("More than half of the whole list"),
}
QUORUMS = {"0": N_("However many vote"), "1/3": N_("A third of the list"), "1/2": N_("Half of the list")}

#: What a town-wide vote is reckoned with while nobody knows how many will come.
MANY = 10_000


def step(budget: int, children: int) -> int:
    """Of add1, in whole pesos: 1 % of a vote's part of the money if every child of the list votes, and at least 1. Small
    enough to change little; 1 would be hopeless where money has many zeros."""
    return max(1, round(Fraction(budget, 100 * max(1, children))))


def of_money(sharing: str, budget: int, children: int) -> Rule:
    match sharing:
        case "greedy":
            return Greedy()
        case "per_cost":
            return Greedy(by="votes/cost")
        case "phragmen":
            return Phragmen()
    return EqualShares(complete=(Add1(Fraction(step(budget, children))), Fill()))


def in_order(same: int | None) -> ScottishStv:
    """`same`: at most so many of one category."""
    return ScottishStv(caps=tuple((each, same) for each in sorted(CATEGORIES)) if same else ())


def way_of(rule: Rule) -> str:
    """Which of `WAYS` it is."""
    return str(as_typed(rule)["method"])


def as_typed(rule: Rule) -> dict[str, Any]:
    """The fields of the form that this rule came from."""
    match rule:
        case Approval(most=most):
            return {"method": APPROVAL, "most": str(most)}
        case Schulze() | InstantRunoff():
            return {"method": RANKED_ONE, "ranked": RUNOFF if isinstance(rule, InstantRunoff) else SCHULZE}
        case ScottishStv(caps=caps):
            return {"method": RANKED_SEVERAL, "same": str(caps[0][1]) if caps else ""}
        case EqualShares():
            return {"method": BUDGET, "sharing": EQUAL}
        case Greedy(by=by):
            return {"method": BUDGET, "sharing": GREEDY if by == "votes" else PER_COST}
        case Phragmen():
            return {"method": BUDGET, "sharing": PHRAGMEN}
        case Motion(majority=majority, quorum=quorum):
            return {"method": MOTION, "majority": majority, "quorum": str(quorum)}
    return {"method": rule.NAME}
