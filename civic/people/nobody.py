"""The card of a code that nobody has: it looks and waits like any other, so that guessing learns nothing (SG-28)."""

import hashlib
from typing import Any
from uuid import UUID

from civic.core import secrets
from civic.core.ages import BANDS, band
from civic.core.clock import now, today
from civic.people.chosen import PHRASE, ways
from civic.people.pictures import OFFERED, SEQUENCE
from civic.settings import current


def nobodys(*code: str) -> UUID:
    """Always the same for that code; who does not know the house's secret cannot tell it from a card's own."""
    return UUID(bytes=hashlib.sha256(secrets.mark(current().secret, "nobody", *code).encode()).digest()[:16], version=4)


def card_of_nobody(key: UUID, phrase: bool = False) -> dict[str, Any]:
    """The columns that `queries` give of a card; no secret fits. `phrase`: as of a teenager who chose one."""
    chance = hashlib.sha256(key.bytes + current().secret.encode()).digest()
    born = today().year - (15 if phrase else 7 + chance[0] % 10)
    reach = BANDS[band(born, 1, today())]
    kinds = ways(reach)
    return {
        "id": key,
        "person": key,
        "name": "",
        "role": "child",
        "birth_year": born,
        "birth_month": 1,
        "kind": PHRASE if phrase else kinds[chance[1] % len(kinds)],
        "offered": sorted(SEQUENCE, key=lambda name: hashlib.sha256(chance + name.encode()).digest())[:OFFERED],
        "hash": "",
        "expires_at": now(),
        "claimed_at": now(),
        "anew": False,
        "active": False,
        "nobody": True,
    }
