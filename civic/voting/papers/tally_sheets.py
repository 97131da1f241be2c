"""What the adults of a booth sign: the sheet on which papers are counted before two child observers, and the minutes
(SG-59). Blank, A4, to be filled in with a pen."""

from collections.abc import Sequence
from dataclasses import dataclass

from civic.core.words import N_, _
from civic.people.paper import HEIGHT, WIDTH, Paper
from civic.voting.ballots import Faces, Ranking
from civic.voting.ballots import Paper as Marked
from civic.voting.papers.ballots import Line, titled

EDGE = 16.0
WIDE = WIDTH - 2 * EDGE
#: Lines of options on one page.
FIT = 14


@dataclass(frozen=True)
class Counting:
    """`lines` in the order of the manifest."""

    town: str
    question: str
    lines: Sequence[Line]
    marked: Marked


def print_tally(counting: Counting) -> bytes:
    """A sheet for each place: sums of each option, as two adults count them and two children look on."""
    paper = Paper(_("Tally sheet"))
    columns = _columns(counting)
    lines = list(counting.lines)
    for start in range(0, len(lines), FIT):
        paper.add_page()
        top = _title(paper, counting.town, _("Tally sheet"), counting.question)
        top = _row(paper, "", [_(each) for each in columns], top, 9, head=True)
        for line in lines[start : start + FIT]:
            top = _row(paper, line.title, [""] * len(columns), top, 10, line.picture)
    for words in (N_("None of them"), N_("Spoiled"), N_("Papers in all")):
        top = _row(paper, _(words), [""] * (2 if len(columns) == 2 else 1), top, 10)
    top = paper.block(_(THEN), EDGE, top + 4, WIDE, 10.5)
    _names(paper, top + 4)
    return paper.finished()


THEN = N_("Two adults count, and two children look on. Two people key each paper. Both sums must be as on this sheet.")


def print_minutes(town: str, question: str) -> bytes:
    """The minutes of one booth: what it was given, what came back, and what happened."""
    paper = Paper(_("Minutes of the booth"))
    paper.add_page()
    top = _title(paper, town, _("Minutes of the booth"), question)
    for words in (
        N_("Day, and from when to when"),
        N_("Cards or papers received"),
        N_("Left over in the bag, counted by two people"),
        N_("Put aside, spoiled or torn"),
        N_("Children ticked on the list"),
        N_("Children who voted with help"),
        N_("Who helped, and that they are no teacher, family or official"),
    ):
        top = _row(paper, _(words), [""], top, 12)
    paper.line_of(_("What happened here"), EDGE, top + 4, WIDE, 11, bold=True)
    top += 13
    for _line in range(4):
        paper.rule(EDGE, top, WIDE)
        top += 9
    _names(paper, top)
    return paper.finished()


def _columns(counting: Counting) -> list[str]:
    if isinstance(counting.marked, Faces):
        return [N_("Happy"), N_("So-so"), N_("Sad")]
    if isinstance(counting.marked, Ranking):
        return [N_("First"), N_("Second"), N_("Third")]
    return [N_("Marks, in fives"), N_("Sum")]


def _title(paper: Paper, town: str, title: str, question: str) -> float:
    paper.picture("ballot-box", EDGE, 12, 12)
    paper.line_of(title, EDGE + 16, 11.5, WIDE - 16, 18, bold=True)
    paper.line_of(town, EDGE + 16, 20, WIDE - 16, 10)
    end = paper.block(question, EDGE, 29, WIDE, 13, bold=True)
    for words, x, width in ((N_("Place"), EDGE, 105.0), (N_("Sheets"), EDGE + 115, WIDE - 115)):
        paper.line_of(_(words), x, end + 3, 20, 11)
        paper.rule(x + 20, end + 8, width - 20)
    return end + 12


def _row(
    paper: Paper, label: str, cells: Sequence[str], top: float, high: float, picture: str = "", head: bool = False
) -> float:
    """Returns where it ends."""
    paper.set_line_width(0.25)
    named = 92.0 if len(cells) < 3 else 100.0
    if not head:
        paper.rect(EDGE, top, named, high)
        if picture:
            paper.picture(picture, EDGE + 1.5, top + 1.5, high - 3)
        shift = high if picture else 2.0
        points = 8.5 if picture and len(label) >= 50 else 10.5
        titled(paper, label, EDGE + shift, top + high / 2, named - shift - 2, points, bool(picture))
    rest = WIDE - named
    widths = [rest * 0.72, rest * 0.28] if len(cells) == 2 else [rest / len(cells)] * len(cells)
    x = EDGE + named
    for said, width in zip(cells, widths, strict=True):
        if not head:
            paper.rect(x, top, width, high)
        paper.line_of(said, x + 1, top + high / 2 - 2.3, width - 2, 10, align="C")
        x += width
    return top + high


def _names(paper: Paper, top: float) -> None:
    """Two adults and two children: a name and a line to sign on."""
    top = min(max(top, HEIGHT - 62), HEIGHT - 52)
    half = WIDE / 2 - 4
    for place, words in enumerate(
        (
            N_("Adult who counts"),
            N_("Another adult who counts"),
            N_("Child who looks on"),
            N_("Another child who looks on"),
        )
    ):
        x, y = EDGE + place % 2 * (half + 8), top + place // 2 * 24
        paper.line_of(_(words), x, y, half, 10, bold=True)
        paper.rule(x, y + 15, half)
        paper.line_of(_("Name and signature"), x, y + 16, half, 8)
