"""Who is on the roll of a vote. Never who came."""

from uuid import UUID

from asyncpg import Record

from civic.core.database import rows, value
from civic.people.aliases import PLAIN_NAME, plain


async def called(poll: UUID, typed: str) -> UUID | None:
    """The child of the roll with this alias, as somebody copies it."""
    return await value(
        f"SELECT p.id FROM roll r JOIN person p ON p.id = r.person WHERE r.poll = $1 AND {PLAIN_NAME} = $2",
        poll,
        plain(typed),
    )


async def groups(poll: UUID) -> list[Record]:
    """The places whose children are on the roll: `id`, `name` and how many `children`."""
    return await rows(
        """SELECT l.id, l.name, count(*) AS children FROM roll r JOIN person p ON p.id = r.person
           JOIN place l ON l.id = p.place WHERE r.poll = $1 GROUP BY l.id, l.name ORDER BY l.name""",
        poll,
    )


async def children_of(poll: UUID, place: UUID) -> list[tuple[UUID, str]]:
    """The children of a place, by alias. For `acts.see_roll` alone, which writes the look down."""
    found = await rows(
        """SELECT p.id, p.name FROM roll r JOIN person p ON p.id = r.person
           WHERE r.poll = $1 AND p.place = $2 ORDER BY p.name""",
        poll,
        place,
    )
    return [(each["id"], each["name"]) for each in found]


async def on_roll(key: UUID) -> list[UUID]:
    """Read in parts: a large city's does not come in the time that a statement has."""
    found: list[UUID] = []
    last = UUID(int=0)
    while part := await rows(
        "SELECT person FROM roll WHERE poll = $1 AND person > $2 ORDER BY person LIMIT 100000", key, last
    ):
        last = part[-1]["person"]
        found += [each["person"] for each in part]
    return found
