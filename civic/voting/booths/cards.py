"""Booth cards on paper: eight on an A4 sheet, to be cut, folded and drawn from a bag. No name is asked for or printed."""

from collections.abc import Sequence
from dataclasses import dataclass

from civic.core.words import _
from civic.people.paper import Paper, spoken_to
from civic.people.paper_cards import ACROSS, DOWN, EDGE, TALL, WIDE, cut_lines


@dataclass(frozen=True)
class Pack:
    """`cards` the six words of each; `address` of the booth as one types it, `url` as its QR codes open it; `serial` of
    their sheet, by which what is left in a bag is counted. `for_tablet`: for a tablet without network, where there is
    nothing to go to."""

    town: str
    question: str
    address: str
    url: str
    cards: Sequence[Sequence[str]]
    serial: int
    for_tablet: bool = False


def print_booth_cards(pack: Pack) -> bytes:
    """The sheets as a PDF."""
    with spoken_to("a"):
        paper = Paper(_("Booth cards"))
        for place, words in enumerate(pack.cards):
            at = place % (ACROSS * DOWN)
            if at == 0:
                paper.add_page()
                cut_lines(paper)
            _card(paper, pack, words, at % ACROSS * WIDE, at // ACROSS * TALL)
        return paper.finished()


def _card(paper: Paper, pack: Pack, words: Sequence[str], left: float, top: float) -> None:
    x, width = left + EDGE, WIDE - 2 * EDGE
    paper.picture("ballot-box", x, top + 4.6, 8)
    paper.line_of(_("My booth card"), x + 10, top + 4.4, width - 10, 12, bold=True)
    paper.line_of(f"{pack.town} · {_('Sheet %(serial)s', serial=pack.serial)}", x + 10, top + 9.4, width - 10, 8.5)
    paper.block(pack.question, x, top + 14.2, width, 11 if len(pack.question) < 90 else 8.5, bold=True)
    paper.qr(f"{pack.url}/{'-'.join(words)}", x, top + 27.5, 21)
    beside, width_beside = x + 27, width - 27
    if pack.for_tablet:
        paper.line_of(_("Show the square"), beside, top + 27.4, width_beside, 10)
        paper.line_of(_("to the tablet of the booth."), beside, top + 32, width_beside, 10, bold=True)
        paper.line_of(_("Or copy these six words."), beside, top + 37.4, width_beside, 10)
    else:
        paper.line_of(_("Scan the square. Or go to:"), beside, top + 27.4, width_beside, 10)
        paper.line_of(pack.address, beside, top + 32, width_beside, 10, bold=True)
        paper.line_of(_("Then copy these six words."), beside, top + 37.4, width_beside, 10)
    paper.line_of(_("You drew it from the bag."), beside, top + 42, width_beside, 9)
    paper.line_of(_("Nobody knows which one is yours."), beside, top + 45.8, width_beside, 9)
    paper.code(words, x, top + 52, width, 13)
