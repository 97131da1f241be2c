"""Codes of an app (TOTP, RFC 6238): six digits, thirty seconds, and each counts once. And the secret behind them, sealed."""

import hashlib
import hmac
from datetime import datetime
from uuid import UUID

import pyotp
import segno
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

STEP = 30
#: A clock may be one step off, to either side.
WINDOW = (0, -1, 1)


def new_secret() -> str:
    """160 random bits in base 32, as apps read them."""
    return pyotp.random_base32()


def code(secret: str, at: datetime) -> str:
    return pyotp.TOTP(secret).at(at)


def fitting_step(secret: str, typed: str, at: datetime, last: int) -> int | None:
    """The time step whose code this is; None for any other, and for a step that is not after `last` (RFC 6238, 5.2)."""
    digits = "".join(ch for ch in typed if ch.isascii() and ch.isdigit())
    here = int(at.timestamp()) // STEP
    fits = [
        here + off
        for off in WINDOW
        if here + off > last and hmac.compare_digest(pyotp.TOTP(secret).generate_otp(here + off), digits)
    ]
    return fits[0] if fits else None


def grouped(secret: str) -> str:
    """To be typed by hand: groups of four."""
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))


def picture(secret: str, who: str, house: str) -> str:
    """The QR that an app reads, as a data: address of an SVG."""
    address = pyotp.TOTP(secret).provisioning_uri(name=who, issuer_name=house)
    return segno.make(address, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff")


def seal(house: str, person: UUID, secret: str) -> bytes:
    """Sealed with the house's secret, for one person: a row moved to another opens nothing."""
    return bytes(_box(house).encrypt(person.bytes + secret.encode()))


def unseal(house: str, person: UUID, sealed: bytes) -> str | None:
    try:
        opened = _box(house).decrypt(sealed)
    except (CryptoError, ValueError):
        return None
    return opened[16:].decode() if opened[:16] == person.bytes else None


def _box(house: str) -> SecretBox:
    return SecretBox(hashlib.sha256(b"codes" + house.encode()).digest())
