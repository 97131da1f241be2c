"""What the secretary types of a poll. Children will read the question, so it passes their gate (SG-68)."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from civic.core.clock import CITY, today
from civic.core.forms import Form
from civic.core.readability import problems
from civic.core.words import N_
from civic.voting.ballots import Sent
from civic.voting.tally.rules import Approval, ChooseOne, read_rule

LONGEST_QUESTION = 160
#: Read by all who may vote, as a call is.
GATE = "b"
MOST = 100
FARTHEST = timedelta(days=366)
#: Throws of a die for a lot: more orders than anybody could try out beforehand.
DICE = 20

#: Whom a vote is for.
COUNCIL, EVERYONE = "council", "everyone"
CHOOSE_ONE, APPROVAL = "choose_one", "approval"


@dataclass(frozen=True)
class Rules:
    """What can be set of a poll while it is a draft. `rule` is a canonical string of `tally.rules`."""

    question: str
    rule: str
    seats: int
    closes_at: datetime
    city_wide: bool = False
    budget: int | None = None
    by_hand: bool = False
    custody: bool = False

    def as_typed(self) -> dict[str, Any]:
        rule = read_rule(self.rule)
        closes = self.closes_at.astimezone(CITY)
        return {
            "question": self.question,
            "method": rule.NAME,
            "most": str(rule.most if isinstance(rule, Approval) else 2),
            "seats": str(self.seats),
            "closes_on": closes.date().isoformat(),
            "closes_time": closes.strftime("%H:%M"),
            "for": EVERYONE if self.city_wide else COUNCIL,
        }


def first_rules(question: str, moment: datetime) -> Rules:
    """Where a draft begins: choose one, two weeks, until six in the afternoon."""
    last_day = (moment.astimezone(CITY) + timedelta(days=14)).date()
    return Rules(question, str(ChooseOne()), 1, datetime.combine(last_day, time(18), CITY).astimezone(UTC))


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
    rule = ChooseOne() if method == CHOOSE_ONE else Approval(most)
    closes_at = datetime.combine(day, hour, CITY).astimezone(UTC)
    return Rules(question, str(rule), seats, closes_at, whom == EVERYONE)


def read_dice(form: Form) -> tuple[int, ...] | None:
    """What the dice showed, as typed; None where the form has problems."""
    typed = form.text("dice", 200, N_("Throw the dice and write what each shows."))
    thrown = [each for each in typed if each.isalnum()]
    if typed and (len(thrown) < DICE or not set(thrown) <= set("123456")):
        form.wrong("dice", N_("Write at least %(least)s throws, each a number from 1 to 6."), least=DICE)
    return tuple(map(int, thrown)) if form.fits else None


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


def sent(form: Form) -> Sent:
    """What a ballot sends: each name with all its values."""
    return {
        name: [value] if isinstance(value, str) else [str(each) for each in value]
        for name, value in form.values.items()
    }


def read_choice(form: Form) -> list[str]:
    """The ticks of a ballot, one or several."""
    return list(sent(form).get("choice", ()))
