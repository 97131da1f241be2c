"""The states of a poll."""

from enum import Enum

from civic.core.words import N_


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

#: What everyone may read.
PUBLIC = frozenset(State) - {DRAFT}

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
