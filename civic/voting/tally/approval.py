"""Approval: each ballot gives one vote to each of up to `most` options; equal votes by the published lot."""

from collections.abc import Iterable, Sequence

from civic.voting.tally.result import Result, by_votes


def count(ballots: Iterable[Iterable[int]], options: int, *, most: int, seats: int = 1, lot: Sequence[int]) -> Result:
    """`ballots`: the chosen positions of each, or nothing for "none of them". See `by_votes`."""
    return by_votes(ballots, options, most, seats, lot)
