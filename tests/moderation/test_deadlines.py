"""Due dates are said in working days."""

from datetime import date

import pytest

from civic.core.clock import working_days_after
from civic.core.words import Voice, speaking
from civic.moderation.deadlines import wait_left, working_days_left


@pytest.mark.parametrize(
    ("today", "due", "left"),
    [
        (date(2026, 3, 10), date(2026, 3, 12), 2),  # Tuesday, Thursday
        (date(2026, 3, 12), date(2026, 3, 12), 0),
        (date(2026, 3, 13), date(2026, 3, 17), 1),  # Monday the 16th is a holiday (Juárez)
        (date(2026, 3, 18), date(2026, 3, 17), 0),
    ],
)
def test_working_days_left(today: date, due: date, left: int) -> None:
    assert working_days_left(due, today) == left


def test_two_days_are_two_working_days() -> None:
    for day in range(1, 29):
        today = date(2026, 9, day)
        assert working_days_left(working_days_after(today, 2), today) == 2


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2026, 3, 12), "Quedan 2 días hábiles"),
        (date(2026, 3, 11), "Queda 1 día hábil"),
        (date(2026, 3, 10), "Vence hoy"),
        (date(2026, 3, 9), "Venció el 9 mar"),
    ],
)
def test_how_it_is_said(due: date, said: str) -> None:
    token = speaking.set(Voice(band="adult"))
    try:
        assert wait_left(due, date(2026, 3, 10)) == said
    finally:
        speaking.reset(token)
