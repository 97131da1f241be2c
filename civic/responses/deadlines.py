"""Days left and days late, counted in working days as the city's duties are."""

from dataclasses import dataclass
from datetime import date, timedelta

from civic.core.clock import is_working


@dataclass(frozen=True)
class Due:
    """A day something is owed. `days` are working days left, 0 on the day itself, negative from the day after."""

    on: date
    days: int

    @property
    def late(self) -> bool:
        return self.days < 0


def due(on: date, today: date) -> Due:
    if on < today:
        return Due(on, -max(1, _working_days(on, today)))
    return Due(on, _working_days(today, on))


def _working_days(after: date, until: date) -> int:
    """Working days in (after, until]."""
    return sum(is_working(after + timedelta(days=n)) for n in range(1, (until - after).days + 1))
