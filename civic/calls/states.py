"""The states of a call."""

from enum import Enum

from civic.core.words import N_


class State(Enum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


DRAFT, OPEN, CLOSED = State.DRAFT, State.OPEN, State.CLOSED

#: Said, with the kind of state a page draws and its picture.
SAID = {
    DRAFT: (N_("Being prepared"), "waiting", "draft"),
    OPEN: (N_("Open for ideas"), "going", "talk"),
    CLOSED: (N_("Takes no more ideas"), "done", "done"),
}
