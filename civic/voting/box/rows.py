"""The ballot box: pseudonyms that only the poll's key can make, and ballots that only the poll's secret can open.

A row of the box is (pseudonym, sealed ballot) and nothing else: no time, no address, no device, no area or age (SG-50).
"""

import hmac
from collections.abc import Iterable

from civic.voting.box.seals import SEAL_LENGTH, Opener, seal

__all__ = ["KEY_LENGTH", "SEAL_LENGTH", "open_rows", "pseudonym", "seal"]

KEY_LENGTH = 32


def pseudonym(poll_key: bytes, credential: bytes) -> bytes:
    """HMAC-SHA-256, 32 bytes: the primary key of a ballot row, so a second ballot is impossible by any door (SG-49).

    `credential`: whatever lets one child vote once, a person's id or the code of a drawn card.
    """
    if len(poll_key) != KEY_LENGTH or not credential:
        raise ValueError("a pseudonym needs the poll's key and a credential")
    return hmac.digest(poll_key, credential, "sha256")


def open_rows(secret_key: bytes, sealed: Iterable[bytes], width: int) -> tuple[bytes, int]:
    """The packed ballots of these rows one after another, `width` bytes each, and how many rows were not sealed to this
    poll or hold something of another length."""
    opener = Opener(secret_key)
    packed, unreadable = bytearray(), 0
    for row in sealed:
        opened = opener.open(row)
        if opened is not None and len(opened) == width:
            packed += opened
        else:
            unreadable += 1
    return bytes(packed), unreadable
