"""What the secretary types of a poll. Children will read the question, so it passes their gate (SG-68)."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from civic.core.clock import CITY, today
from civic.core.forms import Form
from civic.core.readability import problems
from civic.core.words import N_
from civic.voting.ballots import read_method

LONGEST_QUESTION = 160
#: Read by all who may vote, as a call is.
GATE = "b"
MOST = 100
FARTHEST = timedelta(days=366)

#: Whom a vote is for.
COUNCIL, EVERYONE = "council", "everyone"
CHOOSE_ONE, APPROVAL = "choose_one", "approval"


@dataclass(frozen=True)
class Rules:
    """What can be set of a poll while it is a draft. `method` is a published string of `ballots.read_method`."""

    question: str
    method: str
    seats: int
    closes_at: datetime
    city_wide: bool = False

    def as_typed(self) -> dict[str, Any]:
        name, _parameters, most = self.method.partition(";max=")
        closes = self.closes_at.astimezone(CITY)
        return {
            "question": self.question,
            "method": name,
            "most": most or "2",
            "seats": str(self.seats),
            "closes_on": closes.date().isoformat(),
            "closes_time": closes.strftime("%H:%M"),
            "for": EVERYONE if self.city_wide else COUNCIL,
        }


def first_rules(question: str, moment: datetime) -> Rules:
    """Where a draft begins: choose one, two weeks, until six in the afternoon."""
    last_day = (moment.astimezone(CITY) + timedelta(days=14)).date()
    return Rules(question, CHOOSE_ONE, 1, datetime.combine(last_day, time(18), CITY).astimezone(UTC))


def read_rules(form: Form) -> Rules | None:
    """None where the form has problems; they are in it."""
    question = form.text("question", LONGEST_QUESTION, N_("Write the question first."))
    for problem in problems(question, GATE):
        if problem.must:
            form.wrong("question", problem.msgid, **problem.values)
    method = form.choice("method", (CHOOSE_ONE, APPROVAL), N_("Choose the way of voting."))
    most = _number(form, "most") if method == APPROVAL else 1
    seats = _number(form, "seats")
    whom = form.choice("for", (COUNCIL, EVERYONE))
    day = form.day("closes_on", N_("Say on which day it closes."))
    hour = _hour(form, "closes_time")
    if day and day > today() + FARTHEST:
        form.wrong("closes_on", N_("Choose a day within one year."))
    if not form.fits:
        return None
    method = method if method == CHOOSE_ONE else f"{APPROVAL};max={most}"
    closes_at = datetime.combine(day, hour, CITY).astimezone(UTC)
    return Rules(question, str(read_method(method)), seats, closes_at, whom == EVERYONE)


def _number(form: Form, name: str) -> int:
    typed = form.text(name, 3)
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed) <= MOST):
        form.wrong(name, N_("Write a number from 1 to %(most)s."), most=MOST)
        return 1
    return int(typed)


def _hour(form: Form, name: str) -> time:
    typed = form.text(name, 5, N_("Say at what time it closes."))
    try:
        hours, minutes = typed.split(":")
        return time(int(hours), int(minutes))
    except ValueError:
        form.wrong(name, N_("Write the time as hours and minutes, like 18:00."))
        return time()


def read_choice(form: Form) -> list[str]:
    """What a ballot sends, one or several."""
    sent = form.get("choice") or []
    return [sent] if isinstance(sent, str) else [str(each) for each in sent]
