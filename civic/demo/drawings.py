"""The drawings the demo's children send: made here with a trembling crayon, so that no picture of others is shipped."""

import io
import itertools
import math
import random
from collections.abc import Callable

from PIL import Image, ImageDraw

Point = tuple[float, float]
INK, BLUE, GREEN, YELLOW, PINK, BROWN = "#22304f", "#2f6fc4", "#2e9161", "#f2b32a", "#e2596d", "#8a5a35"


class Sheet:
    """960 x 720 of paper and a crayon that trembles the same way every time."""

    def __init__(self, seed: str) -> None:
        self.image = Image.new("RGB", (960, 720), "#fffdf6")
        self.pen = ImageDraw.Draw(self.image)
        self.hand = random.Random(seed)

    def line(self, points: list[Point], colour: str, width: int = 12) -> None:
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            steps = max(2, int(math.dist((x1, y1), (x2, y2)) / 14))
            path = [
                (
                    x1 + (x2 - x1) * i / steps + self.hand.uniform(-3, 3),
                    y1 + (y2 - y1) * i / steps + self.hand.uniform(-3, 3),
                )
                for i in range(steps + 1)
            ]
            self.pen.line(path, fill=colour, width=width, joint="curve")

    def ring(self, x: float, y: float, r: float, colour: str, width: int = 12) -> None:
        self.line([(x + r * math.cos(a / 8), y + r * math.sin(a / 8)) for a in range(52)], colour, width)

    def scribble(self, x: float, y: float, w: float, h: float, colour: str) -> None:
        """Filled in as a child does: to and fro, not quite to the edge."""
        rows = int(h / 20)
        self.line([(x + (w if i % 2 else 0) + self.hand.uniform(-9, 9), y + i * 20) for i in range(rows)], colour, 14)

    def ground(self) -> None:
        self.line([(20, 650), (940, 650)], GREEN, 16)
        for x in range(60, 920, 90):
            self.line([(x, 648), (x + 10, 622)], GREEN, 8)

    def sun(self) -> None:
        self.ring(840, 110, 52, YELLOW, 16)
        for i in range(10):
            a = i * math.pi / 5
            self.line(
                [(840 + 74 * math.cos(a), 110 + 74 * math.sin(a)), (840 + 110 * math.cos(a), 110 + 110 * math.sin(a))],
                YELLOW,
            )

    def png(self) -> bytes:
        out = io.BytesIO()
        self.image.save(out, "PNG")
        return out.getvalue()


def _tree(sheet: Sheet, x: float, size: float = 1.0) -> None:
    sheet.line([(x - 16 * size, 648), (x - 12 * size, 430)], BROWN, 16)
    sheet.line([(x + 16 * size, 648), (x + 12 * size, 430)], BROWN, 16)
    sheet.scribble(x - 95 * size, 250, 190 * size, 190 * size, GREEN)
    sheet.ring(x, 345, 112 * size, GREEN)


def trees(sheet: Sheet) -> None:
    _tree(sheet, 240)
    _tree(sheet, 560, 0.8)
    sheet.line([(690, 560), (880, 560)], BROWN, 18)
    sheet.line([(710, 560), (710, 648)], BROWN)
    sheet.line([(860, 560), (860, 648)], BROWN)


def court(sheet: Sheet) -> None:
    sheet.line([(120, 648), (120, 300), (420, 300), (420, 648)], INK, 14)
    for x in range(160, 420, 50):
        sheet.line([(x, 305), (x, 640)], BLUE, 5)
    for y in range(350, 640, 50):
        sheet.line([(125, y), (415, y)], BLUE, 5)
    sheet.ring(640, 570, 62, PINK, 14)
    sheet.line([(600, 540), (680, 600)], INK, 7)
    sheet.line([(680, 540), (600, 600)], INK, 7)


def dogs(sheet: Sheet) -> None:
    for x, colour in ((280, BROWN), (600, INK)):
        sheet.line([(x - 100, 520), (x + 70, 515), (x + 80, 590), (x - 100, 590), (x - 100, 520)], colour)
        sheet.ring(x + 110, 490, 48, colour)
        sheet.line([(x + 80, 455), (x + 92, 405), (x + 112, 445)], colour)
        for leg in (-80, -40, 30, 62):
            sheet.line([(x + leg, 592), (x + leg, 646)], colour)
        sheet.line([(x - 100, 525), (x - 150, 470)], colour)
        sheet.ring(x + 120, 484, 4, INK, 8)
    sheet.ring(820, 610, 30, BLUE)


def swings(sheet: Sheet) -> None:
    sheet.line([(160, 648), (240, 230), (720, 230), (800, 648)], INK, 16)
    for x in (380, 580):
        sheet.line([(x - 40, 232), (x - 50, 520)], BROWN, 7)
        sheet.line([(x + 40, 232), (x + 50, 520)], BROWN, 7)
        sheet.line([(x - 60, 522), (x + 60, 522)], PINK, 20)


def bus(sheet: Sheet) -> None:
    sheet.line([(140, 580), (140, 330), (780, 330), (820, 430), (820, 580), (140, 580)], BLUE, 16)
    for x in (190, 330, 470, 610):
        sheet.line([(x, 370), (x + 100, 370), (x + 100, 460), (x, 460), (x, 370)], INK, 9)
    for x in (270, 680):
        sheet.ring(x, 590, 54, INK, 16)
        sheet.ring(x, 590, 18, INK, 12)


def crossing(sheet: Sheet) -> None:
    for i in range(6):
        x = 150 + i * 110
        sheet.line([(x, 470), (x + 50, 640), (x + 90, 640), (x + 40, 470), (x, 470)], INK, 10)
    sheet.line([(840, 640), (840, 300)], INK, 14)
    for y, colour in ((250, PINK), (310, YELLOW), (370, GREEN)):
        sheet.ring(840, y, 24, colour, 14)


def fountain(sheet: Sheet) -> None:
    sheet.line([(300, 648), (330, 470), (600, 470), (630, 648)], INK, 14)
    for side in (-1, 1):
        sheet.line([(465 + side * i * 22, 460 - 150 * math.sin(i / 4)) for i in range(12)], BLUE, 12)
    sheet.scribble(350, 500, 230, 120, BLUE)


def lamp(sheet: Sheet) -> None:
    sheet.line([(300, 648), (300, 220), (460, 200)], INK, 16)
    sheet.ring(470, 230, 36, YELLOW, 16)
    for i in range(-2, 3):
        sheet.line([(470 + i * 20, 280), (470 + i * 70, 420)], YELLOW, 9)
    _tree(sheet, 760, 0.7)


DRAWINGS: dict[str, Callable[[Sheet], None]] = {
    "trees": trees,
    "court": court,
    "dogs": dogs,
    "swings": swings,
    "bus": bus,
    "crossing": crossing,
    "fountain": fountain,
    "lamp": lamp,
}


def drawing(name: str) -> bytes:
    """A PNG as the page's own sheet would send it."""
    sheet = Sheet(name)
    sheet.ground()
    sheet.sun()
    DRAWINGS[name](sheet)
    return sheet.png()
