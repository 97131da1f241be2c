"""The states of a writing, and the sets the rest of the house speaks in."""

from enum import Enum


class State(Enum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    REFUSED = "refused"
    APPEALED = "appealed"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


DRAFT, SUBMITTED, RETURNED, PUBLISHED = State.DRAFT, State.SUBMITTED, State.RETURNED, State.PUBLISHED
REFUSED, APPEALED, CLOSED, WITHDRAWN = State.REFUSED, State.APPEALED, State.CLOSED, State.WITHDRAWN

#: The child may change the words.
OPEN_TO_ITS_AUTHOR = {DRAFT, RETURNED}
#: Somebody of the team has it in their hands.
WAITING = {SUBMITTED, APPEALED}
