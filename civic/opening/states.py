"""Whether the city is open to children."""

from enum import Enum


class State(Enum):
    CLOSED = "closed"
    ASKED = "asked"
    OPEN = "open"


CLOSED, ASKED, OPEN = State
