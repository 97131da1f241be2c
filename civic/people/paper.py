"""The hand of everything printed for coming in: A4, Atkinson Hyperlegible, black on white.

A file says nothing about when, where or by whom it was made: same content, same bytes. All measures are millimetres,
letters in points.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import distribution
from io import BytesIO
from typing import Any

import segno
from fpdf import FPDF

from civic.core import words
from civic.core.assets import FOLDER, PACKAGED

WIDTH, HEIGHT = 210.0, 297.0
FACE = "Atkinson Hyperlegible"
#: fpdf2 must say when a file was made: it says this.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
CUTS = {"": "Regular", "B": "Bold"}
#: What a printer leaves of our colours: ink, and paper.
PRINTED = {"--picture-ink": "#000000"}


@contextmanager
def spoken_to(band: str) -> Iterator[None]:
    """Paper speaks to who will hold it, whoever prints it."""
    token = words.speaking.set(replace(words.speaking.get(), band=band))
    try:
        yield
    finally:
        words.speaking.reset(token)


class Paper(FPDF):
    def __init__(self, title: str) -> None:
        super().__init__(unit="mm", format="A4")
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.c_margin = 0
        self.set_title(title)
        self.set_lang(words.tag(words.speaking.get().locale))
        self.producer = None
        self.set_creation_date(NEVER)
        for style, cut in CUTS.items():
            package, file = PACKAGED[f"fonts/AtkinsonHyperlegible-{cut}.ttf"]
            self.add_font(FACE, style, str(distribution(package).locate_file(file)))

    def file_id(self) -> None:
        return None

    def hand(self, points: float, bold: bool) -> None:
        self.set_font(FACE, "B" if bold else "", points)

    def line_of(self, text: str, x: float, y: float, width: float, points: float, **how: Any) -> None:
        """One line from (x, y) down, its letters made smaller until it fits. `bold`, and `align` L, C or R."""
        bold, align = how.get("bold", False), how.get("align", "L")
        self.hand(points, bold)
        while self.get_string_width(text) > width:
            points -= 0.5
            self.hand(points, bold)
        self.set_xy(x, y)
        self.cell(width, points * 0.45, text, align=align)

    def block(self, text: str, x: float, y: float, width: float, points: float, bold: bool = False) -> float:
        """A paragraph from (x, y) down; returns where it ends."""
        self.hand(points, bold)
        self.set_xy(x, y)
        self.multi_cell(width, points * 0.48, text, align="L", new_x="LEFT", new_y="NEXT")
        return float(self.get_y())

    def qr(self, url: str, x: float, y: float, size: float) -> None:
        """A QR code without its quiet zone: leave 4 modules of white around it."""
        self.set_fill_color(0)
        for left, top, length, side in squares(url, size):
            self.rect(x + left, y + top, length, side, style="F")

    def picture(self, name: str, x: float, y: float, size: float) -> None:
        """One of `static/pictures`, in ink on white."""
        svg = (FOLDER / "pictures" / f"{name}.svg").read_text(encoding="utf-8")
        svg = re.sub(r"var\((--[\w-]+)[^)]*\)", lambda said: PRINTED.get(said[1], "#ffffff"), svg)
        self.image(BytesIO(svg.encode()), x, y, size, size)

    def rule(self, x: float, y: float, width: float) -> None:
        self.set_line_width(0.3)
        self.line(x, y, x + width, y)

    def code(self, six: Sequence[str], x: float, y: float, width: float, points: float) -> float:
        """The six words in a frame, two lines of three; returns where the frame ends."""
        tall = points * 1.15 + 4
        self.set_line_width(0.4)
        self.rect(x, y, width, tall, style="D", round_corners=True, corner_radius=2.5)
        for row in (0, 1):
            for column in range(3):
                third = (width - 6) / 3
                at = x + 3 + column * third
                self.line_of(
                    six[row * 3 + column], at, y + 3.1 + row * points * 0.57, third, points, bold=True, align="C"
                )
        return y + tall

    def finished(self) -> bytes:
        return bytes(self.output())


def squares(url: str, size: float) -> list[tuple[float, float, float, float]]:
    """The black of a QR code as strips: left, top, length and thickness."""
    rows = [bytes(row) for row in segno.make_qr(url, error="m").matrix]
    side = size / len(rows)
    return [
        (found.start() * side, at * side, len(found[0]) * side, side)
        for at, row in enumerate(rows)
        for found in re.finditer(rb"\x01+", row)
    ]
