"""Tables as CSV (RFC 4180) that no spreadsheet takes for a program (SG-79, ASVS 1.2.10). Pure."""

import csv
import io
from collections.abc import Iterable

#: What a spreadsheet reads as the beginning of a formula. The full-width ones are taken for the others by some.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def harmless(cell: object) -> str:
    """The cell as text; an apostrophe in front says to a spreadsheet that it is only that. NUL goes: no file may hold one."""
    text = str(cell)
    return ("'" if text.startswith(STARTS) else "") + text.replace("\0", "")


def sheet(head: Iterable[str], lines: Iterable[Iterable[object]]) -> bytes:
    """UTF-8 with its mark, so that a town hall's spreadsheet reads accents; every cell quoted, lines end in CRLF."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([harmless(each) for each in head])
    writer.writerows([harmless(each) for each in line] for line in lines)
    return file.getvalue().encode("utf-8-sig")
