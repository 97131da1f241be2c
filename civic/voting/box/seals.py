"""The two ways in which a ballot is sealed to its poll's public key (X25519), and the one way to open either.

On line the house seals: libsodium's sealed box. A tablet without network seals with what its browser has: HPKE, RFC 9180,
base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM (docs/decisions/0026). Both add a fresh public key and a
tag, so no row tells by its length which door it came through. The key is the poll's own, and no other binding is needed.
"""

from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

#: What sealing adds, in bytes: 32 of a fresh public key and 16 of a tag.
SEAL_LENGTH = 48
#: HPKE's `info`; `static/js/seal.js` says the same.
INFO = b"vozyvoto-ballot/1"
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)


def seal(public_key: bytes, packed: bytes) -> bytes:
    """The packed ballot for the poll's secret only; same length for every choice."""
    return SealedBox(PublicKey(public_key)).encrypt(packed)


class Opener:
    """Opens what was sealed to a poll's secret, 32 bytes, by either way."""

    def __init__(self, secret_key: bytes) -> None:
        self._box = SealedBox(PrivateKey(secret_key))
        self._key = X25519PrivateKey.from_private_bytes(secret_key)

    def open(self, sealed: bytes) -> bytes | None:
        """The packed ballot, or None for what was not sealed to this poll."""
        try:
            return self._box.decrypt(sealed)
        except CryptoError:
            pass
        try:
            return SUITE.decrypt(sealed, self._key, INFO)
        except InvalidTag:
            return None


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
