"""How long a sign-in lasts, and how a key waits after failures (SG-24, SG-29), within the hard floors."""

from datetime import timedelta

from civic.core.actor import Actor

TRIES = 5
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))


def idle(actor: Actor) -> timedelta:
    return timedelta(minutes=actor.reach.idle_minutes)


def absolute(actor: Actor) -> timedelta:
    return timedelta(hours=actor.reach.session_hours)


def wait_after(failures: int) -> timedelta | None:
    """How long a key waits after this many failures in a row; None while it need not."""
    if failures < TRIES or failures % TRIES:
        return None
    return WAITS[min(failures // TRIES, len(WAITS)) - 1]
