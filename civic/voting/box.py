"""The ballot box: pseudonyms that only the poll's key can make, and ballots that only the poll's secret can open.

A row of the box is (pseudonym, sealed ballot) and nothing else: no time, no address, no device, no area or age (SG-50).
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from civic.voting.ballots import Ballot, Method, NotABallot, pack, unpack

KEY_LENGTH = 32
#: What sealing adds: a fresh public key and a tag.
SEAL_LENGTH = 48


@dataclass(frozen=True)
class Opened:
    """All ballots, identical ones side by side: their order is that of their content. `unreadable`: how many were not
    sealed to this poll or hold no ballot of its method."""

    ballots: tuple[Ballot, ...]
    unreadable: int


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


def open_all(secret_key: bytes, sealed: Iterable[bytes], method: Method, options: int) -> Opened:
    """Open the whole box at once. The order in which rows came in is not in the answer."""
    box = SealedBox(PrivateKey(secret_key))
    known: dict[bytes, Ballot] = {}
    ballots, unreadable = [], 0
    for row in sealed:
        try:
            packed = box.decrypt(row)
            if packed not in known:
                known[packed] = unpack(method, options, packed)
        except (CryptoError, NotABallot):
            unreadable += 1
        else:
            ballots.append(known[packed])
    return Opened(tuple(sorted(ballots, key=pack)), unreadable)
