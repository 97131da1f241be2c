"""What a count says, whatever the method; and how equal votes end."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any


@dataclass(frozen=True)
class Tie:
    """Equals where the order mattered. `options`: positions in the order that the tie-break gave them; `elected` of
    them are among the winners, in a count by votes the first so many. Decisive: somebody stayed out by it.
    `by`: the link of the chain that chose. `round`: from 1, or None in a count without rounds."""

    options: tuple[int, ...]
    elected: int
    by: str = "lot"
    round: int | None = None

    @property
    def decisive(self) -> bool:
        return self.elected < len(self.options)


@dataclass(frozen=True)
class Result:
    """`ballots`: all that were counted, the blank ones too. `totals`: votes (points, first ranks) of each option by
    position. `winners`: positions, best first or in order of election; fewer than the seats where fewer options have a
    vote. `ties`: each use of a tie-break. `rounds`: what happened, in order, each a frozen dataclass of its method;
    empty where the totals say it all."""

    ballots: int
    blanks: int
    totals: tuple[int | Fraction, ...]
    winners: tuple[int, ...]
    ties: tuple[Tie, ...]
    rounds: tuple[Any, ...] = ()


def elect(
    standing: Sequence[tuple[int, ...]], seats: int, order: Sequence[int], by: str = "lot"
) -> tuple[tuple[int, ...], tuple[Tie, ...]]:
    """Fill the seats from the best standing on; `standing`: for each option its score, then what breaks an equal score.
    What is equal in all of it ends by `order`, the link called `by`. Nobody wins with a score of 0."""
    winners: list[int] = []
    ties: list[Tie] = []
    options = (option for option in range(len(standing)) if standing[option][0])
    ranked = sorted(options, key=lambda option: ([-each for each in standing[option]], order[option]))
    for _standing, equals in groupby(ranked, key=lambda option: standing[option]):
        group = tuple(equals)
        elected = min(len(group), seats - len(winners))
        if not elected:
            break
        if len(group) > 1:
            ties.append(Tie(group, elected, by))
        winners.extend(group[:elected])
    return tuple(winners), tuple(ties)
