"""The states of a poll."""

from datetime import datetime
from enum import Enum

from civic.core.clock import now
from civic.core.words import N_, _


class State(Enum):
    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    COUNTED = "counted"
    PUBLISHED = "published"
    ANNULLED = "annulled"


DRAFT, ANNOUNCED, OPEN, CLOSED = State.DRAFT, State.ANNOUNCED, State.OPEN, State.CLOSED
COUNTED, PUBLISHED, ANNULLED = State.COUNTED, State.PUBLISHED, State.ANNULLED

#: What two people sign of a poll, by its state.
SIGNED = {ANNOUNCED: "open", OPEN: "close", COUNTED: "certify"}

#: Said, with the kind of state a page draws and its picture.
SAID = {
    DRAFT: (N_("Being prepared"), "waiting", "draft"),
    ANNOUNCED: (N_("Comes next"), "waiting", "calendar"),
    OPEN: (N_("You can vote now"), "going", "vote"),
    CLOSED: (N_("Being counted"), "waiting", "ballot-box"),
    COUNTED: (N_("Counted, being checked"), "waiting", "ballot-box"),
    PUBLISHED: (N_("Decided"), "done", "done"),
    ANNULLED: (N_("It does not count"), "stopped", "stopped"),
}
#: Of an open poll whose moment has passed and that nobody closed yet.
OVER = (N_("The time to vote is over"), "waiting", "ballot-box")


def standing(state: State, closes_at: datetime) -> tuple[str, str, str]:
    """As SAID, in the reader's words: "going" only while somebody may vote."""
    label, kind, picture = OVER if state is OPEN and closes_at <= now() else SAID[state]
    return _(label), kind, picture
