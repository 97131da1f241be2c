"""Who is preferred to whom, by how many ballots: all that Schulze's method needs to know, and all that is published."""

import numpy as np

from civic.voting.tally.rankings import Rankings

#: Ballots compared at a time: a piece of every row of the rank table stays in the processor's cache.
PIECE = 1 << 15


def matrix(rankings: Rankings) -> tuple[tuple[int, ...], ...]:
    """`[a][b]`: ballots that rank a before b. An option that a ballot does not name is behind all that it names; equal
    ranks count for neither."""
    ranks, weights, options = rankings.ranks, rankings.weights, rankings.options
    found = np.zeros((options, options), np.int64)
    alike = bool((weights == 1).all())
    for start in range(0, ranks.shape[1], PIECE):
        rows = ranks[:, start : start + PIECE]
        piece = weights[start : start + PIECE]
        for a in range(options):
            for b in range(a):
                for one, other in ((a, b), (b, a)):
                    before = rows[one] < rows[other]
                    found[one, other] += np.count_nonzero(before) if alike else piece[before].sum()
    return tuple(tuple(row) for row in found.tolist())
