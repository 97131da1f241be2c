"""What each voter still has in Equal Shares, in floats that know how wrong they may be.

Money only falls, so what an option once cost its friends it never costs less again; and most options surely cost more
than the cheapest one, so few need a closer look, and fewer still an exact one (ledger.py). Nothing is decided here that
the margins leave open: then it is `Unsure`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf, lcm

import numpy as np

from civic.voting.tally.greedy import Money
from civic.voting.tally.marks import Marks, rows

#: How far a float purse may be from the exact one, in endowments, and the sum of many from the exact sum: what they
#: lose in fact is a thousand times less, and followed step by step where no exact price stands beside it.
MARGIN = 1e-9
#: What one float operation may lose, and a few of them.
ROUNDING = 2.0**-53
ULPS = 1e-14
#: The list of an option's friends is made anew when fewer than this part of them still have money.
STALE = 0.9
#: A purse that floats call empty and exact numbers do not.
NEARLY_BROKE = 1e-30


class Unsure(Exception):
    """Floats alone cannot tell."""


@dataclass(frozen=True, eq=False)
class Bid:
    """What each friend of an option pays who can: between two floats; `high` is inf where all together perhaps cannot.
    `even`: everybody who has money surely can, so the price is cost / friends exactly. `poor`: which in the list of
    friends surely give all that they have while all others surely keep some; None where that is in doubt."""

    option: int
    low: float
    high: float
    even: bool
    poor: np.ndarray | None


class Electorate:
    """Identical ballots as one group; who is for what. Made once for all runs over the same ballots."""

    def __init__(self, marks: Marks, costs: Sequence[Money]):
        self.ballots = marks.ballots
        self.grouped = marks.grouped()
        self.costs = costs
        self.needs = np.array([float(cost) for cost in costs])
        self.votes = self.grouped.totals
        self.longest = int(self.grouped.lengths.max(initial=0))
        self.weights = self.grouped.weights.astype(float)  # whole: exact below 2**53
        where, who = self.grouped.supporters()
        who = who.astype(np.intp)
        self.friends = [who[where[option] : where[option + 1]] for option in range(marks.options)]
        self.counts = [self.weights[each] for each in self.friends]
        self.denominator = lcm(1, *(Fraction(cost).denominator for cost in costs))

    def holders(self, groups: np.ndarray) -> np.ndarray:
        """How many voters of these groups hold each option."""
        grouped = self.grouped
        held = grouped.marks[rows(grouped.starts, grouped.lengths, groups)]
        return np.bincount(held, np.repeat(self.weights[groups], grouped.lengths[groups]), grouped.options)


class Purses:
    """All purses of one run that starts with the same `endowment` for everybody. `spent`: what each group has paid
    already, nobody all that it had."""

    def __init__(self, electorate: Electorate, endowment: Fraction, spent: np.ndarray | float = 0.0):
        self.all = electorate
        self.most = float(endowment) * (1 + ULPS)
        self.margin = max(MARGIN, 8 * ROUNDING * len(electorate.weights)) * self.most
        self.money = np.full(len(electorate.weights), float(endowment)) - spent  # 0 is broke, and exactly so
        self._wrong = np.full(len(electorate.needs), 4 * ROUNDING * self.most)  # at most, each price paid
        self.crowds = np.array(electorate.votes, float)  # friends who are not broke
        self.friends, self.counts = list(electorate.friends), list(electorate.counts)
        self._listed = self.crowds.copy()
        self._known = np.zeros(len(self.crowds))
        self._seen: dict[int, np.ndarray] = {}

    def at_least(self) -> np.ndarray:
        """For each option a price that it surely does not go below; inf where that is more than anybody ever had."""
        with np.errstate(divide="ignore"):
            prices = np.maximum(self._known, self.all.needs / self.crowds * (1 - ULPS))
        return np.where(prices > self.most, inf, prices)

    def low(self, option: int, enough: float) -> float:
        """A closer such price; inf where it is too dear for good. Above `enough` it may be anything up to the price."""
        money, counts = self._purses(option)
        if not self.crowds[option]:
            return inf
        need, crowd = self.all.needs[option] * (1 - ULPS), self.crowds[option]
        known = max(self._known[option], need / crowd)
        found = _level(money, self.margin, counts, self._listed[option], need, known, enough) * (1 - ULPS)
        self._known[option] = max(known, found)
        return float(self._known[option])

    def bid(self, option: int, low: float) -> Bid:
        money, counts = self._purses(option, exactly=True)
        need, crowd = self.all.needs[option] * (1 + ULPS), self.crowds[option]
        if need / crowd + self.margin < money.min():
            return Bid(option, low, need / crowd, True, np.empty(0, np.intp))
        high = _level(money, -self.margin, counts, crowd, need, low) * (1 + ULPS)
        less = (money <= high + self.margin).nonzero()[0]
        sure = len(less) < len(money) and not (money[less] >= low - self.margin).any()
        return Bid(option, low, high, False, less if sure else None)

    def price(self, bid: Bid) -> Fraction | None:
        """The exact price for each friend who can pay it, or None where all of them together cannot."""
        if bid.even:
            return Fraction(self.all.costs[bid.option]) / int(self.crowds[bid.option])
        raise Unsure

    def pay(self, bid: Bid) -> None:
        """Friends pay the price or all they have. The price is wrong by what the purses of those are wrong who give all,
        shared by those who do not; `Unsure` before that is too much."""
        if bid.poor is None:
            raise Unsure
        money, counts = self._purses(bid.option, exactly=True)
        theirs = counts[bid.poor]
        gone = self.all.holders(self.friends[bid.option][bid.poor])
        many, given = float(theirs.sum()), float(theirs.dot(money[bid.poor]))
        payers = self.crowds[bid.option] - many
        sums = len(money) * ROUNDING * self.most
        self._wrong[bid.option] = 4 * ROUNDING * self.most + (float(gone.dot(self._wrong)) + many * sums) / payers
        if np.sort(self._wrong)[-self.all.longest :].sum() > self.margin / 2:
            raise Unsure
        self._take(bid.option, (self.all.needs[bid.option] - given) / payers, bid.poor)
        self.crowds -= gone

    def _take(self, option: int, price: float, broke: np.ndarray) -> None:
        """`broke`: which in the list of friends give all that they have."""
        left = np.maximum(self._purses(option, exactly=True)[0] - price, NEARLY_BROKE)
        left[broke] = 0.0
        self.money[self.friends[option]] = left
        self._seen.clear()

    def _purses(self, option: int, *, exactly: bool = False) -> tuple[np.ndarray, np.ndarray]:
        """Money and numbers of the option's friends; who is broke leaves the list for good, at once or by and by."""
        money = self._seen.get(option)
        if money is None:
            money = self._seen[option] = self.money[self.friends[option]]
        if self.crowds[option] < self._listed[option] * (1 if exactly else STALE):
            has = money.nonzero()[0]
            self.friends[option], self.counts[option] = self.friends[option][has], self.counts[option][has]
            self._listed[option] = self.crowds[option]
            money = self._seen[option] = money[has]
        return money, self.counts[option]


def _level(
    money: np.ndarray, more: float, counts: np.ndarray, crowd: float, need: float, level: float, enough: float = inf
) -> float:
    """The level with sum(counts * min(money + more, level)) = need, from below by Newton's steps; inf where there is
    none. `crowd`: the sum of the counts. `level`: not above it. Above `enough` the search ends below it."""
    poor = -1
    while level <= enough:
        less = (money < level - more).nonzero()[0]
        if len(less) == poor:
            return level
        poor = len(less)
        if poor:
            theirs = counts[less]
            many = float(theirs.sum())
            if many >= crowd:
                return inf
            level = max(level, (need - float(theirs.dot(money[less])) - more * many) / (crowd - many))
        else:
            level = max(level, need / crowd)
    return level
