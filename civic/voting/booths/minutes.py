"""What everyone may read of a vote's cards and papers, once it is counted (SG-57), with no group below ten (SG-58).

Pure. Cards and papers of a place are told together: how many were paper, all in all, `who_voted` says (SG-59). Places
where fewer than ten were used are told together; if that is still fewer than ten, the smallest of the others goes with
them, so that no subtraction gives one back. The children who came in by themselves are such a group too: where they are
fewer than ten, a place stays untold with them. Where not every ballot of the poll is told, blank ones too, no cards are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from civic.voting.booths.queries import Sheet
from civic.voting.booths.states import PAPER
from civic.voting.results.plain import K


@dataclass(frozen=True)
class Line:
    """The cards and papers of one place or, with several names, of several. The sums are None where they stay untold.
    `paper`: there are papers among them."""

    places: tuple[str, ...]
    issued: int
    used: int | None
    unused: int | None
    void: int | None
    handed_back: int | None
    paper: bool = False

    @property
    def not_back(self) -> int:
        """Neither used nor handed back: a child kept them."""
        return (self.unused or 0) - (self.handed_back or 0)


@dataclass(frozen=True)
class Minutes:
    """`hurried`: places where cards were used faster than children can. `supported`: places where ten children or more
    voted with help, and how many. `lost`: tablets that were told as lost; `found`: those of them that came back."""

    lines: tuple[Line, ...]
    hurried: tuple[str, ...]
    supported: tuple[tuple[str, int], ...] = ()
    lost: int = 0
    found: int = 0


def minutes(
    sheets: Sequence[Sheet],
    ballots: int | None,
    roll: int,
    supported: Iterable[tuple[str, int]] = (),
    lost: tuple[int, int] = (0, 0),
) -> Minutes:
    """Of a counted vote. Sheets that were never printed are none. `ballots`: all that were counted, None where that is
    not told; `roll`: how many could vote without a card; `lost`: tablets that are, and that were found again."""
    counted = [each for each in sheets if each.used is not None]
    names = sorted({each.place_name for each in counted})
    places = [((name,), [each for each in counted if each.place_name == name]) for name in names]
    few = [place for place in places if _used(place[1]) < K]
    many = sorted((place for place in places if _used(place[1]) >= K), key=lambda place: _used(place[1]))
    by_themselves = (ballots or 0) - _used(counted)
    hidden = by_themselves if roll and by_themselves < K else None
    while (few or hidden is not None) and many and sum(_used(sheets) for _names, sheets in few) + (hidden or 0) < K:
        few.append(many.pop(0))
    told = [_line(*place, told=ballots is not None) for place in sorted(many)]
    if few:
        together = tuple(sorted(name for names, _sheets in few for name in names))
        cards = [each for _names, sheets in few for each in sheets]
        told.append(_line(together, cards, told=ballots is not None and hidden is None and _used(cards) >= K))
    hurried = sorted({each.place_name for each in counted if each.hurried})
    helped = tuple((place, people) for place, people in supported if people >= K)
    return Minutes(tuple(told), tuple(hurried), helped, *lost)


def _used(sheets: list[Sheet]) -> int:
    return sum(each.used or 0 for each in sheets)


def _line(names: tuple[str, ...], sheets: list[Sheet], told: bool) -> Line:
    return Line(
        places=names,
        issued=sum(each.number for each in sheets),
        used=_used(sheets) if told else None,
        unused=sum(each.unused or 0 for each in sheets) if told else None,
        void=sum(each.void or 0 for each in sheets) if told else None,
        handed_back=sum(each.handed_back or 0 for each in sheets) if told else None,
        paper=any(each.door == PAPER for each in sheets),
    )
