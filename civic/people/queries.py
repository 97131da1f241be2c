"""Looking up people and their keys."""

from datetime import datetime
from uuid import UUID

from asyncpg import Record

from civic.core.actor import Actor, Role
from civic.core.ages import band
from civic.core.clock import CITY, now
from civic.core.database import row, rows
from civic.core.secrets import fingerprint, plain_code


async def card(code: str) -> Record | None:
    return await row(
        """SELECT card.*, person.active, person.birth_year, person.birth_month FROM card JOIN person
           ON person.id = card.person WHERE code = $1""",
        fingerprint(plain_code(code)),
    )


async def password(username: str) -> Record | None:
    return await row(
        "SELECT password.*, person.active FROM password JOIN person ON person.id = password.person WHERE username = $1",
        username.strip().casefold(),
    )


SIGNED_IN = """
SELECT s.since, s.seen, p.id, p.role, p.name, p.title, p.birth_year, p.birth_month, p.area, p.office,
  ARRAY(SELECT purpose FROM consent c WHERE c.child = p.id AND c.withdrawn_at IS NULL AND c.text = $2) AS consents,
  EXISTS(SELECT FROM message m WHERE m.person = p.id AND m.read_at IS NULL) AS unread
FROM sign_in s JOIN person p ON p.id = s.person AND p.active WHERE s.id = $1
"""


async def signed_in(token_hash: bytes, consent_text: str) -> Record | None:
    """The person behind a sign-in with everything a request asks of them: one statement."""
    return await row(SIGNED_IN, token_hash, consent_text)


def actor_of(record: Record, sign_in: bytes = b"", at: datetime | None = None) -> Actor:
    role = Role[record["role"].upper()]
    today = (at or now()).astimezone(CITY).date()
    return Actor(
        role=role,
        id=record["id"],
        name=record["name"],
        band=band(record["birth_year"], record["birth_month"], today) if role is Role.CHILD else "adult",
        area=record["area"],
        office=record["office"],
        consents=frozenset(record["consents"]),
        sign_in=sign_in,
    )


async def person(key: UUID, consent_text: str) -> Actor:
    """A person as an actor, without a browser: the demo and the tests act through it."""
    found = await row(
        """SELECT p.*, ARRAY(SELECT purpose FROM consent c WHERE c.child = p.id AND c.withdrawn_at IS NULL
           AND c.text = $2) AS consents FROM person p WHERE p.id = $1""",
        key,
        consent_text,
    )
    if found is None:
        raise LookupError(key)
    return actor_of(found)


async def with_role(role: Role) -> list[UUID]:
    return [each["id"] for each in await rows("SELECT id FROM person WHERE role = $1 AND active", role.name.lower())]
