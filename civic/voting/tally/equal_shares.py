"""Equal Shares with its completions, as a whole count.

Without completion much of the money stays unspent. `add1` counts again with ever more for each ballot (equalshares.net,
"Completion"): the runs on the way are told in floats that are sure of themselves, only the one that counts exactly.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf

import numpy as np

from civic.voting.tally import chain
from civic.voting.tally.contest import Purse
from civic.voting.tally.greedy import Money, spend
from civic.voting.tally.marks import Marks
from civic.voting.tally.purses import MARGIN, Electorate, Unsure
from civic.voting.tally.result import Result
from civic.voting.tally.rules import Add1, EqualShares, Fill
from civic.voting.tally.shares import EvenStart, Market, Run

#: Hears the number of each step of add1.
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Endowment:
    """What every ballot, blank ones too, starts with: `first`, the budget / ballots, and then `steps` of add1. `tried`:
    one more than `steps` where the next outcome was over the budget and dropped."""

    KIND = "endowment"
    first: Fraction
    steps: int
    each: Fraction
    tried: int


def count(
    rule: EqualShares, marks: Marks, purse: Purse, order: Sequence[int], tell: Progress = lambda _step: None
) -> Result:
    """`totals`: votes. `order`: each option's place in the last link of the chain. Without a ballot nothing is bought."""
    votes = marks.totals
    if not marks.ballots:
        return Result(0, 0, votes, (), ())
    links = chain.build(rule.ties, order, cost=purse.costs, votes=votes)
    worth = purse.costs if rule.util == "cost" else (1,) * marks.options
    market = Market(Electorate(marks, purse.costs), worth, links)
    first, steps, tried, step = Fraction(purse.budget) / marks.ballots, 0, 0, Fraction(0)
    fill: Fill | None = None
    for part in rule.complete:
        match part:
            case Add1():
                (steps, tried), step = _steps(market, first, part, purse.budget, tell), part.step
            case Fill():
                fill = part
    endowment = first + steps * step
    shared, ties = market.buy(endowment, purse.budget)
    rounds = [Endowment(first, steps, endowment, tried), *shared]
    winners = [each.option for each in shared]
    if fill:
        left = shared[-1].left if shared else purse.budget
        others = [option for option in range(marks.options) if option not in winners and votes[option] >= fill.least]
        turns, more = spend(others, votes, purse.costs, left, links, begin=len(shared))
        rounds, ties = [*rounds, *turns], [*ties, *more]
        winners.extend(turn.option for turn in turns if turn.bought)
    told = tuple(replace(tie, elected=sum(option in winners for option in tie.options)) for tie in ties)
    return Result(marks.ballots, marks.blanks, votes, tuple(winners), told, tuple(rounds))


def usual_step(budget: Money, ballots: int) -> int:
    """The step where nobody chose one: a hundredth of the first endowment without its fraction, and at least 1. The
    smallest unit would take hundreds of thousands of runs in a currency with large numbers."""
    return max(1, int(Fraction(budget) / ballots / 100)) if ballots else 1


def _steps(market: Market, first: Fraction, rule: Add1, budget: Money, tell: Progress) -> tuple[int, int]:
    """How often the step is added, and how often it was tried. Ends at the latest when all that has a vote is bought, or
    would be."""
    costs, needs = market.electorate.costs, market.electorate.needs
    supported = np.array(market.electorate.votes) > 0

    def surely_goes_on(run: Run) -> bool:
        """Even all that is still open would not overspend, and something is left out that keeps add1 going."""
        out = supported & ~run.open
        out[run.bought] = False
        left = float(budget) * (1 - MARGIN) - float(needs[supported & ~out].sum())
        return left > 0 and bool((needs[out] < (left if rule.stop == "exhaustive" else inf)).any())

    start, steps = EvenStart(market), 0
    while True:
        tell(steps)
        endowment = first + steps * rule.step
        try:
            bought = market.outcome(endowment, start, surely_goes_on)
        except Unsure:
            bought = [each.option for each in market.buy(endowment, budget)[0]]
        if bought is not None:
            left = budget - sum(costs[option] for option in bought)
            others = set(supported.nonzero()[0].tolist()).difference(bought)
            if left < 0:
                return steps - 1, steps
            if not others or (rule.stop == "exhaustive" and all(costs[option] > left for option in others)):
                return steps, steps
        steps += 1
