"""Random tokens, slow hashes for short secrets, and marks tied to a sign-in."""

import asyncio
import base64
import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import anyio
import argon2
from litestar.exceptions import TooManyRequestsException

#: OWASP's argon2id: 19 MiB, two passes, one lane (performance.md 2d). Two threads: the library releases the GIL.
_hasher = argon2.PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_threads = ThreadPoolExecutor(2, thread_name_prefix="argon2")
_turns = anyio.CapacityLimiter(2)
#: Seconds that somebody waits for a turn before a page says that many came at once.
PATIENCE = 5
_dummy: str | None = None


def cheap_for_tests() -> None:
    global _hasher, _dummy
    _hasher, _dummy = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1), None


def token() -> str:
    """256 random bits for a cookie."""
    return secrets.token_urlsafe(32)


def card_token() -> str:
    """130 random bits in small letters and digits: they survive caps lock, and the keyboard a QR reader believes in."""
    return "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz234567") for _ in range(26))


def fingerprint(text: str) -> bytes:
    """SHA-256 of a token of high entropy: what the database keeps instead of it."""
    return hashlib.sha256(text.encode()).digest()


def mark(key: str, *parts: object) -> str:
    """HMAC-SHA-256 as 43 characters: ties a value to a secret without storing it."""
    body = b"\x1f".join(str(part).encode() for part in parts)
    raw = hmac.digest(key.encode(), body, "sha256")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


async def slow_hash(secret: str) -> str:
    return await asyncio.get_running_loop().run_in_executor(_threads, _hasher.hash, secret)


@asynccontextmanager
async def turn() -> AsyncIterator[None]:
    """A turn at the slow hash, before a try is counted. A crowd does not pile up: raises TooManyRequestsException."""
    try:
        with anyio.fail_after(PATIENCE):
            await _turns.acquire()
    except TimeoutError:
        raise TooManyRequestsException from None
    try:
        yield
    finally:
        _turns.release()


async def verify(stored: str | None, secret: str) -> bool:
    """Whether the secret fits; an unknown name costs the same time (SG-28)."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _verify, stored, secret)


def _verify(stored: str | None, secret: str) -> bool:
    global _dummy
    if _dummy is None:
        _dummy = _hasher.hash("nobody")
    try:
        return _hasher.verify(stored or _dummy, secret) and stored is not None
    except argon2.exceptions.VerificationError:
        return False


def _words_hash(words: str, house: str) -> bytes:
    salt = hashlib.sha256(b"card" + house.encode()).digest()[:16]
    cost = (_hasher.time_cost, _hasher.memory_cost, _hasher.parallelism)
    return argon2.low_level.hash_secret_raw(words.encode(), salt, *cost, 32, argon2.Type.ID)


async def words_hash(words: str, house: str) -> bytes:
    """argon2id with a salt of the house's own, so that a card is found by its words and they are still hashed slowly:
    under 112 bits a code is not kept by a fast hash (SG-06). Take a `turn` around it."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _words_hash, words, house)


#: Crockford's base 32: no I, L, O, U, so a child may read a code aloud.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def card_code() -> str:
    """80 random bits as four groups of four."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(16))
    return "-".join(letters[i : i + 4] for i in range(0, 16, 4))


def plain_code(typed: str) -> str:
    """A typed code as it was printed: case, spaces and look-alikes forgiven."""
    folded = "".join(ch for ch in typed.upper() if ch.isalnum())
    return folded.translate(str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"}))
