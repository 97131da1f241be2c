"""What is wrong with a file, and where."""

import csv
import io
import re
from collections.abc import Iterator
from fractions import Fraction

_MONEY = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,9})?")
#: One thousand, or one and no thousandths: who wrote it knows, and nobody else.
_UNCLEAR = re.compile(r"[0-9]{1,3},[0-9]{3}")
#: No election is larger; what is, is a slip of the keys.
MOST = 10**12


class BrokenFile(ValueError):
    """`line`: from 1, or None where it is the file as a whole."""

    def __init__(self, name: str, line: int | None, why: str):
        super().__init__(f"{name}, line {line}: {why}" if line else f"{name}: {why}")
        self.line, self.why = line, why


class Reading:
    """`with Reading(name) as at:` and `at.line = 7`: what is wrong inside is told as that line's."""

    def __init__(self, name: str):
        self.name = name
        self.line: int | None = None

    def __enter__(self) -> "Reading":
        return self

    def __exit__(self, kind: object, problem: BaseException | None, trace: object) -> None:
        if isinstance(problem, ValueError | csv.Error) and not isinstance(problem, BrokenFile):
            raise BrokenFile(self.name, self.line, str(problem)) from problem


def whole(text: str, what: str, least: int = 0, most: int = MOST) -> int:
    """Raises ValueError in words."""
    text = text.strip()
    if not re.fullmatch(r"[0-9]{1,15}", text) or not least <= int(text) <= most:
        raise ValueError(f"{what} should be a whole number from {least} to {most:,}, not {text!r}")
    return int(text)


def amount(text: str, what: str, *, above_zero: bool = True) -> int | Fraction:
    """Money or points: exact, whole where it is. Raises ValueError in words."""
    if not _MONEY.fullmatch(text.strip()) or _UNCLEAR.fullmatch(text.strip()):
        raise ValueError(f"{what} should be a number, not {text.strip()!r}")
    number = Fraction(text.strip().replace(",", "."))
    if above_zero and not number:
        raise ValueError(f"{what} should be above 0")
    return int(number) if number.denominator == 1 else number


def rows(name: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row of a table and the line that it begins in; empty lines left out. Raises BrokenFile."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for row in reader:
            if any(field.strip() for field in row):
                yield before + 1, row
            before = reader.line_num
    except csv.Error as problem:
        raise BrokenFile(name, before + 1, f"quotes that do not match ({problem})") from problem


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Each line, from 1. Only a line feed ends one: a name may hold the other ends that Unicode knows."""
    return enumerate(text.split("\n"), 1)
