"""A leaf for each ballot of the box. It is made of the ballot's name in the box and not of what lies there, so a vote that
is changed keeps its leaf, and whoever saw a child's first receipt learns nothing of a second vote (SG-51).

It is made with the poll's pseudonym key, so it needs no place in the database, and once that key is destroyed nobody can
tell which row of an old backup a leaf was (SG-50).
"""

import hashlib
import hmac
from collections.abc import Iterable

NONCE_LENGTH = 16
LEAF, NONCE = b"vozyvoto-leaf/1\n", b"vozyvoto-nonce/1\n"


def leaf(poll: str, nonce: bytes) -> bytes:
    """SHA-256, 32 bytes. `poll`: one line of text."""
    if len(nonce) != NONCE_LENGTH or "\n" in poll:
        raise ValueError(f"a leaf needs {NONCE_LENGTH} bytes of nonce, and a poll of one line")
    return hashlib.sha256(LEAF + poll.encode() + b"\n" + nonce).digest()


def nonce(poll_key: bytes, pseudonym: bytes) -> bytes:
    """16 bytes, whatever is voted and however often. `poll_key`: the key that pseudonyms are made with."""
    return hmac.digest(poll_key, NONCE + pseudonym, "sha256")[:NONCE_LENGTH]


def box_leaves(poll: str, poll_key: bytes, pseudonyms: Iterable[bytes]) -> tuple[bytes, ...]:
    """One for each ballot and one of the box itself, sorted: their order says nothing of who came when. The box's own leaf
    (of a pseudonym of no bytes) keeps it from showing in the root that nobody voted."""
    return tuple(sorted(leaf(poll, nonce(poll_key, each)) for each in (b"", *pseudonyms)))
