"""Choose one: the option with most votes, even without a majority; equal votes by the published lot."""

from collections.abc import Iterable, Sequence

from civic.voting.tally.result import Result, by_votes


def count(ballots: Iterable[Iterable[int]], options: int, *, seats: int = 1, lot: Sequence[int]) -> Result:
    """`ballots`: the chosen position alone, or nothing for "none of them". See `by_votes`."""
    return by_votes(ballots, options, 1, seats, lot)
