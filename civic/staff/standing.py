"""Until when an adult of the team may act, and what ends it first: facts in, moments out (SG-35, SG-78)."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from civic.core.actor import ADVISER, FACILITATOR, OFFICER, SAFEGUARDING, Role
from civic.core.clock import CITY
from civic.core.words import N_

#: What is looked at before an adult meets children. Never the document itself.
CHECKS = {
    "identity": N_("Identity"),
    "record": N_("Criminal-record certificate"),
    "declaration": N_("Declaration under article 38-VII"),
    "training": N_("Safeguarding training"),
    "conduct": N_("Signed code of conduct"),
}
#: Who works with children needs them all; officers and secretaries, who never do, only the first.
WITH_CHILDREN = ADVISER | FACILITATOR | SAFEGUARDING

#: How long a check is good for at most (hard floor: 24 months), and a place in the team.
CHECK_LASTS = timedelta(days=365)
PLACE_LASTS = timedelta(days=730)
#: After a quarter begins, how long the team has to confirm who still needs their role.
QUARTER_GRACE = timedelta(days=14)
#: How long the first secretaries may act before two others have confirmed who they are.
FIRST_GRACE = timedelta(days=30)
REMINDER = timedelta(days=30)

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Facts:
    """About one adult. `until` is the last day of their place in the team, `checks` those that two people confirmed with
    their last good day, `confirmed_for` the latest quarter in which another person said they are still needed, such as
    "2026-4". `is_first`: invited by the city's own machine. Days are whole: something ends at the midnight after."""

    role: Role
    until: date | None
    joined_at: datetime
    is_first: bool = False
    administration_until: date | None = None
    checks: dict[str, date] = field(default_factory=dict)
    confirmed_for: str = ""


@dataclass(frozen=True)
class End:
    """A moment at which all they may do ends, and the name of why."""

    at: datetime
    why: str


def needed(role: Role) -> tuple[str, ...]:
    return tuple(CHECKS) if role & WITH_CHILDREN else ("identity",)


def ends(facts: Facts) -> list[End]:
    """Everything that ends them, the first one first. What was never there ended long ago."""
    found = [End(_midnight_after(facts.until), "place")]
    if facts.role & OFFICER:
        found.append(End(_midnight_after(facts.administration_until), "administration"))
    for what in needed(facts.role):
        at = _midnight_after(facts.checks.get(what))
        if facts.is_first and what not in facts.checks:
            at = facts.joined_at + FIRST_GRACE
        found.append(End(at, what))
    found.append(End(_midnight(next_quarter(confirmed_for(facts)) + QUARTER_GRACE), "quarter"))
    return sorted(found, key=lambda end: end.at)


def missing(facts: Facts, today: date) -> list[str]:
    """The checks that are not there, or no longer good."""
    return [what for what in needed(facts.role) if facts.checks.get(what, date.min) < today]


def confirmed_for(facts: Facts) -> str:
    """The latest quarter for which somebody said that they are needed: at the latest, when two people signed them in."""
    return max(facts.confirmed_for, quarter(facts.joined_at.astimezone(CITY).date()))


def quarter(day: date) -> str:
    return f"{day.year}-{(day.month + 2) // 3}"


def next_quarter(named: str) -> date:
    """The first day after it."""
    year, number = map(int, named.split("-"))
    return date(year + number // 4, number % 4 * 3 + 1, 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CITY)


def _midnight_after(day: date | None) -> datetime:
    return _midnight(day + timedelta(days=1)) if day else NEVER
