"""Paper ballots: two on an A4 sheet or one, big, black on white, to be filled in with a crayon (SG-59).

From the frozen manifest. The options turn from paper to paper, so that over all of them each stands in each place as
often (SG-54). All measures are millimetres.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from civic.core.words import N_, _
from civic.people.paper import HEIGHT, WIDTH, Paper, spoken_to
from civic.voting.ballots import Faces, Ranking, Ticks
from civic.voting.ballots import Paper as Marked
from civic.voting.papers.marks import Number
from civic.voting.turns import rotated

EDGE = 14.0
HALF = HEIGHT / 2
#: What stands above and below the options, and the lowest and highest row.
HEAD, FOOT = 45.0, 14.0
ROW, TALLEST = 14.0, 24.0
BOX = 9.5

FACES = ("face-happy", "face-neutral", "face-sad")


@dataclass(frozen=True)
class Line:
    """An option: its words, the name of its picture and what it costs, in words."""

    title: str
    picture: str
    cost: str = ""


@dataclass(frozen=True)
class Ballots:
    """`lines` in the order of the manifest; `turns`: whether they turn from paper to paper; `how`: what to do, for a
    child; `budget` in words, of a basket."""

    town: str
    question: str
    how: str
    lines: Sequence[Line]
    marked: Marked
    numbers: Sequence[Number]
    turns: bool = True
    budget: str = ""


def print_ballots(ballots: Ballots) -> bytes:
    """The papers as a PDF, each with its number and nothing else of its own."""
    with spoken_to("a"):
        paper = Paper(_("Paper ballots"))
        rows = len(ballots.lines) + _has_none(ballots)
        tall = HALF if rows * ROW <= HALF - HEAD - FOOT - _sum_tall(ballots) else HEIGHT
        for place, number in enumerate(ballots.numbers):
            first = place % 2 == 0 or tall == HEIGHT
            if first:
                paper.add_page()
            else:
                _cut(paper)
            _ballot(paper, ballots, number, 0 if first else HALF, tall)
        return paper.finished()


def _has_none(ballots: Ballots) -> bool:
    return not (isinstance(ballots.marked, Ticks) and ballots.marked.least)


def _sum_tall(ballots: Ballots) -> float:
    return 12.0 if ballots.budget else 0.0


def _cut(paper: Paper) -> None:
    paper.set_draw_color(110)
    paper.set_line_width(0.2)
    paper.set_dash_pattern(1.6, 1.6)
    paper.line(0, HALF, WIDTH, HALF)
    paper.set_dash_pattern()
    paper.set_draw_color(0)


def _ballot(paper: Paper, ballots: Ballots, number: Number, top: float, tall: float) -> None:
    """Where the options do not fit on one page they go on overleaf, under the same number."""
    count = len(ballots.lines)
    order = rotated(count, (number.paper - 1) % count) if ballots.turns else range(count)
    lines = [ballots.lines[position] for position in order]
    if _has_none(ballots):
        lines.append(Line(_("None of them"), "none"))
    fit = int((tall - HEAD - FOOT - _sum_tall(ballots)) // ROW)
    for start in range(0, len(lines), fit):
        if start:
            paper.add_page()
        here = lines[start : start + fit]
        _head(paper, ballots, top)
        points = 15.0 if max(len(line.title) for line in lines) <= 40 else 12.0
        high = min(TALLEST, (tall - HEAD - FOOT - _sum_tall(ballots)) / max(len(here), 2))
        for place, line in enumerate(here):
            none = _has_none(ballots) and start + place == len(lines) - 1
            _row(paper, ballots.marked, line, top + HEAD + place * high, high, points, none)
        if ballots.budget and start + fit >= len(lines):
            _sum(paper, ballots.budget, top + HEAD + len(here) * high)
        _foot(paper, number, top + tall - FOOT)


def _head(paper: Paper, ballots: Ballots, top: float) -> None:
    width = WIDTH - 2 * EDGE
    paper.picture("ballot-box", EDGE, top + 7, 13)
    paper.line_of(ballots.town, EDGE + 17, top + 6.5, width - 17, 9)
    long = len(ballots.question) > 70
    paper.block(ballots.question, EDGE + 17, top + 11, width - 17, 13 if long else 17, bold=True)
    _example(paper, ballots.marked, EDGE, top + 29.5)
    paper.block(ballots.how, EDGE + 36, top + 29.5, width - 36, 14 if len(ballots.how) < 70 else 11.5)


def _example(paper: Paper, marked: Marked, x: float, y: float) -> None:
    """How a mark looks: a cross made with a crayon, a circle around a face, or a number."""
    paper.picture("crayon", x, y, 11)
    if isinstance(marked, Faces):
        paper.picture(FACES[0], x + 19, y + 1.5, 8.5)
        paper.set_line_width(0.9)
        paper.ellipse(x + 16.5, y - 0.6, 13.5, 12.6)
    else:
        _box(paper, x + 18, y + 0.8)
        if isinstance(marked, Ranking):
            paper.line_of("1", x + 18, y + 1.4, BOX, 20, bold=True, align="C")
        else:
            _cross(paper, x + 18, y + 0.8)
    paper.set_line_width(0.3)


def _cross(paper: Paper, x: float, y: float) -> None:
    """By hand: two strokes that go a little over the edge."""
    paper.set_line_width(1.3)
    paper.line(x + 1.2, y + 0.6, x + BOX + 0.4, y + BOX + 0.9)
    paper.line(x + BOX - 0.5, y - 0.8, x + 0.8, y + BOX - 0.2)


def _box(paper: Paper, x: float, y: float) -> None:
    paper.set_line_width(0.7)
    paper.rect(x, y, BOX, BOX, style="D", round_corners=True, corner_radius=1.5)


def _row(paper: Paper, marked: Marked, line: Line, top: float, high: float, points: float, none: bool) -> None:
    """`points`: the size of the letters, one for all the options of a paper."""
    width, middle = WIDTH - 2 * EDGE, top + high / 2
    paper.set_line_width(0.35)
    paper.rect(EDGE, top + 0.8, width, high - 1.6, style="D", round_corners=True, corner_radius=2)
    size = min(13.0, high - 4)
    paper.picture(line.picture, EDGE + 3, middle - size / 2, size)
    faces = isinstance(marked, Faces) and not none
    asked = 48 if faces else 16
    if line.cost:
        paper.line_of(line.cost, WIDTH - EDGE - asked - 47, middle - 2.6, 45, 12, bold=True, align="R")
        asked += 48
    wide = width - size - 8 - asked
    titled(paper, line.title, EDGE + size + 7, middle, wide, points)
    if faces:
        for place, face in enumerate(FACES):
            paper.picture(face, WIDTH - EDGE - 47 + place * 16, middle - 5.5, 11)
    else:
        _box(paper, WIDTH - EDGE - 13, middle - BOX / 2)


def titled(paper: Paper, title: str, x: float, middle: float, width: float, points: float, bold: bool = True) -> None:
    """In one line or two, around the middle."""
    paper.hand(points, bold)
    lines = 1 if paper.get_string_width(title) <= width else 2
    paper.block(title, x, middle - lines * points * 0.24, width, points, bold=bold)


def _sum(paper: Paper, budget: str, top: float) -> None:
    said = _("My basket costs: ____________________ There are %(budget)s.", budget=budget)
    paper.line_of(said, EDGE, top + 3, WIDTH - 2 * EDGE, 12, bold=True, align="R")


def _foot(paper: Paper, number: Number, top: float) -> None:
    width = WIDTH - 2 * EDGE
    paper.line_of(_(SECRET), EDGE, top + 6.6, width - 24, 9)
    paper.line_of(str(number), EDGE, top + 6.6, width, 9, align="R")


SECRET = N_("Nobody knows which paper is yours: you drew it from the bag. Its number is only for counting it twice.")
