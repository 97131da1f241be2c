"""How long a sign-in lasts, and how a key waits after failures (SG-24, SG-29), within the hard floors."""

from datetime import timedelta

from civic.core.actor import Actor

#: How long the second factor counts as just shown (SG-76).
FRESH = timedelta(minutes=5)
#: On an enrolled tablet nobody is kept in for longer than this without a touch.
IDLE_ON_DEVICE = timedelta(minutes=3)

TRIES = 5
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
#: After the last calm wait a child's card waits for its facilitator.
LOCKED_AFTER = TRIES + len(WAITS)
#: A nickname is known to many: who types wrong phrases after it makes that door wait, and their card only rests after
#: the hundred that NIST SP 800-63B-4 allows a long secret.
LOCKED_BY_NICKNAME_AFTER = 100
INVITATION = timedelta(days=14)
#: How long a browser remembers which card it was shown, before the secret.
HELD = timedelta(minutes=10)
#: How long a child may choose a new secret after the adults agreed.
RESET = timedelta(hours=1)
#: Codes that nobody has, typed from one address in a minute: more than the slips of a school, far fewer than a machine
#: would try (SG-06).
GUESSES = 60
GUESSES_IN = timedelta(minutes=1)


def idle(actor: Actor, voting: bool = False) -> timedelta:
    """A ballot's pages leave no touch, so the limit of a tablet is kept on them by the tablet alone."""
    if actor.device and not voting:
        return IDLE_ON_DEVICE
    return timedelta(minutes=actor.reach.idle_minutes)


def absolute(actor: Actor) -> timedelta:
    return timedelta(hours=actor.reach.session_hours)


def wait_after(failures: int) -> timedelta | None:
    """How long a key waits after this many failures in a row; None while it need not."""
    if failures < TRIES:
        return None
    return WAITS[min(failures - TRIES, len(WAITS) - 1)]
