"""Whose part it is and how it stands."""

from datetime import datetime
from uuid import UUID

from asyncpg import Record

from civic.core.acts import NotThere
from civic.core.clock import now
from civic.core.database import row, rows
from civic.rights.charter import Part
from civic.rights.deadlines import TO_COME_BACK


async def part(person: UUID, guardian: UUID | None = None) -> Part:
    """The part of a child; `guardian` is who asks about it, and counts once somebody verified them (SG-09). Raises
    NotThere for anybody who is not a child here."""
    found = await row(
        """SELECT paused, left_at, EXISTS(SELECT FROM guardianship WHERE child = p.id AND guardian = $2
             AND verified_on IS NOT NULL) AS theirs
           FROM person p WHERE id = $1 AND role = 'child'""",
        person,
        guardian,
    )
    if found is None:
        raise NotThere
    return Part(found["paused"], found["left_at"], now(), found["theirs"])


async def in_care(guardian: UUID) -> list[Record]:
    """Each child whose part has not ended, with its pause."""
    return await rows(
        """SELECT p.id, p.name, p.paused FROM guardianship g JOIN person p ON p.id = g.child
           WHERE g.guardian = $1 AND g.verified_on IS NOT NULL AND p.left_at IS NULL ORDER BY p.name""",
        guardian,
    )


async def left_lately() -> list[tuple[UUID, str, datetime]]:
    """Who can still come back: alias and moment, the newest first."""
    found = await rows(
        "SELECT id, name, left_at FROM person WHERE role = 'child' AND left_at > $1 ORDER BY left_at DESC",
        now() - TO_COME_BACK,
    )
    return [(each["id"], each["name"], each["left_at"]) for each in found]


async def places() -> list[Record]:
    return await rows("SELECT id, name FROM place ORDER BY name")
