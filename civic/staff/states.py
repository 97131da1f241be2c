"""The road of what takes two people."""

from enum import Enum


class State(Enum):
    ASKED = "asked"
    SIGNED = "signed"
    ACCEPTED = "accepted"


ASKED, SIGNED, ACCEPTED = State
