"""Approval: each ballot gives one vote to each of up to `most` options; equal votes by the published chain."""

from collections.abc import Sequence

from civic.voting.tally.marks import Marks
from civic.voting.tally.result import Result, elect


def count(marks: Marks, most: int, seats: int, order: Sequence[int], by: str = "lot") -> Result:
    """Most votes first; an option without a vote never wins. Equal votes end by `order`, the link called `by`. Raises
    ValueError for a ballot of more than `most`: what came through an honest box never is."""
    if (longest := marks.lengths.max(initial=0)) > most:
        raise ValueError(f"a ballot with {longest} marks, and this rule allows {most}")
    winners, ties = elect([(votes,) for votes in marks.totals], seats, order, by)
    return Result(marks.ballots, marks.blanks, marks.totals, winners, ties)
