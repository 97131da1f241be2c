"""Rest: when nothing is new, when writing waits, and when a page says gently that it is enough (SG-73, SG-74)."""

from datetime import datetime, timedelta

from civic.core.actor import CHILD, Actor
from civic.core.clock import CITY
from civic.core.words import N_, _
from civic.settings import current

#: Nothing is marked as new for a child from this hour of the city until that one.
QUIET_FROM, QUIET_UNTIL = 20, 7

RESTING = N_("We are resting now. We open at %(hour)s in the morning. What you write is kept for you.")
ALONE = N_("Two adults of the council must be here to send. What you write is kept for you.")


def is_quiet(actor: Actor, at: datetime) -> bool:
    hour = at.astimezone(CITY).hour
    return current().keeps_hours and bool(actor.role & CHILD) and (hour >= QUIET_FROM or hour < QUIET_UNTIL)


def pause(actor: Actor) -> str:
    """Why sending waits, said where a child writes; "" while it does not."""
    if "resting" in actor.hindered:
        return _(RESTING, hour=actor.reach.writes_from)
    return _(ALONE) if "alone" in actor.hindered else ""


def is_long(actor: Actor, lasted: timedelta) -> bool:
    """Whether a child has been here for as long as is good at their age. Nothing closes."""
    return bool(actor.role & CHILD) and lasted > timedelta(minutes=actor.reach.cap_minutes)
