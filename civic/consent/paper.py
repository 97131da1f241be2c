"""The consent form on paper, for whoever would rather not, or cannot, decide on a screen (SG-08)."""

from collections.abc import Sequence
from dataclasses import dataclass

from civic.core.words import _
from civic.people.paper import WIDTH, Paper, spoken_to

EDGE = 22.0
LINE = WIDTH - 2 * EDGE


@dataclass(frozen=True)
class Form:
    """`purposes` are the sentences somebody may say yes or no to, `version` the mark of their text."""

    town: str
    alias: str
    purposes: Sequence[str]
    version: str
    term: str
    give_back: str
    notice: str


def print_forms(forms: Sequence[Form]) -> bytes:
    """An A4 page for each, as a PDF: two empty boxes for each purpose, and no name of a child."""
    with spoken_to("adult"):
        paper = Paper(_("Permission form"))
        for form in forms:
            _page(paper, form)
        return paper.finished()


def _page(paper: Paper, form: Form) -> None:
    paper.add_page()
    paper.picture("logo", EDGE, 16, 9)
    paper.line_of(form.town, EDGE + 12.5, 18.2, LINE - 12.5, 12)
    y = paper.block(_("Your permission"), EDGE, 32, LINE, 24, bold=True)
    y = paper.block(_("For %(alias)s. Please do not write the child's name.", alias=form.alias), EDGE, y + 2, LINE, 13)
    y = paper.block(
        _("Mark yes or no in each row. They can take part with the first yes alone."), EDGE, y + 1.5, LINE, 13
    )
    y += 5
    for purpose in form.purposes:
        paper.rule(EDGE, y, LINE)
        end = paper.block(purpose, EDGE, y + 5.5, LINE - 52, 13)
        _box(paper, _("Yes"), EDGE + LINE - 46, y + 5)
        _box(paper, _("No"), EDGE + LINE - 20, y + 5)
        y = max(end + 5, y + 18)
    paper.rule(EDGE, y, LINE)
    y = paper.block(
        _("Term: %(term)s. Text: %(version)s.", term=form.term, version=form.version), EDGE, y + 4, LINE, 10.5
    )
    y = paper.block(_("What we keep"), EDGE, y + 6, LINE, 13, bold=True)
    y = paper.block(
        _("We keep the nickname, month and year of birth, and these answers. You can change them on any day."),
        EDGE,
        y + 1,
        LINE,
        12,
    )
    y = paper.block(_("The whole notice: %(where)s", where=form.notice), EDGE, y + 1, LINE, 12)
    paper.rule(EDGE, y + 25, LINE * 0.6)
    paper.block(_("Signature of who takes care of the child"), EDGE, y + 27, LINE * 0.6, 10.5)
    paper.rule(EDGE + LINE * 0.68, y + 25, LINE * 0.32)
    paper.block(_("Date"), EDGE + LINE * 0.68, y + 27, LINE * 0.32, 10.5)
    paper.block(_("Please give it back to: %(where)s", where=form.give_back), EDGE, y + 39, LINE, 13, bold=True)


def _box(paper: Paper, says: str, x: float, y: float) -> None:
    paper.set_line_width(0.5)
    paper.rect(x, y, 8, 8, style="D", round_corners=True, corner_radius=1.2)
    paper.line_of(says, x + 10.5, y + 1.2, 10, 13, bold=True)
