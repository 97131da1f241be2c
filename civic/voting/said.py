"""The rule of a count in words: how to mark the paper, how it is counted, what ends a tie. For children first; adults
have the rule's name and its canonical string beside it. Pure."""

from dataclasses import dataclass
from fractions import Fraction

from civic.core.words import N_, _, ngettext, number
from civic.voting.tally.rules import (
    Approval,
    ChooseOne,
    EqualShares,
    Greedy,
    InstantRunoff,
    Motion,
    Phragmen,
    Rule,
    Schulze,
    ScottishStv,
    Smileys,
)

MAJORITIES = {
    "simple": N_("It passes if more say yes than no."),
    "two_thirds": N_("It passes if two of every three who say yes or no say yes."),
    "absolute": N_("It passes if more than half of the whole list says yes."),
}
#: What a quorum asks for, in words. Another part is told as a number.
QUORUMS = {
    Fraction(1, 2): N_("At least half of the list has to vote, or nothing is decided."),
    Fraction(1, 3): N_("At least one of every three on the list has to vote, or nothing is decided."),
}
DICE = N_("If two are still the same, the dice decide. They were thrown before the vote.")
LOT = N_("If two have the same, the dice decide. They were thrown before the vote.")
CHEAPER = N_("If two have the same, the one that costs less wins. Then the one with more votes.")
NAMES = {
    Motion: N_("Motion: yes, no or abstain"),
    ChooseOne: N_("One choice each (plurality)"),
    Approval: N_("Approval voting"),
    Smileys: N_("Score voting with three faces: 2, 1 and 0 points"),
    Schulze: N_("Schulze method, winning votes"),
    InstantRunoff: N_("Instant runoff"),
    ScottishStv: N_("Single transferable vote, Scottish rules (SSI 2007/42)"),
    EqualShares: N_("Method of Equal Shares, completed by add1 and then greedily by votes"),
    Greedy: N_("Greedy by votes, skipping what does not fit"),
    Phragmen: N_("Sequential Phragmén"),
}
GREEDY_BY_COST = N_("Greedy by votes for each peso, skipping what does not fit")


@dataclass(frozen=True)
class Said:
    """`mark`: what a child does on the paper, one sentence. `counted`: sentence by sentence how it is counted, quorum and
    ties included. `name`: the method, for adults."""

    mark: str
    counted: list[str]
    name: str


def said(rule: Rule, seats: int = 1, budget: int | None = None, by_hand: bool = False) -> Said:
    name = GREEDY_BY_COST if isinstance(rule, Greedy) and rule.by == "votes/cost" else NAMES[type(rule)]
    return Said(_mark(rule, by_hand), _counted(rule, seats, budget), _(name))


def _mark(rule: Rule, by_hand: bool) -> str:
    match rule:
        case Motion():
            return _(N_("Raise your hand: yes, no, or neither.")) if by_hand else _(N_("Say yes, no, or neither."))
        case Approval(most=most):
            return _(N_("You can choose up to %(most)s."), most=most)
        case Smileys():
            return _(N_("Give each idea a face."))
        case Schulze() | InstantRunoff() | ScottishStv():
            return _(N_("Put the ideas in order. First the one you like most."))
        case Greedy() | EqualShares() | Phragmen():
            return _(N_("Fill your basket with the ideas you want, as far as the money goes."))
    return _(N_("Choose one."))


def _counted(rule: Rule, seats: int, budget: int | None) -> list[str]:
    money = [_(N_("There are %(budget)s pesos to share out."), budget=number(budget))] if budget else []
    match rule:
        case Motion():
            return _motion(rule)
        case Smileys():
            return [
                _(N_("A happy face gives 2 points, a so-so face 1, and a sad face none.")),
                _most(seats, points=True),
                _(N_("If two have the same, the one with more happy faces wins. Then the one with fewer sad faces.")),
                _(DICE),
            ]
        case Schulze():
            return [
                _(N_("Each idea meets each other one. Which of the two do more of you put first?")),
                _(N_("The idea that wins against every other one is chosen.")),
                _(N_("If none wins against all, the narrowest wins count for nothing, until one is left.")),
                _(N_("If two are the same, the one that more of you put first wins.")),
                _(DICE),
            ]
        case InstantRunoff():
            return [
                _(N_("We count which idea each of you put first.")),
                _(N_("The idea with the fewest goes out. Its votes go to the next idea on each list.")),
                _(N_("It goes on until one idea has more than half.")),
                _(LOT),
            ]
        case ScottishStv():
            return [
                ngettext("%(n)s idea is chosen.", "%(n)s ideas are chosen.", seats),
                _(N_("Your vote goes to your first idea. What it does not need goes to the next on your list.")),
                _(N_("So the chosen ideas please many different children, not only the biggest group.")),
                *_caps(rule),
                _(N_("If two have the same, we look at who had more before.")),
                _(DICE),
            ]
        case EqualShares():
            return [
                *money,
                _(N_("The money is shared out: each vote has the same part.")),
                _(N_("Those who want an idea buy it together, with their parts.")),
                _(N_("So each group gets something, and not only the biggest one.")),
                _(N_("With what is left, the ideas with the most votes that still fit are bought.")),
                _(CHEAPER),
                _(DICE),
            ]
        case Greedy(by="votes/cost"):
            return [*money, _(N_("First comes the idea with the most votes for each peso, and so on.")), *_spent()]
        case Greedy():
            return [*money, _(N_("First comes the idea with the most votes, and so on.")), *_spent()]
        case Phragmen():
            return [
                *money,
                _(N_("The ideas are bought one by one. Those who want an idea pay for it together.")),
                _(N_("Next comes the idea whose children have paid least so far.")),
                _(CHEAPER),
                _(DICE),
            ]
    return [_most(seats), _(LOT)]


def _motion(rule: Motion) -> list[str]:
    quorum = rule.quorum
    asked = (
        [_(QUORUMS[quorum])]
        if quorum in QUORUMS
        else [
            _(
                N_("At least %(some)s of every %(all)s on the list have to vote, or nothing is decided."),
                some=quorum.numerator,
                all=quorum.denominator,
            )
        ]
        if quorum
        else []
    )
    neither = N_("Who says “neither” has voted too. It is not a yes and not a no.")
    return [*asked, _(MAJORITIES[rule.majority]), _(neither), _(N_("If yes and no are the same, it does not pass."))]


def _most(seats: int, points: bool = False) -> str:
    if points:
        return ngettext("The idea with the most points wins.", "The %(n)s ideas with the most points win.", seats)
    return ngettext("The idea with the most votes wins.", "The %(n)s ideas with the most votes win.", seats)


def _caps(rule: ScottishStv) -> list[str]:
    if not rule.caps:
        return []
    return [_(N_("At most %(most)s of them are about the same thing."), most=max(most for _group, most in rule.caps))]


def _spent() -> list[str]:
    return [_(N_("What costs more than is left is passed over.")), _(CHEAPER), _(DICE)]
