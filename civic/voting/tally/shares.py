"""The Method of Equal Shares: everybody gets the same part of the budget, and the friends of a project share its cost.

D. Peters and M. Skowron, "Proportionality and the limits of welfarism" (EC 2020); D. Peters, G. Pierczyński and
M. Skowron, "Proportional participatory budgeting with additive utilities" (NeurIPS 2021). In each round the project is
bought whose friends pay least for each unit of its worth, where each of them pays the same, or all that is left to them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf

import numpy as np

from civic.voting.tally.chain import Chain
from civic.voting.tally.greedy import Money
from civic.voting.tally.ledger import ExactPurses
from civic.voting.tally.purses import MARGIN, ULPS, Bid, Electorate, Purses
from civic.voting.tally.result import Tie

#: Is enough known of a run that is on its way?
Enough = Callable[["Run"], bool]
#: Two options whose lower bounds are closer than this are looked at closely at once.
CLOSE = 1e-6


@dataclass(frozen=True)
class Shared:
    """Each of the `friends` who still had money paid `price`; of them `broke` had less and gave it all. `left`: of the
    budget, after it."""

    KIND = "shared"
    option: int
    price: Fraction
    friends: int
    broke: int
    cost: Money
    left: Money


@dataclass(frozen=True)
class Market:
    """What is sold, to whom, and how equals are told apart. `worth`: of each option to a friend."""

    electorate: Electorate
    worth: Sequence[Money]
    links: Chain

    def buy(self, endowment: Fraction, budget: Money) -> tuple[list[Shared], list[Tie]]:
        """One run, exactly. A tie's `elected` is yet to be told. `left` may fall below 0 where the endowments are more
        than the budget."""
        run = Run(self, ExactPurses(self.electorate, endowment))
        rounds: list[Shared] = []
        ties: list[Tie] = []
        left = budget
        while (found := run.next()) is not None:
            bid, equals = found
            if len(equals) > 1:
                ties.append(Tie(tuple(self.links.order(equals)), 0, self.links.first(equals)[1], len(rounds) + 1))
            price, friends = run.purses.price(bid), int(run.purses.crowds[bid.option])
            broke = run.purses.charge(bid, price)
            left -= self.electorate.costs[bid.option]
            rounds.append(Shared(bid.option, price, friends, broke, self.electorate.costs[bid.option], left))
        return rounds, ties

    def outcome(self, endowment: Fraction, start: "EvenStart", enough: Enough = lambda _run: False) -> list[int] | None:
        """What a run buys, in order, without the exact prices; None when `enough`, asked before each round, is known.
        Raises Unsure where floats cannot tell."""
        start.reach(endowment)
        run = Run(self, Purses(self.electorate, endowment, start.spent), start.bought)
        while not enough(run):
            if (found := run.next()) is None:
                return run.bought
            run.purses.pay(found[0])
        return None


class EvenStart:
    """The first purchases of every run with at least some endowment: while all friends of the cheapest can pay alike,
    each pays cost / friends, whatever the endowment. For runs with ever more."""

    def __init__(self, market: Market):
        self._all, votes = market.electorate, market.electorate.votes
        prices = {
            option: Fraction(cost) / votes[option] for option, cost in enumerate(self._all.costs) if votes[option]
        }
        self._next = sorted(prices, key=lambda each: (prices[each] / market.worth[each], market.links.key(each)))[::-1]
        self._price = {option: float(price) for option, price in prices.items()}
        self.bought: list[int] = []
        self.spent = np.zeros(len(self._all.weights))

    def reach(self, endowment: Fraction) -> None:
        while self._next:
            option = self._next[-1]
            friends, price = self._all.friends[option], self._price[option]
            if self.spent[friends].max() + price >= float(endowment) * (1 - 4 * MARGIN):
                break
            self.spent[friends] += price
            self.bought.append(self._next.pop())


class Run:
    """One run on its way. `open`: what has a vote, is not bought and not surely too dear for good."""

    def __init__(self, market: Market, purses: Purses, bought: Sequence[int] = ()):
        self.market, self.purses, self.bought = market, purses, list(bought)
        self.worth = np.array([float(each) for each in market.worth])
        self.open = np.array(market.electorate.votes) > 0
        self.open[self.bought] = False
        self.close()

    def close(self) -> np.ndarray:
        """Close what is surely too dear; what the others cost their friends at least."""
        prices = self.purses.at_least()
        self.open &= prices < inf
        return prices

    def next(self) -> tuple[Bid, list[int]] | None:
        """What is bought now, and all that it was equal to; None when everything left is too dear."""
        bids = self._cheapest()
        if len(bids) == 1 and bids[0].high < inf:
            chosen, equals = bids[0], [bids[0].option]
        else:
            prices = {bid.option: self.purses.price(bid) for bid in bids}
            rates = {option: price / self.market.worth[option] for option, price in prices.items() if price is not None}
            if not rates:
                return None
            equals = [option for option, rate in rates.items() if rate == min(rates.values())]
            first = self.market.links.first(equals)[0]
            chosen = next(bid for bid in bids if bid.option == first)
        self.open[chosen.option] = False
        self.bought.append(chosen.option)
        return chosen, equals

    def _cheapest(self) -> list[Bid]:
        """All that may be the next: every other one surely costs its friends more. Nothing when all is too dear."""
        prices = self.close()
        rates = np.where(self.open, prices / self.worth * (1 - ULPS), inf)
        order = np.argsort(rates)
        enough, at = inf, 0
        near: list[int] = []
        while True:
            for option in order[at:].tolist():
                if rates[option] > enough or rates[option] == inf:
                    break
                at += 1
                low = self.purses.low(option, enough * self.worth[option] * (1 + ULPS))
                self.open[option] = low < inf
                rates[option] = low / self.worth[option] * (1 - ULPS)
                enough = min(enough, rates[option] * (1 + CLOSE))
                near.append(option)
            near = [option for option in near if rates[option] <= enough and self.open[option]]
            bids = [self.purses.bid(option, rates[option] * self.worth[option]) for option in near]
            best = min((bid.high / self.worth[bid.option] * (1 + ULPS) for bid in bids), default=inf)
            if best <= enough or not near:
                return [bid for bid in bids if rates[bid.option] <= best]
            enough = best  # a purse is nearly empty or nearly full: take in whatever might still be before it
