"""The road of a list: asked for by one person, signed by another; then its cards are printed."""

from enum import Enum

from civic.core.words import N_


class State(Enum):
    ASKED = "asked"
    SIGNED = "signed"


ASKED, SIGNED = State

#: Words, kind and picture of each.
SAID = {
    ASKED: (N_("Waits for a second signature"), "waiting", "waiting"),
    SIGNED: (N_("Signed"), "done", "done"),
}
