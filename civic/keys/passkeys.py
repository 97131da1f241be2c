"""Passkeys (WebAuthn level 3): what a browser is asked, and whether what it answers is true.

Always with user verification, and found without a user name. No attestation: which brand a key is, is nobody's business.
"""

import json
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

#: How long a browser waits for the touch, in milliseconds: as long as a challenge lives.
TIMEOUT = 300_000
HOUSE = "Voz y Voto"


@dataclass(frozen=True)
class Shown:
    """A key that a browser showed, before it is believed. `nonce` is the challenge it says it signed."""

    id: bytes
    nonce: bytes
    person: UUID | None
    raw: str


@dataclass(frozen=True)
class Made:
    """A new key that fits its challenge."""

    id: bytes
    public_key: bytes
    uses: int


def host(origin: str) -> str:
    """The relying party: the name that readers type, without scheme or port."""
    return urlsplit(origin).hostname or ""


def to_sign(origin: str, nonce: bytes) -> str:
    """For `navigator.credentials.get`, as JSON. No list of keys: the browser finds its own."""
    return webauthn.options_to_json(
        webauthn.generate_authentication_options(
            rp_id=host(origin),
            challenge=nonce,
            timeout=TIMEOUT,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def to_make(origin: str, nonce: bytes, person: UUID, name: str, have: list[bytes]) -> str:
    """For `navigator.credentials.create`, as JSON. A device that holds one of `have` is not asked to hold another."""
    return webauthn.options_to_json(
        webauthn.generate_registration_options(
            rp_id=host(origin),
            rp_name=HOUSE,
            user_id=person.bytes,
            user_name=name,
            user_display_name=name,
            challenge=nonce,
            timeout=TIMEOUT,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                require_resident_key=True,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in have],
        )
    )


def read(raw: str) -> Shown | None:
    """None for what is not the answer of a browser at all."""
    try:
        found = json.loads(raw)
        said = found["response"]
        data = parse_client_data_json(base64url_to_bytes(said["clientDataJSON"]))
        handle = said.get("userHandle")
        person = UUID(bytes=base64url_to_bytes(handle)) if handle else None
        return Shown(base64url_to_bytes(found["rawId"]), data.challenge, person, raw)
    except (WebAuthnException, ValueError, KeyError, TypeError, AttributeError):
        return None


def check_made(shown: Shown, origin: str) -> Made | None:
    try:
        made = webauthn.verify_registration_response(
            credential=shown.raw,
            expected_challenge=shown.nonce,
            expected_rp_id=host(origin),
            expected_origin=origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    return Made(made.credential_id, made.credential_public_key, made.sign_count)


def check_signed(shown: Shown, origin: str, public_key: bytes, uses: int) -> int | None:
    """How many uses the key now counts; None if it does not fit. A count that goes back is a copied key."""
    try:
        signed = webauthn.verify_authentication_response(
            credential=shown.raw,
            expected_challenge=shown.nonce,
            expected_rp_id=host(origin),
            expected_origin=origin,
            credential_public_key=public_key,
            credential_current_sign_count=uses,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    return signed.new_sign_count


def name_of(key: bytes) -> str:
    """A key's id as pages write it."""
    return bytes_to_base64url(key)
