"""Identical ballots found by one 64-bit key each; the caller says whether equal keys are equal ballots."""

from collections.abc import Callable

import numpy as np

MASK = (1 << 64) - 1


def group(
    keys: Callable[[np.ndarray], np.ndarray], same: Callable[[np.ndarray, np.ndarray], bool], width: int
) -> tuple[np.ndarray, np.ndarray]:
    """`keys(factors)`: a uint64 for each ballot, made with one factor for each of `width` columns; `same(a, b)`: are
    the ballots `a[i]` and `b[i]` identical for every i? Returns the ballots in an order that puts identical ones
    together, and where in it each group starts. Two different ballots with one key: other factors."""
    salt = 0
    while True:
        key = keys(factors(width, salt))
        order = np.argsort(key, kind="stable")
        key = key[order]
        fresh = np.empty(len(key), bool)
        fresh[:1] = True
        np.not_equal(key[1:], key[:-1], out=fresh[1:])
        again = np.flatnonzero(~fresh)
        if same(order[again], order[again - 1]):
            return order, np.flatnonzero(fresh)
        salt += 1


def factors(width: int, salt: int) -> np.ndarray:
    """Odd 64-bit numbers that look random and are always the same (Vigna's splitmix64)."""
    found = []
    state = salt * 0xD1342543DE82EF95
    for _column in range(width):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        mixed = ((state ^ state >> 30) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ mixed >> 27) * 0x94D049BB133111EB) & MASK
        found.append(mixed ^ mixed >> 31 | 1)
    return np.array(found, np.uint64)
