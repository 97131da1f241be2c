"""Moments and days. The city lives in America/Mexico_City; duties are counted in its working days."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

CITY = ZoneInfo("America/Mexico_City")

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    return _pretended.get() or datetime.now(UTC)


def today() -> date:
    return now().astimezone(CITY).date()


@contextmanager
def pretend(moment: datetime) -> Iterator[None]:
    """Let the demo tell its year through the real acts."""
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)


def _monday(year: int, month: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7 + 7 * (nth - 1))


def holidays(year: int) -> frozenset[date]:
    """Mandatory days of rest in Mexico: Ley Federal del Trabajo, art. 74 (election days are not counted)."""
    days = {
        date(year, 1, 1),
        _monday(year, 2, 1),
        _monday(year, 3, 3),
        date(year, 5, 1),
        date(year, 9, 16),
        _monday(year, 11, 3),
        date(year, 12, 25),
    }
    if (year - 2024) % 6 == 0:
        days.add(date(year, 10, 1))
    return frozenset(days)


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in holidays(day.year)


def working_days_after(day: date, number: int) -> date:
    """The `number`-th working day after `day`, which itself does not count."""
    while number > 0:
        day += timedelta(days=1)
        if is_working(day):
            number -= 1
    return day
