"""What a desk of a vote asks of whoever sits at it."""

from typing import Any

from civic.core.actor import Actor
from civic.core.charter import need
from civic.core.words import N_


@need(
    N_("their desk is open: with a fresh second key, for two hours"),
    N_("Open your desk first, with your second key. It stays open for two hours."),
)
def desk_is_open(actor: Actor, case: Any) -> bool:
    return case.desk_open
