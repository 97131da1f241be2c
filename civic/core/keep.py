"""A form whose sign-in ended meanwhile, carried through the sign-in page and back: sealed, bound to its person, stored nowhere."""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from civic.core.clock import now
from civic.core.forgery import FIELD

_box = SecretBox(bytes(32))


@dataclass(frozen=True)
class Kept:
    """`fields` as (name, value) in their order; files are not kept, their step asks for them again."""

    url: str
    person: UUID
    fields: list[tuple[str, str]]


def use(secret: str) -> None:
    global _box
    _box = SecretBox(hashlib.sha256(b"keep" + secret.encode()).digest())


def seal(url: str, person: UUID, fields: list[tuple[str, str]]) -> str:
    body = json.dumps([url, str(person), [pair for pair in fields if pair[0] != FIELD]])
    return base64.urlsafe_b64encode(_box.encrypt(body.encode())).decode()


def open_kept(sealed: str, person: UUID) -> Kept | None:
    """What this person had typed; None for anything else, somebody else's included."""
    try:
        url, owner, fields = json.loads(_box.decrypt(base64.urlsafe_b64decode(sealed)))
    except (CryptoError, ValueError):
        return None
    return Kept(url, person, [(n, v) for n, v in fields]) if owner == str(person) else None


def pack(what: str, value: Any) -> str:
    """Something of ours that the browser carries for a while and cannot read: sealed, with what it is and since when."""
    body = json.dumps([what, now().timestamp(), value])
    return base64.urlsafe_b64encode(_box.encrypt(body.encode())).decode()


def unpack(what: str, sealed: str, lasting: timedelta) -> Any:
    """What `pack` sealed under that name, if it is not older than that; else None."""
    try:
        kind, since, value = json.loads(_box.decrypt(base64.urlsafe_b64decode(sealed)))
    except (CryptoError, ValueError, TypeError):
        return None
    age = now().timestamp() - since if kind == what else None
    return value if age is not None and 0 <= age < lasting.total_seconds() else None
