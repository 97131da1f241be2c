"""Phragmén's sequential rule for budgets: everybody earns at one pace, and friends of a project buy it when they can.

M. Brill, R. Freeman, S. Janson, M. Lackner, "Phragmén's voting methods and justified representation" (AAAI 2017, Math.
Programming 2024), with costs as M. Los, Z. Christoff and D. Grossi (IJCAI 2022). After buying, the purses of its friends
are empty. Told by time: a voter's load is the moment at which the purse was last emptied. The count stops as soon as
any of those bought next would overspend; what costs more than the whole budget is left out first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf, lcm

import numpy as np

from civic.voting.tally import chain
from civic.voting.tally.contest import Purse
from civic.voting.tally.greedy import Money
from civic.voting.tally.marks import Marks
from civic.voting.tally.result import Result, Tie
from civic.voting.tally.rules import Phragmen

#: Floats only sort out what surely comes later; each has an error far below this part of the latest moment.
MARGIN = 1e-9


@dataclass(frozen=True)
class Emptied:
    """`option` is bought at moment `load`: what each voter has earned by then. `left`: of the budget, after it."""

    KIND = "phragmen"
    option: int
    load: Fraction
    cost: Money
    left: Money


def count(rule: Phragmen, marks: Marks, purse: Purse, order: Sequence[int]) -> Result:
    votes, left = marks.totals, purse.budget
    links = chain.build(rule.ties, order, cost=purse.costs, votes=votes)
    loads = _Loads(marks, purse.costs)
    running = [option for option in range(marks.options) if votes[option] and purse.costs[option] <= left]
    rounds: list[Emptied] = []
    ties: list[Tie] = []
    while running:
        moment, next_ones = loads.next(running)
        if any(purse.costs[option] > left for option in next_ones):
            break
        option, by = links.first(next_ones)
        if len(next_ones) > 1:
            ties.append(Tie(tuple(links.order(next_ones)), 0, by, len(rounds) + 1))
        left -= purse.costs[option]
        rounds.append(Emptied(option, moment, purse.costs[option], left))
        loads.empty(option, moment)
        running.remove(option)
    winners = tuple(each.option for each in rounds)
    told = tuple(Tie(tie.options, sum(each in winners for each in tie.options), tie.by, tie.round) for tie in ties)
    return Result(marks.ballots, marks.blanks, votes, winners, told, tuple(rounds))


class _Loads:
    """The moment at which each group of identical ballots last paid: one of the few moments of buying so far."""

    def __init__(self, marks: Marks, costs: Sequence[Money]):
        grouped = marks.grouped()
        self.where, self.who = grouped.supporters()
        self.weights = grouped.weights.astype(float)
        self.costs, self.votes = costs, grouped.totals
        self.level = np.zeros(len(self.weights), np.int32)
        self.load = np.zeros(len(self.weights))
        self.denominator = lcm(1, *(Fraction(cost).denominator for cost in costs))
        self.moments = [0]  # whole numbers of 1 / denominator
        # Loads only grow, so what an option's moment once was it never falls below.
        self.soonest = [0.0] * marks.options

    def next(self, running: Sequence[int]) -> tuple[Fraction, list[int]]:
        """The earliest moment at which one of these can be bought, and all that can be then."""
        best, near = inf, []
        for option in sorted(running, key=self.soonest.__getitem__):
            if self.soonest[option] * (1 - MARGIN) > best * (1 + MARGIN):
                break
            who = self._who(option)
            owed = float(np.dot(self.load[who], self.weights[who]))
            self.soonest[option] = (owed + float(self.costs[option])) / self.votes[option]
            best = min(best, self.soonest[option])
            near.append(option)
        near = [option for option in near if self.soonest[option] * (1 - MARGIN) <= best * (1 + MARGIN)]
        moments = {option: self._moment(option) for option in near}
        first = min(moments.values())
        return first, [option for option in near if moments[option] == first]

    def empty(self, option: int, moment: Fraction) -> None:
        scale = lcm(self.denominator, moment.denominator) // self.denominator
        self.denominator *= scale
        self.moments = [each * scale for each in self.moments]
        self.moments.append(moment.numerator * (self.denominator // moment.denominator))
        who = self._who(option)
        self.level[who], self.load[who] = len(self.moments) - 1, float(moment)

    def _moment(self, option: int) -> Fraction:
        who = self._who(option)
        counts = np.bincount(self.level[who], self.weights[who]).tolist()  # whole: floats are exact below 2**53
        owed = sum(int(count) * moment for count, moment in zip(counts, self.moments, strict=False) if count)
        return (Fraction(owed, self.denominator) + self.costs[option]) / self.votes[option]

    def _who(self, option: int) -> np.ndarray:
        return self.who[self.where[option] : self.where[option + 1]]
