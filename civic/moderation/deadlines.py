"""How long a text may still wait, in the working days that were promised."""

from datetime import date, timedelta

from civic.core.clock import is_working
from civic.core.words import N_, _, day_short, ngettext


def working_days_left(due: date, today: date) -> int:
    """Working days after today, up to the due one; 0 on the day itself and after it."""
    return sum(is_working(today + timedelta(days=n)) for n in range(1, (due - today).days + 1))


def wait_left(due: date, today: date) -> str:
    """Said short, for a list."""
    if due < today:
        return _(N_("Was due on %(day)s"), day=day_short(due))
    left = working_days_left(due, today)
    return ngettext("%(n)s working day left", "%(n)s working days left", left) if left else _(N_("Due today"))
