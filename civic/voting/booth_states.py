"""The states of a sheet of booth cards."""

from enum import Enum

from civic.core.words import N_


class Cards(Enum):
    ASKED = "asked"
    SIGNED = "signed"
    PRINTED = "printed"
    STOPPED = "stopped"


#: Said, with the kind of state a page draws and its picture.
SAID = {
    Cards.ASKED: (N_("Waits for a second person"), "waiting", "waiting"),
    Cards.SIGNED: (N_("Can be printed"), "going", "print"),
    Cards.PRINTED: (N_("Printed"), "done", "done"),
    Cards.STOPPED: (N_("Not valid any more"), "stopped", "stopped"),
}
