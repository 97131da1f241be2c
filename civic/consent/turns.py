"""Yes, no and later take turns at being first, so that no place on the screen speaks for one of them (SG-12)."""

import hashlib
from datetime import date
from itertools import permutations
from uuid import UUID

from civic.core.words import N_

ANSWERS = {
    "yes": N_("Yes, I want to"),
    "no": N_("No, I do not want to"),
    "later": N_("I will think about it"),
}
ORDERS = tuple(permutations(ANSWERS))


def order_for(child: UUID, day: date) -> tuple[str, ...]:
    """The same all day for one child, so that going back finds the page as it was."""
    return ORDERS[hashlib.sha256(f"{child}/{day}".encode()).digest()[0] % len(ORDERS)]
