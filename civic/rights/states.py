"""Where a request, an export and an incident stand, and how that is said: label, kind of state, picture."""

from enum import Enum

from civic.core.words import N_


class Request(Enum):
    ASKED = "asked"
    PROPOSED = "proposed"
    GRANTED = "granted"
    REFUSED = "refused"
    DONE = "done"


class Export(Enum):
    ASKED = "asked"
    SIGNED = "signed"


class Incident(Enum):
    OPEN = "open"
    CLOSED = "closed"


ASKED, PROPOSED, GRANTED, REFUSED, DONE = Request

SAID = {
    ASKED: (N_("We are looking at it"), "waiting", "waiting"),
    PROPOSED: (N_("A second person is looking at it"), "waiting", "read"),
    GRANTED: (N_("The answer is yes"), "going", "yes"),
    REFUSED: (N_("The answer is no"), "stopped", "refuse"),
    DONE: (N_("It is done"), "done", "done"),
    Export.ASKED: (N_("Waits for its second signature"), "waiting", "waiting"),
    Export.SIGNED: (N_("Signed"), "going", "done"),
    Incident.OPEN: (N_("Open"), "going", "going"),
    Incident.CLOSED: (N_("Closed"), "done", "done"),
}
