"""Three faces for each option, for those who do not read yet: sad 0, so-so 1, happy 2; no face is no opinion.

Totals, not means: a mean lets win what few looked at. Equal totals: more happy faces, fewer sad ones, the lot.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from civic.voting.tally.result import Result, elect
from civic.voting.tally.rules import Smileys

SAD, SO_SO, HAPPY = range(3)
NO_FACE = -1


@dataclass(frozen=True)
class Faces:
    """How many of each face each option got, by position."""

    KIND = "faces"
    happy: tuple[int, ...]
    so_so: tuple[int, ...]
    sad: tuple[int, ...]
    none: tuple[int, ...]


def count(rule: Smileys, faces: np.ndarray, seats: int, order: Sequence[int]) -> Result:
    """`faces`: int8, a row for each option and a column for each ballot, NO_FACE to HAPPY. `totals` are points."""
    happy, so_so, sad, none = (
        [int(np.count_nonzero(row == face)) for row in faces] for face in (HAPPY, SO_SO, SAD, NO_FACE)
    )
    ballots, options = faces.shape[1], range(len(faces))
    if any(happy[option] + so_so[option] + sad[option] + none[option] != ballots for option in options):
        raise ValueError("a face that is none")
    points = [2 * happy[option] + so_so[option] for option in options]
    signs = {"happy>": happy, "sad<": [-each for each in sad]}
    standing = [(points[option], *(signs[link][option] for link in rule.ties[:-1])) for option in options]
    winners, ties = elect(standing, seats, order, rule.ties[-1])
    blanks = int(np.count_nonzero((faces == NO_FACE).all(axis=0)))
    told = Faces(*map(tuple, (happy, so_so, sad, none)))
    return Result(ballots, blanks, tuple(points), winners, ties, (told,))
