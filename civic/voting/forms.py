"""What the secretary types of a poll. Children will read the question, so it passes their gate (SG-68)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from civic.core.clock import CITY, today
from civic.core.forms import Form
from civic.core.readability import problems
from civic.core.words import N_
from civic.voting import ways
from civic.voting.ballots import Sent
from civic.voting.tally.rules import Approval, ChooseOne, InstantRunoff, Motion, Rule, Schulze, Smileys, read_rule

LONGEST_QUESTION = 160
#: Read by all who may vote, as a call is.
GATE = "b"
MOST = 100
FARTHEST = timedelta(days=366)
#: Throws of a die for a lot: more orders than anybody could try out beforehand.
DICE = 20

#: Whom a vote is for.
COUNCIL, EVERYONE = "council", "everyone"
#: Letters of a reason that children will read.
LONGEST_WHY = 300
#: Pesos; more is a slip of the hand.
RICHEST = 10**9
MONEY = re.compile(r"\$? ?[0-9]{1,3}(,[0-9]{3})+|\$ ?[0-9]+")


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
        closes = self.closes_at.astimezone(CITY)
        return {
            **FIRST,
            "question": self.question,
            "seats": str(self.seats),
            "budget": str(self.budget or ""),
            "closes_on": closes.date().isoformat(),
            "closes_time": closes.strftime("%H:%M"),
            "for": EVERYONE if self.city_wide else COUNCIL,
            "by_hand": "yes" if self.by_hand else "no",
            "custody": "yes" if self.custody else "no",
            **ways.as_typed(read_rule(self.rule)),
        }


#: What stands in the fields of the ways that were not chosen.
FIRST = {"most": "3", "ranked": ways.SCHULZE, "sharing": ways.EQUAL, "majority": "simple", "quorum": "1/3"}


def first_rules(question: str, moment: datetime) -> Rules:
    """Where a draft begins: choose one, two weeks, until six in the afternoon."""
    last_day = (moment.astimezone(CITY) + timedelta(days=14)).date()
    return Rules(question, str(ChooseOne()), 1, datetime.combine(last_day, time(18), CITY).astimezone(UTC))


def read_rules(form: Form, children: int) -> Rules | None:
    """None where the form has problems; they are in it. `children`: as many as are expected to vote."""
    question = _for_children(form, "question", LONGEST_QUESTION, N_("Write the question first."))
    method = form.choice("method", ways.WAYS, N_("Choose the way of voting."))
    whom = form.choice("for", (COUNCIL, EVERYONE))
    city_wide = whom == EVERYONE
    rule, seats, budget = _how(form, method, ways.MANY if city_wide else children)
    by_hand = method == ways.MOTION and form.choice("by_hand", ("yes", "no")) == "yes"
    custody = not by_hand and form.choice("custody", ("yes", "no")) == "yes"
    closes_at = _moment(form)
    if closes_at is None or not form.fits:
        return None
    return Rules(question, str(rule), seats, closes_at, city_wide, budget, by_hand, custody)


def _how(form: Form, method: str, children: int) -> tuple[Rule, int, int | None]:
    """The rule, how many win, and the money, of the fields that this way of voting asks for."""
    match method:
        case ways.APPROVAL:
            return Approval(_count(form, "most")), _count(form, "seats"), None
        case ways.SMILEYS:
            return Smileys(), _count(form, "seats"), None
        case ways.RANKED_ONE:
            runoff = _one_of(form, "ranked", ways.ONE_WINNER) == ways.RUNOFF
            return InstantRunoff() if runoff else Schulze(), 1, None
        case ways.RANKED_SEVERAL:
            same = _count(form, "same") if form.get("same") else None
            return ways.in_order(same), _count(form, "seats"), None
        case ways.BUDGET:
            budget = _pesos(form, "budget")
            return ways.of_money(_one_of(form, "sharing", ways.SHARING), budget, children), 1, budget
        case ways.MOTION:
            majority = _one_of(form, "majority", ways.MAJORITIES) or "simple"
            return Motion(majority, Fraction(_one_of(form, "quorum", ways.QUORUMS) or 0)), 1, None
    return ChooseOne(), _count(form, "seats"), None


def read_costs(form: Form, ideas: Iterable[UUID]) -> dict[UUID, int] | None:
    """What each idea costs, in whole pesos; an empty field says nothing yet. None where the form has problems."""
    fields = {idea: f"cost-{idea}" for idea in ideas}
    costs = {idea: _pesos(form, name) for idea, name in fields.items() if form.get(name)}
    return costs if form.fits else None


@dataclass(frozen=True)
class Asked:
    """Why a poll that has begun is changed, in words for children; of more time, until when."""

    why: str
    until: datetime | None = None


def read_asked(form: Form, later: bool) -> Asked | None:
    """None where the form has problems."""
    why = read_why(form, "why" if later else "reason")
    until = _moment(form) if later else None
    return Asked(why or "", until) if form.fits else None


def read_why(form: Form, name: str) -> str | None:
    """A reason that children will read; None where there is something to mend."""
    why = _for_children(form, name, LONGEST_WHY, N_("Write why, so that children understand it."))
    return why if form.fits else None


def _for_children(form: Form, name: str, longest: int, required: str) -> str:
    """A text that children will read passes their gate (SG-68)."""
    text = form.text(name, longest, required)
    for problem in problems(text, GATE):
        if problem.must:
            form.wrong(name, problem.msgid, **problem.values)
    return text


def _moment(form: Form) -> datetime | None:
    day = form.day("closes_on", N_("Say on which day it closes."))
    hour = _hour(form, "closes_time")
    if day and day < today():
        form.wrong("closes_on", N_("Choose a day that is still to come."))
    if day and day > today() + FARTHEST:
        form.wrong("closes_on", N_("Choose a day within one year."))
    return datetime.combine(day, hour, CITY).astimezone(UTC) if day and form.fits else None


def read_dice(form: Form) -> tuple[int, ...] | None:
    """What the dice showed, as typed; None where the form has problems."""
    typed = form.text("dice", 200, N_("Throw the dice and write what each shows."))
    thrown = [each for each in typed if each.isalnum()]
    if typed and (len(thrown) < DICE or not set(thrown) <= set("123456")):
        form.wrong("dice", N_("Write at least %(least)s throws, each a number from 1 to 6."), least=DICE)
    return tuple(map(int, thrown)) if form.fits else None


def _count(form: Form, name: str) -> int:
    return form.whole(name, MOST, 1) or 1


def _pesos(form: Form, name: str) -> int:
    """Also with a sign before it and commas between thousands, as money is written."""
    typed = str(form.get(name) or "").strip()
    if MONEY.fullmatch(typed):
        form.values[name] = typed.strip("$ ").replace(",", "")
    return form.whole(name, RICHEST, 1) or 1


def _one_of(form: Form, name: str, among: Iterable[str]) -> str:
    return form.choice(name, among, N_("Choose one from the list."))


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
