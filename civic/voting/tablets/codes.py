"""The cards of a tablet without network, which must know them by itself: no secret of the house is in their hash."""

import asyncio
import hashlib
import hmac
from uuid import UUID

from civic.people import code_words

#: PBKDF2-HMAC-SHA-256, which browsers have: the slowest hash that a tablet can make. Six words are 66 bits, and there is
#: nothing to gain but one vote. `static/js/offline/words.js` says the same.
ROUNDS = 100_000


async def proof_of(words: str, poll: UUID) -> bytes:
    """32 bytes: the slow hash of a card's words, which only who has the card can make. It comes back with its ballot."""
    return await asyncio.to_thread(hashlib.pbkdf2_hmac, "sha256", words.encode(), poll.bytes, ROUNDS)


def known_by(proof: bytes) -> bytes:
    """32 bytes: by what the database and every prepared tablet know the card. Whoever holds the tablet alone cannot vote
    with a card that nobody has drawn."""
    return hashlib.sha256(proof).digest()


async def code_of(words: str, poll: UUID) -> bytes:
    return known_by(await proof_of(words, poll))


def last_word(secret: str, outing: UUID) -> str:
    """What the adults of the booth type to bring the tablet back; so that no child ends it by playing."""
    drawn = hmac.digest(secret.encode(), b"outing" + outing.bytes, "sha256")
    return code_words.LIST[int.from_bytes(drawn) % len(code_words.LIST)]
