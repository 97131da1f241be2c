"""The Merkle tree of RFC 6962, section 2.1: leaves and inner nodes are hashed in ways that cannot be mistaken."""

import hashlib
from collections.abc import Sequence


def root(leaves: Sequence[bytes]) -> bytes:
    """32 bytes."""
    level = [_leaf(each) for each in leaves]
    if not level:
        return hashlib.sha256(b"").digest()
    while len(level) > 1:
        level = _above(level)
    return level[0]


def _above(level: list[bytes]) -> list[bytes]:
    """A node without a neighbour goes up as it is."""
    paired = [_node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
    return paired + level[len(paired) * 2 :]


def _leaf(content: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + content).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
