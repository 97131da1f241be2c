"""The states of a writing, and the sets the rest of the house speaks in."""

from enum import Enum

from civic.core.words import N_


class State(Enum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    REFUSED = "refused"
    APPEALED = "appealed"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    HELD = "held"


DRAFT, SUBMITTED, RETURNED, PUBLISHED = State.DRAFT, State.SUBMITTED, State.RETURNED, State.PUBLISHED
REFUSED, APPEALED, CLOSED, WITHDRAWN = State.REFUSED, State.APPEALED, State.CLOSED, State.WITHDRAWN
#: It may speak of danger: with the care team, apart from who reads the others (SG-43).
HELD = State.HELD

#: The child may change the words.
OPEN_TO_ITS_AUTHOR = {DRAFT, RETURNED}
#: Somebody of the team has it in their hands.
WAITING = {SUBMITTED, APPEALED}

#: Said, with the kind of state a page draws (waiting, going, done, stopped) and its picture.
SAID = {
    DRAFT: (N_("Draft"), "going", "draft"),
    SUBMITTED: (N_("Waits to be read"), "waiting", "read"),
    RETURNED: (N_("Returned with help"), "going", "return"),
    PUBLISHED: (N_("Published"), "done", "publish"),
    REFUSED: (N_("Not published"), "stopped", "refuse"),
    APPEALED: (N_("Another person reads it"), "waiting", "appeal"),
    CLOSED: (N_("Not published, after an appeal"), "stopped", "refuse"),
    WITHDRAWN: (N_("Taken back"), "stopped", "eraser"),
    HELD: (N_("The care team has it"), "waiting", "care"),
}
