from uuid import UUID

from asyncpg import Record

from civic.consent.charter import Child
from civic.consent.purposes import TEXT
from civic.core.database import row, rows, value


async def child_case(guardian: UUID | None, child: UUID) -> Child:
    return Child(bool(await value("SELECT true FROM guardianship WHERE guardian = $1 AND child = $2", guardian, child)))


async def said(child: UUID, about: UUID) -> str:
    """`yes`, `no`, `later` or "" for one consultation."""
    return await value("SELECT said FROM assent WHERE child = $1 AND about = $2", child, about) or ""


async def consultation(about: UUID) -> Record | None:
    """What a child is asked to take part in: an opened call. Its room comes later in the street, hence by its table."""
    return await row("SELECT question, picture FROM call WHERE id = $1 AND state <> 'draft'", about)


async def children_of(guardian: UUID) -> list[Record]:
    """Each child in their care with the purposes allowed now, for the present text."""
    return await rows(
        """SELECT p.id, p.name, ARRAY(SELECT purpose FROM consent c WHERE c.child = p.id AND c.withdrawn_at IS NULL
           AND c.text = $2) AS purposes
           FROM guardianship g JOIN person p ON p.id = g.child WHERE g.guardian = $1 ORDER BY p.name""",
        guardian,
        TEXT,
    )


async def allowed(child: UUID, purpose: str) -> bool:
    found = await row(
        "SELECT 1 FROM consent WHERE child = $1 AND purpose = $2 AND withdrawn_at IS NULL AND text = $3",
        child,
        purpose,
        TEXT,
    )
    return found is not None
