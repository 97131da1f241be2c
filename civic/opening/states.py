"""Whether the city is open to children."""

from enum import Enum

from civic.core.words import N_


class State(Enum):
    CLOSED = "closed"
    ASKED = "asked"
    OPEN = "open"


CLOSED, ASKED, OPEN = State

#: Each as (label, kind, picture).
SAID = {
    CLOSED: (N_("closed to children"), "stopped", "lock"),
    ASKED: (N_("waits for the second signature"), "waiting", "waiting"),
    OPEN: (N_("open to children"), "done", "done"),
}
