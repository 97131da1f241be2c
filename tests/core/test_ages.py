"""Bands from birth month and day; in doubt the younger (SG-21)."""

from datetime import date

import pytest

from civic.core.ages import band

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
