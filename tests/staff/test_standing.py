"""Until when an adult may act: a table of facts, to the second."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from civic.core.actor import ADVISER, FACILITATOR, OFFICER, SAFEGUARDING, SECRETARY
from civic.core.clock import CITY
from civic.staff.standing import (
    CHECK_LASTS,
    CHECKS,
    NEVER,
    PLACE_LASTS,
    Facts,
    ends,
    missing,
    needed,
    next_quarter,
    quarter,
)

JOINED = datetime(2026, 2, 10, 9, tzinfo=CITY)
GOOD = dict.fromkeys(CHECKS, date(2027, 1, 15))
TEO = Facts(FACILITATOR, date(2027, 6, 30), JOINED, checks=GOOD, confirmed_for="2027-1")
PILAR = Facts(
    OFFICER, date(2027, 6, 30), JOINED, administration_until=date(2027, 2, 14), checks=GOOD, confirmed_for="2027-1"
)


def midnight(*day: int) -> datetime:
    return datetime(*day, tzinfo=CITY)


@pytest.mark.parametrize(
    ("facts", "at", "why"),
    [
        (TEO, midnight(2027, 1, 16), "identity"),
        (replace(TEO, checks=GOOD | {"training": date(2026, 12, 31)}), midnight(2027, 1, 1), "training"),
        (replace(TEO, until=date(2026, 11, 30)), midnight(2026, 12, 1), "place"),
        (replace(TEO, confirmed_for=""), midnight(2026, 4, 15), "quarter"),
        (replace(TEO, confirmed_for="2026-3"), midnight(2026, 10, 15), "quarter"),
        (replace(TEO, checks={k: v for k, v in GOOD.items() if k != "record"}), NEVER, "record"),
        (replace(TEO, until=None), NEVER, "place"),
        (replace(TEO, administration_until=date(2026, 3, 1)), midnight(2027, 1, 16), "identity"),
        (replace(PILAR, administration_until=date(2026, 10, 14)), midnight(2026, 10, 15), "administration"),
        (replace(PILAR, administration_until=None), NEVER, "administration"),
        (replace(PILAR, checks={"identity": date(2027, 1, 1)}), midnight(2027, 1, 2), "identity"),
        (Facts(SECRETARY, date(2027, 6, 30), JOINED, is_first=True), JOINED + timedelta(days=30), "identity"),
        (
            Facts(SECRETARY, date(2027, 6, 30), JOINED, is_first=True, checks={"identity": date(2027, 2, 1)}),
            midnight(2026, 4, 15),
            "quarter",
        ),
    ],
)
def test_the_earliest_of_all_ends_them(facts: Facts, at: datetime, why: str) -> None:
    """SG-35, SG-78: vetting, the place's last day, the administration, the quarter; what was never there ended long ago."""
    first = ends(facts)[0]
    assert (first.at, first.why) == (at, why)


@pytest.mark.parametrize("role", [FACILITATOR, SAFEGUARDING, ADVISER])
def test_who_works_with_children_needs_five_checks(role: object) -> None:
    """SG-35."""
    assert set(needed(role)) == set(CHECKS) and len(CHECKS) == 5
    for what in CHECKS:
        lacking = {name: day for name, day in GOOD.items() if name != what}
        assert missing(replace(TEO, role=role, checks=lacking), date(2026, 6, 1)) == [what]


@pytest.mark.parametrize("role", [OFFICER, SECRETARY])
def test_who_does_not_needs_their_identity(role: object) -> None:
    assert needed(role) == ("identity",)


def test_the_floors_hold() -> None:
    """SG-35 and 0.3: vetting 12 months, never over 24; a place of 24 months at most."""
    assert CHECK_LASTS.days <= 366 and PLACE_LASTS.days <= 731


@pytest.mark.parametrize(
    ("day", "named", "after"),
    [
        (date(2026, 1, 1), "2026-1", date(2026, 4, 1)),
        (date(2026, 3, 31), "2026-1", date(2026, 4, 1)),
        (date(2026, 6, 30), "2026-2", date(2026, 7, 1)),
        (date(2026, 9, 1), "2026-3", date(2026, 10, 1)),
        (date(2026, 12, 31), "2026-4", date(2027, 1, 1)),
    ],
)
def test_quarters(day: date, named: str, after: date) -> None:
    assert quarter(day) == named and next_quarter(named) == after
