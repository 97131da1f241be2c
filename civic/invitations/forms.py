"""A list on its way: read from a file or typed, shown with its problems, and carried sealed until it is confirmed."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from civic.core import keep
from civic.core.clock import today
from civic.core.forms import Form
from civic.core.words import N_
from civic.invitations.checking import LONGEST, Line
from civic.invitations.columns import Row, read_month, read_rows
from civic.invitations.listed import Child, ClassList
from civic.invitations.sheets import Unreadable, read_cells

LABEL, WHEN = 60, 40
#: How long a list shown may be confirmed. It is nowhere but in the page.
SHOWN_FOR = timedelta(hours=1)


@dataclass(frozen=True)
class Brought:
    """What somebody brought: where, how they call it, whom, and the headings of the columns that were not read."""

    place: UUID | None
    label: str
    rows: list[Row]
    unread: list[str]


def read_list(form: Form, places: list[str]) -> Brought:
    """A file of a class list. It is read here and forgotten."""
    place, label = _where(form, places)
    rows: list[Row] = []
    unread: list[str] = []
    try:
        if "list" not in form.files:
            form.wrong("list", N_("Choose the file of the list."))
        else:
            rows, unread = read_rows(read_cells(form.files["list"]), today())
            if not rows:
                form.wrong("list", N_("Nobody is on this list."))
    except Unreadable as told:
        form.wrong("list", str(told))
    return Brought(place, label, rows, unread)


def read_one(form: Form, places: list[str]) -> Brought:
    """One child, typed."""
    place, label = _where(form, places)
    when = form.text("when", WHEN)
    row = Row(
        1,
        form.text("name", LONGEST, N_("Write the child's name.")),
        when,
        read_month(when, today()),
        form.text("area", LONGEST),
        form.text("guardian", LONGEST),
        form.text("contact", LONGEST),
        form.text("institution", LONGEST),
    )
    if row.born is None:
        form.wrong("when", N_("Write a month and a year, like “marzo 2016” or “03/2016”."))
    return Brought(place, label, [row], [])


def _where(form: Form, places: list[str]) -> tuple[UUID | None, str]:
    place = form.choice("place", places, N_("Choose the place."))
    label = form.text("label", LABEL, N_("Say which group it is, like “3.º B”."))
    return (UUID(place) if place else None), label


def seal(by: UUID, brought: Brought, lines: list[Line]) -> str:
    """The rows that may be invited, as text that only this person can bring back.

    Under a name of its own: a form that was kept while a sign-in ended holds what the person typed, not what we read."""
    children = [
        asdict(Child(number, row.name, row.born, each.area, row.guardian, row.contact, row.institution))
        for number, (each, row) in enumerate(((each, each.row) for each in lines), 1)
        if row.born and not each.problems
    ]
    kept = {"key": uuid4(), "place": brought.place, "label": brought.label, "children": children}
    return keep.pack(f"list/{by}", json.dumps(kept, default=str))


def open_seal(by: UUID, sealed: str) -> ClassList | None:
    """None for what somebody else was shown, what is over, and what we did not seal."""
    kept = keep.unpack(f"list/{by}", sealed, SHOWN_FOR)
    if kept is None:
        return None
    read = json.loads(kept)
    return ClassList(UUID(read["key"]), UUID(read["place"]), read["label"], [_child(each) for each in read["children"]])


def _child(read: Mapping) -> Child:
    area = UUID(read["area"]) if read["area"] else None
    return Child(**{**read, "born": tuple(read["born"]), "area": area})


def read_term(form: Form) -> tuple[str, date | None, date | None]:
    return (
        form.text("name", LABEL, N_("Give the term a name, like “2026–2027”.")),
        form.day("begins_on", N_("Choose its first day.")),
        form.day("ends_on", N_("Choose its last day.")),
    )
