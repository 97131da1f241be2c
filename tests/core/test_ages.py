"""Bands from birth month and day; in doubt the younger (SG-21)."""

from datetime import date

import pytest

from civic.core.ages import band, of_age_before

CASES = [
    ((2019, 3), date(2026, 3, 31), "a"),
    ((2016, 3), date(2026, 3, 31), "a"),
    ((2016, 3), date(2026, 4, 1), "b"),
    ((2012, 12), date(2026, 12, 31), "b"),
    ((2012, 12), date(2027, 1, 1), "c"),
    ((2008, 2), date(2026, 2, 28), "c"),
    ((2008, 2), date(2026, 3, 1), "adult"),
    ((None, None), date(2026, 1, 1), "a"),
    ((2010, None), date(2026, 1, 1), "a"),
    ((None, 5), date(2026, 1, 1), "a"),
]


@pytest.mark.parametrize(("born", "today", "expected"), CASES)
def test_the_band_of_a_child(born: tuple[int | None, int | None], today: date, expected: str) -> None:
    assert band(*born, today) == expected


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 2, 28), date(2026, 11, 22), date(2028, 12, 31)])
def test_of_age_is_said_alike_to_the_database(today: date) -> None:
    for months in range(12 * 17, 12 * 19):
        year, month = divmod(12 * today.year + today.month - 1 - months, 12)
        assert ((year, month + 1) < of_age_before(today)) == (band(year, month + 1, today) == "adult")
