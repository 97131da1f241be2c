"""What is typed before a city opens: references and days."""

from dataclasses import dataclass
from datetime import date

from civic.core.clock import today
from civic.core.forms import Form
from civic.core.words import N_
from civic.opening.gates import IMPACT
from civic.safeguarding.steps import LEVELS

MOST_LINES = 60


@dataclass(frozen=True)
class Record:
    """A reference and its day; `status` for the impact assessment alone."""

    reference: str
    day: date
    status: str = ""


@dataclass(frozen=True)
class TownFacts:
    """The town as typed; `areas` and `offices` are new ones, `term` a new term or nothing."""

    name: str
    region: str
    administration_until: date
    areas: list[str]
    offices: list[str]
    term: tuple[str, date, date] | None


@dataclass(frozen=True)
class HelpLine:
    name: str
    phone: str
    hours: str
    level: int = 1


def read_record(form: Form, gate: str) -> Record | None:
    reference = form.text("reference", 160, N_("Write the reference."))
    day = form.day("day", N_("Choose its day."))
    status = form.choice("status", IMPACT, N_("Choose what is true.")) if gate == "impact" else ""
    if day and day > today():
        form.wrong("day", N_("That day has not come yet."))
    return Record(reference, day, status) if form.fits and day else None


def read_town(form: Form) -> TownFacts | None:
    name = form.text("name", 80, N_("Write the name of the town."))
    region = form.text("region", 80, N_("Write its state."))
    ends = form.day("administration_until", N_("Choose the last day of the administration."))
    if ends and ends <= today():
        form.wrong("administration_until", N_("Choose a day still to come."))
    areas, offices = _lines(form, "areas", 80), _lines(form, "offices", 120)
    term = None
    if term_name := form.text("term", 60):
        begins, last = (
            form.day("begins_on", N_("Choose its first day.")),
            form.day("ends_on", N_("Choose its last day.")),
        )
        if begins and last and not begins < last:
            form.wrong("ends_on", N_("The last day comes after the first one."))
        if begins and last:
            term = (term_name, begins, last)
    return TownFacts(name, region, ends, areas, offices, term) if form.fits and ends else None


def read_line(form: Form) -> HelpLine | None:
    line = HelpLine(
        form.text("name", 120, N_("Write who answers.")),
        form.text("phone", 40, N_("Write the number.")),
        form.text("hours", 80, N_("Write at what hours somebody answers.")),
        int(form.choice("level", LEVELS) or 1),
    )
    digits = [ch for ch in line.phone if ch.isdigit()]
    if line.phone and (len(digits) < 3 or not set(line.phone) <= set("0123456789 +()-")):
        form.wrong("phone", N_("Write the number with digits, as one dials it."))
    return line if form.fits else None


def read_reason(form: Form) -> str:
    return form.text("reason", 600, N_("Write why it cannot wait."))


def _lines(form: Form, name: str, longest: int) -> list[str]:
    found = [line for line in form.text(name, 4000).split("\n") if line]
    if len(found) > MOST_LINES or any(len(line) > longest for line in found):
        form.wrong(name, N_("One on each line, short names, 60 lines at most."))
    return list(dict.fromkeys(found))
