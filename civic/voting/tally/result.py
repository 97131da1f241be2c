"""What a count says, whatever the method; and how equal votes end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Tie:
    """Equal votes where the order mattered. `options`: positions in the order that the lot gave them; the first
    `elected` of them are among the winners. Decisive: somebody stayed out by lot."""

    options: tuple[int, ...]
    elected: int
    by: str = "lot"

    @property
    def decisive(self) -> bool:
        return self.elected < len(self.options)


@dataclass(frozen=True)
class Result:
    """`ballots`: all that were counted, the blank ones too. `totals`: votes of each option by position. `winners`:
    positions, best first; fewer than the seats where fewer options have a vote. `ties`: each use of a tie-break."""

    ballots: int
    blanks: int
    totals: tuple[int, ...]
    winners: tuple[int, ...]
    ties: tuple[Tie, ...]


def by_votes(ballots: Iterable[Iterable[int]], options: int, most: int, seats: int, lot: Sequence[int]) -> Result:
    """Most votes first; equal votes by the lot. An option without a vote never wins.

    `ballots`: each the positions that one child chose. `lot`: each option's place in the lot order. Raises ValueError
    for a ballot that the method does not allow: what came through an honest box never does.
    """
    totals, counted, blanks = [0] * options, 0, 0
    for ballot in ballots:
        chosen = tuple(ballot)
        if len(set(chosen)) < len(chosen) or len(chosen) > most or not all(0 <= option < options for option in chosen):
            raise ValueError("a ballot that the method does not allow")
        counted += 1
        blanks += not chosen
        for option in chosen:
            totals[option] += 1
    if sorted(lot) != list(range(options)):
        raise ValueError("the lot gives each option a place of its own")

    winners: list[int] = []
    ties: list[Tie] = []
    ranked = sorted((o for o in range(options) if totals[o]), key=lambda option: (-totals[option], lot[option]))
    for _votes, equals in groupby(ranked, key=lambda option: totals[option]):
        group = tuple(equals)
        elected = min(len(group), seats - len(winners))
        if not elected:
            break
        if len(group) > 1:
            ties.append(Tie(group, elected))
        winners.extend(group[:elected])
    return Result(counted, blanks, tuple(totals), tuple(winners), tuple(ties))
