"""Ranked ballots in piles, each with the option that it counts for now: the work on the table of a count in stages."""

from collections.abc import Iterable

import numpy as np

from civic.voting.tally.rankings import Rankings

#: A whole vote. Values are cut to five decimals (SSI 2007/42), so whole numbers of this many parts are exact.
WHOLE = 100_000


class Piles:
    """`totals[option]`: the votes of its pile, in parts of WHOLE. `valid`: ballots whose first rank names one option.
    A ballot's order ends where it ranks two options alike."""

    def __init__(self, rankings: Rankings, withdrawn: Iterable[int] = ()):
        self._order, _equal = rankings.without(withdrawn).orders()
        self._weights = rankings.weights
        self._values = np.full(len(self._weights), WHOLE, np.int64)
        self._depth = np.zeros(len(self._weights), np.int8)
        self._piles: list[np.ndarray] = [np.empty(0, np.int64) for _option in range(rankings.options)]
        self._totals = np.zeros(rankings.options, np.int64)
        self._open = np.ones(rankings.options, bool)
        self._deal(np.arange(len(self._weights)))
        self.valid = int(self._totals.sum()) // WHOLE

    @property
    def totals(self) -> tuple[int, ...]:
        return tuple(self._totals.tolist())

    def close(self, option: int) -> None:
        """No ballot goes to this pile any more."""
        self._open[option] = False

    def pass_on(self, options: Iterable[int]) -> None:
        """Each ballot of these piles goes to the next open pile in its order with the value it has, or to none."""
        ballots = np.concatenate([self._piles[option] for option in options])
        for option in options:
            self._piles[option] = self._piles[option][:0]
            self._totals[option] = 0
        self._deal(ballots)

    def pass_on_surplus(self, option: int, quota: int) -> None:
        """Each ballot goes on with its value times surplus / total, cut to five decimals; the pile keeps the quota."""
        ballots, total = self._piles[option], int(self._totals[option])
        self._values[ballots] = self._values[ballots] * (total - quota) // total
        self.pass_on([option])
        self._totals[option] = quota

    def _deal(self, ballots: np.ndarray) -> None:
        order, depth = self._order, self._depth
        while len(ballots):
            inside = ballots[depth[ballots] < len(order)]
            holds = order[depth[inside], inside]
            inside, holds = inside[holds >= 0], holds[holds >= 0]
            here = self._open[holds]
            found, names = inside[here], holds[here]
            worth = self._values[found] * self._weights[found]
            for option in np.unique(names):
                of_it = names == option
                self._piles[option] = np.concatenate([self._piles[option], found[of_it]])
                self._totals[option] += worth[of_it].sum()
            ballots = inside[~here]
            depth[ballots] += 1
