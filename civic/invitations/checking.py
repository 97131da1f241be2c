"""What is missing in each row of a list, in plain words, before anything is kept."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from civic.core.ages import outside_bands
from civic.core.forms import fold
from civic.core.words import N_, _
from civic.invitations.columns import Row

LONGEST = 120
#: A cell that a spreadsheet would work out is not what somebody is called. A telephone may begin with its +.
FORMULA, FORMULA_OF_CONTACT = ("=", "+", "-", "@"), ("=", "@")

NO_NAME = N_("The name is missing.")
NO_MONTH = N_("The month and the year are missing.")
NOT_A_MONTH = N_("“%(when)s” does not say a month and a year, like “marzo 2016” or “03/2016”.")
TOO_YOUNG = N_("Too young yet for an account.")
TOO_OLD = N_("Already of age.")
UNKNOWN_AREA = N_("“%(area)s” is not an area of this town. Leave it empty or write it as in the list of areas.")
TWICE = N_("This child is on the list twice. The first time, on line %(line)s, is enough.")
INVITED = N_("This child was already invited through this place.")
A_FORMULA = N_("“%(cell)s” looks like a formula of a spreadsheet, not like a name or a contact.")
TOO_LONG = N_("“%(cell)s…” is too long. Leave %(most)s letters.")


@dataclass(frozen=True)
class Line:
    """A row with every problem it has, said. Without any it may be invited; `area` is the town's own."""

    row: Row
    problems: list[str] = field(default_factory=list)
    area: UUID | None = None


def called(name: str) -> str:
    """A name as two lists would agree on it."""
    return " ".join(fold(name).split())


def check(
    rows: list[Row], areas: Mapping[str, UUID], invited: Container[tuple[str, tuple[int, int]]], today: date
) -> list[Line]:
    """`areas` by their folded names; `invited` the children of this place, as `called` and (year, month)."""
    lines, first = [], {}
    for row in rows:
        problems = [*_cells(row), *_month(row, today)]
        who = (called(row.name), row.born)
        if row.area and called(row.area) not in areas:
            problems.append(_(UNKNOWN_AREA, area=row.area))
        if row.name and row.born and first.setdefault(who, row.line) != row.line:
            problems.append(_(TWICE, line=first[who]))
        if who in invited:
            problems.append(_(INVITED))
        lines.append(Line(row, problems, areas.get(called(row.area))))
    return lines


def _cells(row: Row) -> list[str]:
    problems = [] if sum(letter.isalpha() for letter in row.name) > 1 else [_(NO_NAME)]
    for cell in (row.name, row.guardian, row.contact, row.institution):
        if cell.startswith(FORMULA_OF_CONTACT if cell == row.contact else FORMULA):
            problems.append(_(A_FORMULA, cell=cell))
        if len(cell) > LONGEST:
            problems.append(_(TOO_LONG, cell=cell[:30], most=LONGEST))
    return problems


def _month(row: Row, today: date) -> list[str]:
    if not row.when:
        return [_(NO_MONTH)]
    if row.born is None:
        return [_(NOT_A_MONTH, when=row.when)]
    outside = {"young": TOO_YOUNG, "old": TOO_OLD, None: ""}[outside_bands(*row.born, today)]
    return [_(outside)] if outside else []
