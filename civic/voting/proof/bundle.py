"""The file of a bundle: its format's line, a line of canonical JSON, and an Ed25519 signature over both.

Nothing in it is optional spelling: `read` takes exactly the bytes that `write` makes (docs/decisions/0024-bundle.md).
"""

import json
import re
from typing import Any

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from civic.voting.canonical import spelled

FORMAT = b"vozyvoto-bundle/1\n"
SUFFIX = ".bundle"
FIELDS = {"ballots", "kind", "leaves", "manifest", "result", "root"}
_FILE = re.compile(FORMAT + rb"([^\n]+)\ned25519 ([0-9a-f]{64}) ([0-9a-f]{128})\n")


class BrokenBundle(ValueError):
    """Not a bundle, or not what was signed; the message says what."""


def write(body: dict[str, Any], seed: bytes) -> bytes:
    """`body`: as `compose.compose` makes it; `seed`: the 32 secret bytes of the key that signs."""
    key = SigningKey(seed)
    signed = FORMAT + spelled(body) + b"\n"
    return signed + b"ed25519 %s %s\n" % (
        key.verify_key.encode().hex().encode(),
        key.sign(signed).signature.hex().encode(),
    )


def read(raw: bytes, key: bytes | None = None) -> dict[str, Any]:
    """The body. `key`: who should have signed, 32 bytes; without it anybody may have. Whether its parts agree with each
    other is asked by `verify`. Raises BrokenBundle."""
    if not (found := _FILE.fullmatch(raw)):
        raise BrokenBundle("not a bundle: three lines, the first of them vozyvoto-bundle/1")
    line, signer, signature = found[1], bytes.fromhex(found[2].decode()), bytes.fromhex(found[3].decode())
    if key is not None and signer != key:
        raise BrokenBundle("signed with another key")
    try:
        VerifyKey(signer).verify(FORMAT + line + b"\n", signature)
        body = json.loads(line)
        canonical = spelled(body) == line
    except BadSignatureError:
        raise BrokenBundle("this is not what was signed") from None
    except (ValueError, RecursionError) as problem:
        raise BrokenBundle(f"the second line is not JSON: {problem}") from problem
    if not canonical or type(body) is not dict or body.keys() != FIELDS:
        raise BrokenBundle("the second line is not in canonical form")
    return body
