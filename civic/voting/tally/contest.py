"""What is counted: options, ballots, and what else a method asks about them. Made by a box or by a file's reader."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from civic.voting.tally.marks import Marks
from civic.voting.tally.rankings import Rankings

#: Whole numbers of 64 bits hold votes with five decimals, times five decimals more, of so many ballots.
MOST = 500_000_000


@dataclass(frozen=True, eq=False)
class Purse:
    """The money of a budget poll, in whole currency units or exact fractions of them. `scores`: points by option where
    the ballots give points, else None; `least`: the score below which the city lets nothing win, or None."""

    costs: tuple[int | Fraction, ...]
    budget: int | Fraction
    scores: tuple[int | Fraction, ...] | None = None
    least: Fraction | None = None

    def __post_init__(self) -> None:
        if self.budget <= 0 or min(self.costs, default=1) <= 0:
            raise ValueError("a budget and each cost are above 0")


@dataclass(frozen=True, eq=False)
class Contest:
    """`ids` and `names` by position; `ballots`: Marks, Rankings, or for smileys a table of faces. `seats`, where the
    contest says how many; `withdrawn` before the count; `groups`: each option's group for caps, or None; `entitled`:
    who may vote, for a motion, whose options are yes, no, abstain. `poll`: its name in the lot; `lot_seed`: the lot's seed,
    where the contest says which."""

    ids: tuple[str, ...]
    ballots: Marks | Rankings | np.ndarray
    names: tuple[str, ...] = ()
    seats: int | None = None
    purse: Purse | None = None
    withdrawn: frozenset[int] = field(default=frozenset())
    groups: Sequence[str | None] = ()
    entitled: int | None = None
    poll: str = ""
    lot_seed: str | None = None

    def __post_init__(self) -> None:
        if len(set(self.ids)) < len(self.ids):
            raise ValueError("two options with one id")
        if not isinstance(self.ballots, np.ndarray) and self.ballots.ballots > MOST:
            raise ValueError(f"more than {MOST:,} ballots: too many to be counted exactly")
