"""A custodian's card on paper: one page, printed once, to be folded and kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from civic.core.words import _
from civic.people.paper import WIDTH, Paper, spoken_to

MARGIN = 24.0
#: Words in a row of the frame.
ACROSS = 4


@dataclass(frozen=True)
class Sheet:
    """`number`: 1 to 3; `words`: the twenty of this card."""

    town: str
    question: str
    poll: str
    name: str
    number: int
    words: Sequence[str]


def print_card(sheet: Sheet) -> bytes:
    """The page as a PDF."""
    with spoken_to("adult"):
        paper = Paper(_("Card of a custodian"))
        paper.add_page()
        width = WIDTH - 2 * MARGIN
        paper.picture("key", MARGIN, 22, 16)
        paper.line_of(_("Card %(number)s of 3", number=sheet.number), MARGIN + 22, 23, width - 22, 22, bold=True)
        paper.line_of(_("of the key of a ballot box"), MARGIN + 22, 33, width - 22, 13)
        at = paper.block(sheet.name, MARGIN, 48, width, 15, bold=True)
        at = paper.block(sheet.town, MARGIN, at + 1, width, 12)
        at = paper.block(sheet.question, MARGIN, at + 5, width, 15, bold=True)
        at = paper.block(_("Vote %(poll)s", poll=sheet.poll), MARGIN, at + 1, width, 9)
        at = _words(paper, sheet.words, at + 6, width)
        for sentence in (
            _(
                "Keep it folded, where nobody else can read it. Do not take a picture of it and do not type it anywhere else."
            ),
            _("It takes two of the three cards to open the box. This one alone tells nothing and opens nothing."),
            _(
                "When the vote has closed, come with it. You copy the words yourself; the first four letters of each are enough."
            ),
            _("The words are English because they come from an international list (SLIP-39). Copy them as they are."),
            _(
                "If it is lost, the other two cards open the box. Say so the same day. If two are lost, nobody can count."
            ),
            _("Once the result is certified this card opens nothing any more. Tear it up."),
        ):
            at = paper.block(sentence, MARGIN, at + 5, width, 12)
        return paper.finished()


def _words(paper: Paper, words: Sequence[str], top: float, width: float) -> float:
    """Numbered in a frame, row by row; answers where it ends."""
    column, tall = width / ACROSS, 11.0
    rows = -(-len(words) // ACROSS)
    paper.set_line_width(0.4)
    paper.rect(MARGIN, top, width, rows * tall + 4, style="D", round_corners=True, corner_radius=2.5)
    for place, word in enumerate(words):
        x, y = MARGIN + 3 + place % ACROSS * column, top + 4.5 + place // ACROSS * tall
        paper.line_of(f"{place + 1}.", x, y + 1, 7, 9)
        paper.line_of(word, x + 7, y, column - 10, 14, bold=True)
    return top + rows * tall + 4
