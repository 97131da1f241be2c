"""The road of what takes two people."""

from enum import Enum

from civic.core.words import N_


class State(Enum):
    ASKED = "asked"
    SIGNED = "signed"
    ACCEPTED = "accepted"


ASKED, SIGNED, ACCEPTED = State

#: Each as (label, kind, picture).
SAID = {
    ASKED: (N_("waits for the second signature"), "waiting", "waiting"),
    SIGNED: (N_("signed by two"), "going", "key"),
    ACCEPTED: (N_("in force"), "done", "done"),
}
