from datetime import date

import pytest

from civic.responses.deadlines import due

FRIDAY = date(2026, 3, 13)


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2026, 3, 12), 1),
        (FRIDAY, 0),
        (date(2026, 3, 14), -1),  # a Saturday: over is over
        (date(2026, 3, 17), -1),  # Monday 16 is a holiday (LFT 74)
        (date(2026, 3, 18), -2),
        (date(2026, 2, 27), 10),
    ],
)
def test_days_left_are_working_days(today: date, days: int) -> None:
    left = due(FRIDAY, today)
    assert (left.days, left.late) == (days, days < 0)
