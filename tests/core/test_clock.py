"""Working days with Mexico's days of rest (LFT 74), and the city's day."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from civic.core import clock

CASES = [
    (date(2026, 3, 13), 1, date(2026, 3, 17)),  # the third Monday of March is a day of rest
    (date(2026, 11, 13), 2, date(2026, 11, 18)),
    (date(2026, 12, 24), 1, date(2026, 12, 28)),
    (date(2026, 5, 30), 1, date(2026, 6, 1)),
    (date(2026, 6, 1), 20, date(2026, 6, 29)),
    (date(2026, 9, 15), 1, date(2026, 9, 17)),
]


@pytest.mark.parametrize(("start", "number", "expected"), CASES)
def test_working_days(start: date, number: int, expected: date) -> None:
    assert clock.working_days_after(start, number) == expected


def test_the_day_an_administration_begins_is_a_day_of_rest_every_six_years() -> None:
    assert date(2030, 10, 1) in clock.holidays(2030)
    assert date(2026, 10, 1) not in clock.holidays(2026)


@time_machine.travel(datetime(2026, 3, 2, 3, 0, tzinfo=UTC), tick=False)
def test_the_city_s_day_is_not_that_of_london() -> None:
    assert clock.today() == date(2026, 3, 1)


def test_pretending_ends() -> None:
    then = datetime(2020, 1, 1, 12, tzinfo=UTC)
    with clock.pretend(then):
        assert clock.now() == then
    assert clock.now().year > 2020
