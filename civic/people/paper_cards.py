"""Printed cards for children: eight on an A4 sheet, to be cut into A7."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from civic.core.words import _, day_full
from civic.people.paper import HEIGHT, WIDTH, Paper, spoken_to

ACROSS, DOWN = 2, 4
WIDE, TALL = WIDTH / ACROSS, HEIGHT / DOWN
EDGE = 8.0


@dataclass(frozen=True)
class Card:
    """`words` are the six of its code, `url` is what its QR code opens; `number` is the child's in the list of the school
    that hands the cards out."""

    alias: str
    words: Sequence[str]
    url: str
    number: int | None = None


@dataclass(frozen=True)
class Pack:
    """Cards of one town: its name, the address to type where there is no camera, and the last day they open."""

    town: str
    address: str
    until: date
    cards: Sequence[Card]


def print_cards(pack: Pack) -> bytes:
    """The sheets as a PDF. No name of a child is asked for or printed."""
    with spoken_to("b"):
        return _sheets(pack)


def _sheets(pack: Pack) -> bytes:
    paper = Paper(_("Cards"))
    for place, card in enumerate(pack.cards):
        at = place % (ACROSS * DOWN)
        if at == 0:
            paper.add_page()
            cut_lines(paper)
        _card(paper, pack, card, at % ACROSS * WIDE, at // ACROSS * TALL)
    return paper.finished()


def cut_lines(paper: Paper) -> None:
    paper.set_draw_color(110)
    paper.set_line_width(0.2)
    paper.set_dash_pattern(1.6, 1.6)
    for column in range(1, ACROSS):
        paper.line(column * WIDE, 0, column * WIDE, HEIGHT)
    for row in range(1, DOWN):
        paper.line(0, row * TALL, WIDTH, row * TALL)
    paper.set_dash_pattern()
    paper.set_draw_color(0)


def _card(paper: Paper, pack: Pack, card: Card, left: float, top: float) -> None:
    x, width = left + EDGE, WIDE - 2 * EDGE
    paper.picture("logo", x, top + 5.5, 6.5)
    beside_number = 17 if card.number else 0
    paper.line_of(pack.town, x + 8.5, top + 6.7, width - 8.5 - beside_number, 10)
    if card.number:
        numbered = _("List: %(number)s", number=card.number)
        paper.line_of(numbered, x + width - 15, top + 6.7, 15, 10, align="R")
    paper.line_of(card.alias, x, top + 13.6, width, 21, bold=True)
    paper.qr(card.url, x, top + 25.5, 22)
    beside, width_beside = x + 29, width - 29
    paper.line_of(_("Scan the square. Or go to:"), beside, top + 24.6, width_beside, 10)
    paper.line_of(pack.address, beside, top + 29.2, width_beside, 10, bold=True)
    paper.line_of(_("Then copy these six words."), beside, top + 34.6, width_beside, 10)
    paper.line_of(_("Your real name does not go here."), beside, top + 39.2, width_beside, 10)
    paper.line_of(_("It opens until %(day)s.", day=day_full(pack.until)), beside, top + 44.6, width_beside, 9)
    paper.code(card.words, x, top + 50.5, width, 13)
