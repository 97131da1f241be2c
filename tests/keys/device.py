"""A device of the tests that keeps passkeys: real signatures, made here, so that a test may also forge them."""

import hashlib
import json
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from tests.browsing import Browser

TOUCHED, VERIFIED, NEW = 0x01, 0x04, 0x40


@dataclass
class Device:
    """One passkey. `verifies` is whether it asks for a finger or a PIN; `origin` what the browser says the page's is."""

    origin: str = "http://localhost:8000"
    rp: str = "localhost"
    verifies: bool = True
    uses: int = 0
    id: bytes = b"a passkey of the tests, 32 bytes"
    person: bytes = b""
    secret: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: dict[str, Any]) -> str:
        self.person = base64url_to_bytes(options["user"]["id"])
        point = self.secret.public_key().public_numbers()
        key = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})
        data = self._data(NEW) + bytes(16) + struct.pack(">H", len(self.id)) + self.id + key
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(attestationObject=attested, clientDataJSON=self._client("webauthn.create", options))

    def sign(self, options: dict[str, Any]) -> str:
        self.uses += 1
        data, client = self._data(), self._client("webauthn.get", options)
        signature = self.secret.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(authenticatorData=data, clientDataJSON=client, signature=signature, userHandle=self.person)

    def _data(self, flags: int = 0) -> bytes:
        flags |= TOUCHED | (VERIFIED if self.verifies else 0)
        return hashlib.sha256(self.rp.encode()).digest() + bytes([flags]) + struct.pack(">I", self.uses)

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": options["challenge"], "origin": self.origin}).encode()

    def _answer(self, **parts: bytes) -> str:
        name = bytes_to_base64url(self.id)
        response = {part: bytes_to_base64url(value) for part, value in parts.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


async def challenge(browser: Browser, to: str = "show") -> dict[str, Any]:
    return json.loads((await browser.post("/llaves/reto", {"to": to}, 200)).text)


async def enrol(browser: Browser, device: Device, label: str = "", status: int = 303) -> Any:
    """Add this device's passkey with the browser as it is; the browser takes the new cookie."""
    made = device.make(await challenge(browser, "make"))
    page = await browser.post("/llaves/passkey", {"answer": made, "label": label}, status)
    take_cookie(browser, page)
    return page


def take_cookie(browser: Browser, page: Any) -> str:
    """Take the sign-in the answer set, as a browser does; "" when it set none."""
    said = [each for each in page.headers.get_list("set-cookie") if each.startswith("__Host-voz=")]
    if said:
        browser.tie = said[0].split("=", 1)[1].split(";")[0]
        browser.client.cookies.set("__Host-voz", browser.tie, domain="voz.test")
    return browser.tie if said else ""
