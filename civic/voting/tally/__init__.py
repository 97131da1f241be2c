"""Counting: plain arrays in, a frozen result out; whole numbers and fractions decide, no chance inside a count.

A method is a file with a `count`; `count` here knows which file a rule asks for. Nothing here knows the web or the
database.
"""

from collections.abc import Sequence

import numpy as np

from civic.voting.tally import (
    approval,
    chain,
    equal_shares,
    greedy,
    motion,
    phragmen,
    rules,
    runoff,
    schulze,
    smileys,
    stv,
)
from civic.voting.tally.contest import Contest, Purse
from civic.voting.tally.marks import Marks
from civic.voting.tally.rankings import Rankings
from civic.voting.tally.result import Result


class WrongContest(ValueError):
    """The rule asks for something that this contest has not got; the message says what."""


def count(
    rule: rules.Rule,
    contest: Contest,
    *,
    seats: int | None = None,
    lot: Sequence[int] = (),
    tell: equal_shares.Progress = lambda _step: None,
) -> Result:
    """Count by a rule. `seats`: if not those of the contest, or one. `lot`: each option's place in the lot order, needed
    where the rule ends ties by lot. `tell`: hears of each step of add1. Raises WrongContest."""
    seats = seats or contest.seats or 1
    order = _order(rule, contest, lot)
    match rule:
        case rules.Motion():
            marks = _marks(contest)
            if contest.entitled is None or marks.options != 3 or marks.lengths.max(initial=0) > 1:
                raise WrongContest("a motion needs yes, no, abstain, and the number of those who may vote")
            return motion.count(rule, *marks.totals, contest.entitled)
        case rules.ChooseOne():
            return approval.count(_marks(contest), 1, seats, order, rule.ties[-1])
        case rules.Approval():
            return approval.count(_marks(contest), rule.most, seats, order, rule.ties[-1])
        case rules.Smileys():
            if not isinstance(contest.ballots, np.ndarray):
                raise WrongContest("this rule needs a face for each option")
            return smileys.count(rule, contest.ballots, seats, order)
        case rules.Schulze():
            return schulze.count(rule, _rankings(contest).without(contest.withdrawn), order)
        case rules.InstantRunoff():
            return runoff.count(rule, _rankings(contest), order, contest.withdrawn)
        case rules.ScottishStv():
            if rule.caps and not contest.groups:
                raise WrongContest("this rule has caps, and nothing here says who belongs to which group")
            return stv.count(rule, _rankings(contest), seats, order, contest.groups, contest.withdrawn)
        case rules.Greedy():
            return greedy.count(rule, _marks(contest), _purse(contest), order)
        case rules.EqualShares():
            return equal_shares.count(rule, _marks(contest), _purse(contest), order, tell)
        case rules.Phragmen():
            return phragmen.count(rule, _marks(contest), _purse(contest), order)


def _order(rule: rules.Rule, contest: Contest, lot: Sequence[int]) -> Sequence[int]:
    match getattr(rule, "ties", ("none",))[-1]:
        case "lot" if not lot:
            raise WrongContest("this rule ends ties by lot, and no lot was drawn")
        case "lot":
            return lot
        case "id":
            return chain.by_id(contest.ids)
    return range(len(contest.ids))


def _marks(contest: Contest) -> Marks:
    if not isinstance(contest.ballots, Marks):
        raise WrongContest("this rule needs ballots with ticks")
    return contest.ballots


def _rankings(contest: Contest) -> Rankings:
    if not isinstance(contest.ballots, Rankings):
        raise WrongContest("this rule needs ranked ballots")
    return contest.ballots


def _purse(contest: Contest) -> Purse:
    if contest.purse is None:
        raise WrongContest("this rule needs costs and a budget")
    return contest.purse
