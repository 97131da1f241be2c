"""How long a look stays open, when another officer has to have looked at it, and when the family reads of it. Pure."""

from datetime import date, datetime, timedelta

from civic.core.clock import CITY, working_days_after

OPEN_FOR = timedelta(minutes=15)
REVIEW_DAYS = 2

#: A family reads of a look for danger a month later: it may be from somebody in it that a child is being protected.
FAMILY_WAITS = timedelta(days=30)


def review_by(at: datetime) -> date:
    """The last day for the other officer; the day after, it is marked."""
    return working_days_after(at.astimezone(CITY).date(), REVIEW_DAYS)
