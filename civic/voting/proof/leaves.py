"""A leaf for each ballot of the box: it commits to the ballot and tells nothing of it.

The nonce is made with the poll's pseudonym key, so it needs no place in the database, and once that key is destroyed
nobody can tell which row of an old backup a leaf was (SG-50).
"""

import hashlib
import hmac
from collections.abc import Iterable

NONCE_LENGTH = 16
LEAF, NONCE = b"vozyvoto-leaf/1\n", b"vozyvoto-nonce/1\n"


def leaf(poll: str, ballot: bytes, nonce: bytes) -> bytes:
    """SHA-256, 32 bytes. `poll`: one line of text; `ballot`: as it lies in the box, sealed."""
    if len(nonce) != NONCE_LENGTH or "\n" in poll:
        raise ValueError(f"a leaf needs {NONCE_LENGTH} bytes of nonce, and a poll of one line")
    return hashlib.sha256(LEAF + poll.encode() + b"\n" + nonce + ballot).digest()


def nonce(poll_key: bytes, ballot: bytes) -> bytes:
    """16 bytes, for this poll and ballot always the same. `poll_key`: the key of pseudonyms."""
    return hmac.digest(poll_key, NONCE + ballot, "sha256")[:NONCE_LENGTH]


def box_leaves(poll: str, poll_key: bytes, sealed: Iterable[bytes]) -> tuple[bytes, ...]:
    """One for each sealed ballot and one of the box itself, sorted: their order says nothing of who came when. The box's
    own leaf (of a ballot of no bytes) keeps it from showing in the root that nobody voted."""
    return tuple(sorted(leaf(poll, ballot, nonce(poll_key, ballot)) for ballot in (b"", *sealed)))
