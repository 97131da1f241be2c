"""The states of a poll."""

from enum import Enum

from civic.core.words import N_


class State(Enum):
    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"


DRAFT, ANNOUNCED, OPEN = State.DRAFT, State.ANNOUNCED, State.OPEN
CLOSED, PUBLISHED = State.CLOSED, State.PUBLISHED

#: What everyone may read.
PUBLIC = {ANNOUNCED, OPEN, CLOSED, PUBLISHED}

#: Said, with the kind of state a page draws and its picture.
SAID = {
    DRAFT: (N_("Being prepared"), "waiting", "draft"),
    ANNOUNCED: (N_("Comes next"), "waiting", "calendar"),
    OPEN: (N_("You can vote now"), "going", "vote"),
    CLOSED: (N_("Being counted"), "waiting", "ballot-box"),
    PUBLISHED: (N_("Decided"), "done", "done"),
}
