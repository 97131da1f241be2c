"""The states of a sheet of booth cards."""

from enum import Enum

from civic.core.words import N_


class Cards(Enum):
    ASKED = "asked"
    SIGNED = "signed"
    PRINTED = "printed"
    STOPPED = "stopped"


#: Where what is on a sheet is used: in a booth with network, on a tablet without, or in a box of cardboard.
BOOTH, TABLET, PAPER = "booth", "tablet", "paper"

#: Said, with the kind of state a page draws and its picture.
SAID = {
    Cards.ASKED: (N_("Waits for a second person"), "waiting", "waiting"),
    Cards.SIGNED: (N_("Can be printed"), "going", "print"),
    Cards.PRINTED: (N_("Printed"), "done", "done"),
    Cards.STOPPED: (N_("Not valid any more"), "stopped", "stopped"),
}
