"""Ranked ballots in bulk: the rank that each of them gives to each option."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

#: The rank of an option that a ballot does not name: behind all ranks.
UNRANKED = 127


@dataclass(frozen=True, eq=False)
class Rankings:
    """`ranks`: int8, a row for each option and a column for each ballot; 1 is the best rank, then 2 without a gap, or
    UNRANKED. Two options may share a rank. `weights`: int64, how often each ballot was cast."""

    ranks: np.ndarray
    weights: np.ndarray

    @classmethod
    def of(
        cls, options: int, ballots: Iterable[Iterable[int | Iterable[int]]], weights: Sequence[int] | None = None
    ) -> "Rankings":
        """Each ballot from the best on; several options in one place share it. Raises ValueError for an option twice or
        unknown, or more options than a rank table holds."""
        if not 0 < options < UNRANKED:
            raise ValueError(f"a ranked contest has 1 to {UNRANKED - 1} options, not {options}")
        columns = []
        for ballot in ballots:
            column = [UNRANKED] * options
            for rank, place in enumerate(ballot, 1):
                for option in (place,) if isinstance(place, int) else place:
                    if not 0 <= option < options or column[option] != UNRANKED:
                        raise ValueError("a ballot ranks each option at most once, and no other")
                    column[option] = rank
            columns.append(column)
        ranks = np.array(columns, np.int8).reshape(len(columns), options).T
        given = np.ones(len(columns), np.int64) if weights is None else np.asarray(weights, np.int64)
        return cls(np.ascontiguousarray(ranks), given)

    @property
    def options(self) -> int:
        return len(self.ranks)

    @cached_property
    def ballots(self) -> int:
        return int(self.weights.sum())

    @cached_property
    def blanks(self) -> int:
        return int(self.weights[(self.ranks == UNRANKED).all(axis=0)].sum())

    @cached_property
    def first_ranks(self) -> tuple[int, ...]:
        """Ballots that put each option alone or together with others in the first place."""
        return tuple(int(self.weights[row == 1].sum()) for row in self.ranks)

    def without(self, withdrawn: Iterable[int]) -> "Rankings":
        """As if these options had not been on the ballot: those behind them move up."""
        gone = sorted(set(withdrawn))
        if not gone:
            return self
        ranks = self.ranks.copy()
        ranks[gone] = UNRANKED
        dense = np.full_like(ranks, UNRANKED)
        step = np.zeros(ranks.shape[1], np.int8)
        for rank in range(1, UNRANKED):
            here = ranks == rank
            named = here.any(axis=0)
            if not named.any() and not (ranks[ranks != UNRANKED] > rank).any():
                break
            step[named] += 1
            dense = np.where(here, step, dense)
        return Rankings(dense, self.weights)

    def orders(self) -> tuple[np.ndarray, np.ndarray]:
        """`order[d, b]`: the option that ballot b has in place d, or -1 from its end on; and which ballots share a rank
        (True), whose order ends before the shared one."""
        order = np.full(self.ranks.shape, -1, np.int8)
        columns = np.arange(self.ranks.shape[1])
        shared = np.full(self.ranks.shape[1], UNRANKED, np.int8)
        for option, row in enumerate(self.ranks):
            named = columns[row != UNRANKED]
            place = row[named] - 1
            taken = order[place, named] >= 0
            shared[named[taken]] = np.minimum(shared[named[taken]], place[taken])
            order[place, named] = option
        equal = shared != UNRANKED
        for depth in range(len(order)):
            order[depth, equal & (shared <= depth)] = -1
        return order, equal
