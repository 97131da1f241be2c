"""Ballots of ticks in bulk: which options each of them holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from civic.voting.tally.grouping import group

MOST_OPTIONS = 10_000
#: Packed ballots are opened in pieces of this many, so that no table of all ballots by all options ever stands.
PIECE = 1 << 16


@dataclass(frozen=True, eq=False)
class Marks:
    """Ballot b was cast `weights[b]` times and holds `marks[starts[b]:starts[b + 1]]`, ascending and each once.

    `starts`: int64, one more than ballots; `marks`: int16, positions below `options`; `weights`: int64.
    """

    options: int
    starts: np.ndarray
    marks: np.ndarray
    weights: np.ndarray

    @classmethod
    def of(cls, options: int, ballots: Iterable[Iterable[int]], weights: Sequence[int] | None = None) -> "Marks":
        """Raises ValueError for a mark twice or on no option."""
        if options > MOST_OPTIONS:
            raise ValueError(f"{options:,} options, and at most {MOST_OPTIONS:,} can be counted")
        rows = [sorted(ballot) for ballot in ballots]
        for row in rows:
            if len(set(row)) < len(row) or not all(0 <= mark < options for mark in row):
                raise ValueError("a ballot marks each option at most once, and no other")
        lengths = np.fromiter(map(len, rows), np.int64, len(rows))
        flat = np.fromiter((mark for row in rows for mark in row), np.int16, int(lengths.sum()))
        return cls(options, _starts(lengths), flat, _weights(weights, len(rows)))

    @classmethod
    def unpacked(cls, options: int, packed: np.ndarray) -> "Marks":
        """From ballots as `ballots.pack` writes ticks: uint8, a row for each ballot, the first option in the lowest bit
        of the first byte. Raises ValueError for a bit beyond the options."""
        lengths, flat = np.zeros(len(packed), np.int64), []
        for start in range(0, len(packed), PIECE):
            bits = np.unpackbits(packed[start : start + PIECE], axis=1, bitorder="little")
            if bits[:, options:].any():
                raise ValueError("a ballot marks each option at most once, and no other")
            rows, columns = np.nonzero(bits)
            lengths[start : start + PIECE] = np.bincount(rows, minlength=len(bits))
            flat.append(columns.astype(np.int16))
        return cls(
            options, _starts(lengths), np.concatenate([*flat, np.empty(0, np.int16)]), _weights(None, len(packed))
        )

    @cached_property
    def ballots(self) -> int:
        return int(self.weights.sum())

    @cached_property
    def lengths(self) -> np.ndarray:
        return np.diff(self.starts)

    @property
    def blanks(self) -> int:
        return int(self.weights[self.lengths == 0].sum())

    @cached_property
    def totals(self) -> tuple[int, ...]:
        """Votes of each option."""
        if (self.weights == 1).all():
            return tuple(np.bincount(self.marks, minlength=self.options).tolist())
        votes = np.bincount(self.marks, np.repeat(self.weights, self.lengths), self.options)
        return tuple(int(each) for each in votes)  # exact: floats are whole below 2**53

    def grouped(self) -> "Marks":
        """The same contest with each different ballot once; blank ones together at the end."""
        held = np.flatnonzero(self.lengths)
        starts, lengths = self.starts[held], self.lengths[held]

        def keys(factors: np.ndarray) -> np.ndarray:
            return np.add.reduceat(factors[self.marks], starts) if len(held) else np.empty(0, np.uint64)

        def same(one: np.ndarray, other: np.ndarray) -> bool:
            if not (lengths[one] == lengths[other]).all():
                return False
            return bool((self.marks[rows(starts, lengths, one)] == self.marks[rows(starts, lengths, other)]).all())

        order, first = group(keys, same, self.options)
        kept = held[order[first]]
        weights = np.add.reduceat(self.weights[held[order]], first) if len(first) else np.empty(0, np.int64)
        flat = self.marks[rows(self.starts, self.lengths, kept)]
        lengths_kept = self.lengths[kept]
        if self.blanks:
            weights, lengths_kept = np.append(weights, self.blanks), np.append(lengths_kept, 0)
        return Marks(self.options, _starts(lengths_kept), flat, weights)

    def supporters(self) -> tuple[np.ndarray, np.ndarray]:
        """The transposed table: `who[where[o]:where[o + 1]]` are the ballots that hold option o, ascending (int32)."""
        who = np.repeat(np.arange(len(self.weights), dtype=np.int32), self.lengths)
        where = _starts(np.bincount(self.marks, minlength=self.options))
        return where, who[np.argsort(self.marks, kind="stable")]


def rows(starts: np.ndarray, lengths: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """The places in a flat table of the rows `chosen`, one after another."""
    counts = lengths[chosen]
    ends = np.cumsum(counts)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts[chosen] - ends + counts, counts)


def _starts(lengths: np.ndarray) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def _weights(weights: Sequence[int] | None, ballots: int) -> np.ndarray:
    return np.ones(ballots, np.int64) if weights is None else np.asarray(weights, np.int64)
