"""The letter to whoever takes care of a child: one A4 page with a code of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from civic.core.words import _, day_full
from civic.people.paper import WIDTH, Paper, spoken_to

EDGE = 24.0
LINE = WIDTH - 2 * EDGE


@dataclass(frozen=True)
class Letter:
    """`words` and `url` are the guardian's own, never the child's. `ask` says where people answer questions, `number` is
    the child's in the list of the school that hands the letters out."""

    town: str
    address: str
    until: date
    alias: str
    words: Sequence[str]
    url: str
    ask: str
    number: int | None = None


def print_letters(letters: Sequence[Letter]) -> bytes:
    """A page each, as a PDF. Their PIN is chosen on the screen and never printed."""
    with spoken_to("adult"):
        paper = Paper(_("Letter for families"))
        for each in letters:
            _page(paper, each)
        return paper.finished()


def _page(paper: Paper, letter: Letter) -> None:
    paper.add_page()
    paper.picture("logo", EDGE, 20, 11)
    paper.line_of(letter.town, EDGE + 15, 23.3, LINE - 15 - (27 if letter.number else 0), 13)
    if letter.number:
        paper.line_of(_("List: %(number)s", number=letter.number), EDGE + LINE - 25, 23.3, 25, 13, align="R")
    y = paper.block(_("An invitation for the child you take care of"), EDGE, 41, LINE, 24, bold=True)
    y = paper.block(
        _("Here their name is %(alias)s. Nobody will see their real name.", alias=letter.alias), EDGE, y + 4, LINE, 13
    )
    y = _part(
        paper,
        y,
        _("What is the council?"),
        _("Children of this town propose, talk and vote about what matters to them. The city must answer them."),
    )
    y = _part(
        paper,
        y,
        _("What we ask of you"),
        _("Say yes or no to each permission. You can change it on any day. The child decides too, on their own."),
    )
    y = _part(paper, y, _("How to come in"), "")
    paper.qr(letter.url, EDGE, y + 3, 36)
    beside, width = EDGE + 46, LINE - 46
    y = paper.block(_("Scan the square. Or go to:"), beside, y + 2, width, 13)
    paper.line_of(letter.address, beside, y + 0.5, width, 13, bold=True)
    y = paper.block(_("Then copy these six words:"), beside, y + 8.5, width, 13)
    y = paper.code(letter.words, beside, y + 1.5, width, 15)
    y = paper.block(_("It opens until %(day)s.", day=day_full(letter.until)), EDGE, y + 6, LINE, 13)
    y = paper.block(
        _("Your PIN is not printed. You choose it when you come in. Do not write it here."), EDGE, y + 1, LINE, 13
    )
    paper.rule(EDGE, y + 7, LINE)
    y = paper.block(
        _("Keep this letter. These words are yours alone: they do not open the child's account."),
        EDGE,
        y + 10,
        LINE,
        13,
    )
    paper.block(_("Questions? %(where)s", where=letter.ask), EDGE, y + 2, LINE, 13, bold=True)


def _part(paper: Paper, y: float, heading: str, text: str) -> float:
    y = paper.block(heading, EDGE, y + 7, LINE, 15, bold=True)
    return paper.block(text, EDGE, y + 1, LINE, 13) if text else y
