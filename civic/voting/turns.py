"""The order of the options on one child's ballot: the same at each look, kept nowhere, and over all turns each option
stands in each place equally often (SG-54)."""

import hmac
from uuid import UUID


def order(secret: str, poll: UUID, child: UUID, options: int) -> tuple[int, ...]:
    """Positions of the manifest in the order in which this child's ballot shows them."""
    return rotated(options, turn(secret, poll, child, options))


def turn(secret: str, poll: UUID, child: UUID, options: int) -> int:
    """0 .. options-1. Nobody without the secret can tell it, so not even the order speaks of a child."""
    return int.from_bytes(hmac.digest(secret.encode(), poll.bytes + child.bytes, "sha256")) % options


def rotated(options: int, turn: int) -> tuple[int, ...]:
    """Positions of the manifest, from this one on."""
    return tuple((place + turn) % options for place in range(options))
