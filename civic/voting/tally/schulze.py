"""Schulze's method: nobody wins who is beaten along a stronger path than leads back.

M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election
method", Social Choice and Welfare 36 (2011). The strength of a link is its winning votes, or its margin.
"""

from dataclasses import dataclass

from civic.voting.tally import chain, pairwise
from civic.voting.tally.rankings import Rankings
from civic.voting.tally.result import Result, Tie
from civic.voting.tally.rules import Schulze

Matrix = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Duels:
    """`preferred[a][b]`: ballots that rank a before b; `paths[a][b]`: the strongest path from a to b, 0 for none;
    `unbeaten`: those whom no stronger path beats."""

    KIND = "duels"
    preferred: Matrix
    paths: Matrix
    unbeaten: tuple[int, ...]


def count(rule: Schulze, rankings: Rankings, order: tuple[int, ...]) -> Result:
    """One winner, or all the unbeaten where the rule breaks no ties. `totals`: first ranks."""
    firsts = rankings.first_ranks
    duels = duel(pairwise.matrix(rankings), rule.strength)
    winners, ties = duels.unbeaten if rankings.blanks < rankings.ballots else (), ()
    if winners and rule.ties != ("none",):
        links = chain.build(rule.ties, order, firsts=firsts)
        winner, by = links.first(winners)
        if len(winners) > 1:
            ties = (Tie(tuple(links.order(winners)), 1, by, 1),)
        winners = (winner,)
    return Result(rankings.ballots, rankings.blanks, firsts, winners, ties, (duels,))


def duel(preferred: Matrix, strength: str = "votes") -> Duels:
    """The widest paths by Floyd and Warshall."""
    options = range(len(preferred))
    paths = [[_link(preferred[a][b], preferred[b][a], strength) for b in options] for a in options]
    for by in options:
        for a in options:
            for b in options:
                if a != b and a != by and b != by:
                    paths[a][b] = max(paths[a][b], min(paths[a][by], paths[by][b]))
    unbeaten = tuple(a for a in options if all(paths[a][b] >= paths[b][a] for b in options))
    return Duels(preferred, tuple(map(tuple, paths)), unbeaten)


def _link(won: int, lost: int, strength: str) -> int:
    return 0 if won <= lost else won if strength == "votes" else won - lost
