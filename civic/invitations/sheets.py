"""A class list as a school's computer writes it: CSV in any of its dialects, or the first sheet of an XLSX.

Pure: bytes in, cells as text out. Formulas are text too; nothing is ever worked out (SG-79).
"""

import csv
import io
import warnings
import zipfile
from datetime import date, datetime
from itertools import islice

from openpyxl import load_workbook

from civic.core.forms import tidy
from civic.core.words import N_

MOST_LINES, MOST_COLUMNS, LONGEST_CELL = 1000, 60, 300
#: An XLSX is a zip: what it would grow to, in bytes.
UNPACKED = 5_000_000
#: And what a group needs of its tags: many empty ones keep a machine busy for a long time.
MOST_TAGS = 200_000
SEPARATORS = (";", "\t", ",")

UNKNOWN_KIND = N_("This file could not be read as a list. Save it again as CSV or XLSX and bring it here.")
OLD_EXCEL = N_("This is an old kind of Excel file. Open it, save it as XLSX or CSV, and bring it here.")
TOO_LONG = N_("This list is longer than a school. Bring one group at a time.")


class Unreadable(ValueError):
    """With the sentence that says what to do."""


def read_cells(file: bytes) -> list[list[str]]:
    """The lines of the file, each as its cells; line 1 is the first. Raises Unreadable."""
    if file.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(OLD_EXCEL)
    lines = _workbook(file) if file.startswith(b"PK") else _commas(file)
    if len(lines) > MOST_LINES:
        raise Unreadable(TOO_LONG)
    return [[tidy(cell[: 4 * LONGEST_CELL])[:LONGEST_CELL] for cell in line] for line in lines]


def _commas(file: bytes) -> list[list[str]]:
    text = _decoded(file).removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if any(each in line for each in SEPARATORS)), "")
    separator = max(SEPARATORS, key=first.count)
    try:
        read = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return [line[:MOST_COLUMNS] for line in islice(read, MOST_LINES + 1)]
    except csv.Error:
        raise Unreadable(UNKNOWN_KIND) from None


def _decoded(file: bytes) -> str:
    """UTF-8 if it is; Excel's "Unicode text"; else what Windows in Spanish writes."""
    if file[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return file.decode("utf-16", errors="replace")
    try:
        return file.decode("utf-8-sig")
    except UnicodeDecodeError:
        return file.decode("cp1252", errors="replace")


def _workbook(file: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as packed:
            if sum(each.file_size for each in packed.infolist()) > UNPACKED:
                raise Unreadable(TOO_LONG)
            if sum(packed.read(each).count(b"<") for each in packed.infolist()) > MOST_TAGS:
                raise Unreadable(TOO_LONG)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and validations that it leaves out
            book = load_workbook(io.BytesIO(file), read_only=True, data_only=False, keep_links=False)
            sheet = book.worksheets[0]
            found = sheet.iter_rows(max_row=MOST_LINES + 1, max_col=MOST_COLUMNS, values_only=True)
            return [[_text(cell) for cell in line] for line in found]
    except Unreadable:
        raise
    except Exception:  # openpyxl raises whatever it stumbles on
        raise Unreadable(UNKNOWN_KIND) from None


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date | datetime):
        return cell.strftime("%Y-%m-%d")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
