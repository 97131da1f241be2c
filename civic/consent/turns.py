"""Yes, no and later take turns at being first, so that no place on the screen speaks for one of them (SG-12)."""

from itertools import cycle, permutations

from civic.core.words import N_

ANSWERS = {
    "yes": N_("Yes, I want to"),
    "no": N_("No, I do not want to"),
    "later": N_("I will think about it"),
}
ORDERS = tuple(permutations(ANSWERS))

_turns = cycle(ORDERS)


def next_order() -> tuple[str, ...]:
    """Each order once before any comes again, whoever asks."""
    return next(_turns)
