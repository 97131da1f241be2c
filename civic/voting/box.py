"""The ballot box: pseudonyms that only the poll's key can make, and ballots that only the poll's secret can open.

A row of the box is (pseudonym, sealed ballot) and nothing else: no time, no address, no device, no area or age (SG-50).
"""

import hmac
from collections.abc import Iterable

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

KEY_LENGTH = 32
#: What sealing adds: a fresh public key and a tag.
SEAL_LENGTH = 48


def pseudonym(poll_key: bytes, credential: bytes) -> bytes:
    """HMAC-SHA-256, 32 bytes: the primary key of a ballot row, so a second ballot is impossible by any door (SG-49).

    `credential`: whatever lets one child vote once, a person's id or the code of a drawn card.
    """
    if len(poll_key) != KEY_LENGTH or not credential:
        raise ValueError("a pseudonym needs the poll's key and a credential")
    return hmac.digest(poll_key, credential, "sha256")


def seal(public_key: bytes, packed: bytes) -> bytes:
    """The packed ballot for the poll's secret only (libsodium's sealed box); same length for every choice."""
    return SealedBox(PublicKey(public_key)).encrypt(packed)


def open_rows(secret_key: bytes, sealed: Iterable[bytes], width: int) -> tuple[bytes, int]:
    """The packed ballots of these rows one after another, `width` bytes each, and how many rows were not sealed to this
    poll or hold something of another length."""
    box = SealedBox(PrivateKey(secret_key))
    packed, unreadable = bytearray(), 0
    for row in sealed:
        try:
            opened = box.decrypt(row)
        except CryptoError:
            opened = b""
        if len(opened) == width:
            packed += opened
        else:
            unreadable += 1
    return bytes(packed), unreadable
