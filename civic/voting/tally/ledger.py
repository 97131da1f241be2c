"""The exact side of Equal Shares: whole numbers over one denominator, for the little that floats leave open.

A voter who is not yet broke has paid the full price of everything bought that was on the ballot. So the exact money of
any crowd is whole-number counts times a few prices.
"""

from fractions import Fraction
from math import lcm

import numpy as np

from civic.voting.tally.greedy import Money
from civic.voting.tally.marks import rows
from civic.voting.tally.purses import Bid, Electorate, Purses


class ExactPurses(Purses):
    """Purses that can always tell. `prices`: what each friend paid for what is bought, in parts of the denominator."""

    def __init__(self, electorate: Electorate, endowment: Fraction):
        super().__init__(electorate, endowment)
        self.denominator = lcm(electorate.denominator, endowment.denominator)
        self.start = endowment.numerator * (self.denominator // endowment.denominator)
        self.prices: dict[int, int] = {}
        self._price = 0

    def price(self, bid: Bid) -> Fraction | None:
        if bid.even:
            return super().price(bid)
        money, _counts = self._purses(bid.option, exactly=True)
        friends = self.friends[bid.option]
        poor = (money < bid.low - self.margin).nonzero()[0] if bid.poor is None else bid.poor
        need = self._parts(self.all.costs[bid.option]) - self._worth(friends[poor])
        payers = int(self.crowds[bid.option]) - int(self.all.weights[friends[poor]].sum())
        if bid.poor is None:
            doubtful = (money >= bid.low - self.margin) & (money <= bid.high + self.margin)
            for purse, count in self._different(friends[doubtful]):
                if need <= purse * payers:
                    break
                need, payers = need - purse * count, payers - count
        return Fraction(need, self.denominator * payers) if payers else None

    def charge(self, bid: Bid, price: Fraction) -> int:
        """Friends pay the exact price or all they have; returns how many gave all."""
        scale = lcm(self.denominator, price.denominator) // self.denominator
        self.denominator, self.start = self.denominator * scale, self.start * scale
        self.prices = {option: each * scale for option, each in self.prices.items()}
        money, counts = self._purses(bid.option, exactly=True)
        friends, paid, broke = self.friends[bid.option], self._parts(price), bid.poor
        if broke is None:
            less = (money <= float(price) + self.margin).nonzero()[0]
            poor = money[less] < float(price) - self.margin
            poor[~poor] = [purse <= paid for purse in self._exact(friends[less[~poor]])]
            broke = less[poor]
        count = int(counts[broke].sum())
        gone = self.all.holders(friends[broke])
        self._take(bid.option, float(price), broke)
        self.crowds -= gone
        self.prices[bid.option] = paid
        return count

    def _worth(self, groups: np.ndarray) -> int:
        """All the money of these groups, none of them broke."""
        if not len(groups):
            return 0
        counts = self.all.holders(groups)
        spent = sum(int(counts[option]) * price for option, price in self.prices.items())
        return int(self.all.weights[groups].sum()) * self.start - spent

    def _different(self, groups: np.ndarray) -> list[tuple[int, int]]:
        """The different purses among these groups, the smallest first, and how many voters have each."""
        found: dict[int, int] = {}
        for purse, count in zip(self._exact(groups), self.all.weights[groups].tolist(), strict=True):
            found[purse] = found.get(purse, 0) + int(count)
        return sorted(found.items())

    def _exact(self, groups: np.ndarray) -> list[int]:
        """The purse of each of these groups, none of them broke: the start less the prices of what they hold."""
        if not len(groups) or not self.prices:
            return [self.start] * len(groups)
        grouped, bought = self.all.grouped, list(self.prices)
        column = np.full(grouped.options, -1)
        column[bought] = np.arange(len(bought))
        held = column[grouped.marks[rows(grouped.starts, grouped.lengths, groups)]]
        paid = np.zeros((len(groups), len(bought)), bool)
        paid[np.repeat(np.arange(len(groups)), grouped.lengths[groups])[held >= 0], held[held >= 0]] = True
        kinds, kind = np.unique(np.packbits(paid, axis=1), axis=0, return_inverse=True)
        prices = list(self.prices.values())
        purses = [
            self.start - sum(prices[each] for each in np.flatnonzero(bits))
            for bits in np.unpackbits(kinds, axis=1, count=len(bought))
        ]
        return [purses[each] for each in kind.reshape(-1)]

    def _parts(self, money: Money) -> int:
        return money.numerator * (self.denominator // money.denominator)
