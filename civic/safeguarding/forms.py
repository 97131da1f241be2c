"""What may be typed to the care team and by it, and how long it may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from civic.core.clock import CITY, now
from civic.core.forms import Form
from civic.core.words import N_
from civic.safeguarding.steps import OUTCOMES, STEPS

LONGEST = 4000


@dataclass(frozen=True)
class Help:
    """`answer_to` is how to find who wrote, in their words, or nothing; `it_is_me` only if they ticked it; `not_for` are
    officers who must not read it."""

    words: str
    answer_to: str
    it_is_me: bool
    not_for: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Report:
    """What the authority that protects children was told: which one, under which folio, when."""

    authority: str
    folio: str
    told_at: datetime


def read_help(form: Form, officers: Mapping[UUID, str]) -> Help:
    return Help(
        form.text("words", LONGEST, N_("Write at least one word. Or call: a person answers.")),
        form.text("answer_to", 120),
        form.get("it_is_me") == "yes",
        frozenset(UUID(each) for each in form.several("not_for", [str(key) for key in officers])),
    )


def read_step(form: Form) -> str:
    return form.choice("step", [step.name for step in STEPS], N_("Choose the step that is done."))


def read_outcome(form: Form) -> str:
    return form.choice("outcome", OUTCOMES, N_("Choose how it ended."))


def read_report(form: Form) -> Report | None:
    """None with problems in the form."""
    authority = form.text("authority", 120, N_("Write which authority you told."))
    folio = form.text("folio", 60, N_("Write the folio or the number of the report they gave you."))
    told_at = _moment(form, "told_at", N_("Write the day and the time when you told them."))
    return Report(authority, folio, told_at) if form.fits and told_at else None


def _moment(form: Form, name: str, required: str) -> datetime | None:
    """By the city's clock, as a browser's day-and-time field sends it."""
    try:
        typed = datetime.fromisoformat(form.text(name, 40)).replace(tzinfo=CITY)
    except ValueError:
        form.wrong(name, required)
        return None
    if typed > now():
        form.wrong(name, N_("That time has not come yet."))
    return typed
