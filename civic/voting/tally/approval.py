"""Approval: each ballot gives one vote to each of up to `most` options; equal votes by the published lot."""

from collections.abc import Iterable, Sequence

from civic.voting.tally.marks import Marks
from civic.voting.tally.result import Result, by_votes, elect


def count(ballots: Iterable[Iterable[int]], options: int, *, most: int, seats: int = 1, lot: Sequence[int]) -> Result:
    """`ballots`: the chosen positions of each, or nothing for "none of them". See `by_votes`."""
    return by_votes(ballots, options, most, seats, lot)


def count_marks(marks: Marks, most: int, seats: int, order: Sequence[int], by: str = "lot") -> Result:
    """The same for ballots in bulk. Equal votes end by `order`, the link called `by`."""
    if marks.lengths.max(initial=0) > most:
        raise ValueError("a ballot that the method does not allow")
    winners, ties = elect([(votes,) for votes in marks.totals], seats, order, by)
    return Result(marks.ballots, marks.blanks, marks.totals, winners, ties)
