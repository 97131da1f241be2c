"""Records of ranked ballots as `.csv`: a header `count,rank1,rank2,...`, then how many ballots and whom they rank.

An empty cell or "undervote" is a rank that was skipped: the next moves up. "overvote", several marks in one rank, ends
the ballot there. A name that comes again counts where it came first.
"""

from civic.voting.files.broken import Reading, rows, whole
from civic.voting.tally.contest import Contest
from civic.voting.tally.rankings import Rankings

SKIPPED = {"", "undervote"}
OVERVOTE = "overvote"


def read(name: str, text: str) -> Contest:
    """Ids are the names, in the order of the text."""
    table = rows(name, text, ",")
    ballots, weights = [], []
    with Reading(name) as at:
        at.line, first = next(table, (1, []))
        header = [field.strip() for field in first]
        if len(header) < 2 or header != ["count", *(f"rank{place}" for place in range(1, len(header)))]:
            raise ValueError("the file should begin with count,rank1,rank2,...")
        for at.line, row in table:
            if len(row) > len(header):
                raise ValueError(f"{len(row)} fields, and the header has {len(header)}")
            weights.append(whole(row[0], "the count", 1))
            ballots.append(_ranked(row[1:]))
        at.line = None
        ids = tuple(sorted({option for ballot in ballots for option in ballot}))
        position = {id: place for place, id in enumerate(ids)}
        rankings = Rankings.of(len(ids), [[position[option] for option in ballot] for ballot in ballots], weights)
        return Contest(ids, rankings, ids, poll=name)


def _ranked(cells: list[str]) -> list[str]:
    named: list[str] = []
    for cell in (cell.strip() for cell in cells):
        if cell == OVERVOTE:
            break
        if cell not in SKIPPED and cell not in named:
            named.append(cell)
    return named
