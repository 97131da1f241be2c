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


def path(leaves: Sequence[bytes], place: int) -> tuple[bytes, ...]:
    """The hashes beside the way from a leaf up to the root. `place`: from 0."""
    if not 0 <= place < len(leaves):
        raise IndexError(f"no leaf {place}: there are {len(leaves)}")
    level, found = [_leaf(each) for each in leaves], []
    while len(level) > 1:
        if place ^ 1 < len(level):
            found.append(level[place ^ 1])
        level, place = _above(level), place // 2
    return tuple(found)


def included(leaf: bytes, place: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether this path proves that the leaf stands at this place of the `size` leaves under the root."""
    if not 0 <= place < size:
        return False
    beside, here, last = list(path), _leaf(leaf), size - 1
    while last:
        if place ^ 1 <= last:
            if not beside:
                return False
            other = beside.pop(0)
            here = _node(other, here) if place % 2 else _node(here, other)
        place, last = place // 2, last // 2
    return not beside and here == root


def _above(level: list[bytes]) -> list[bytes]:
    """A node without a neighbour goes up as it is."""
    paired = [_node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
    return paired + level[len(paired) * 2 :]


def _leaf(content: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + content).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
