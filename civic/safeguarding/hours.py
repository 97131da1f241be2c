"""When somebody of the care team is at work. The help page is open always, and says when it will be read (SG-82)."""

from datetime import datetime, time, timedelta

from civic.core.clock import CITY, is_working

#: On working days, by the city's clock.
OPENS, CLOSES = time(9), time(18)


def read_from(at: datetime) -> datetime | None:
    """None while somebody is at work; otherwise when they are again."""
    here = at.astimezone(CITY)
    day = here.date()
    if is_working(day) and OPENS <= here.time() < CLOSES:
        return None
    if here.time() >= OPENS:
        day += timedelta(days=1)
    while not is_working(day):
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, CITY)
