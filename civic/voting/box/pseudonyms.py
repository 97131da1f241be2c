"""The name under which a ballot lies in the box: only the poll's key can make it.

A row of the box is (pseudonym, sealed ballot) and nothing else: no time, no address, no device, no area or age (SG-50).
"""

import hmac

KEY_LENGTH = 32


def pseudonym(poll_key: bytes, credential: bytes) -> bytes:
    """HMAC-SHA-256, 32 bytes: the primary key of a ballot row, so a second ballot is impossible by any door (SG-49).

    `credential`: whatever lets one child vote once, a person's id or the code of a drawn card.
    """
    if len(poll_key) != KEY_LENGTH or not credential:
        raise ValueError("a pseudonym needs the poll's key and a credential")
    return hmac.digest(poll_key, credential, "sha256")
