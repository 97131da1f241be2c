from uuid import UUID

from asyncpg import Record

from civic.consent.charter import Child
from civic.consent.purposes import TEXT
from civic.core.clock import today
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
    """Each child in their care with what this guardian allows now, for the present text and term."""
    return await rows(
        """SELECT p.id, p.name, ARRAY(SELECT purpose FROM consent c WHERE c.child = p.id AND c.guardian = $1
           AND c.allows AND c.withdrawn_at IS NULL AND c.text = $2 AND c.term = $3) AS purposes
           FROM guardianship g JOIN person p ON p.id = g.child WHERE g.guardian = $1 ORDER BY p.name""",
        guardian,
        TEXT,
        await current_term(),
    )


async def current_term() -> UUID | None:
    return await value(
        "SELECT id FROM term WHERE ended_at IS NULL AND $1 BETWEEN begins_on AND ends_on ORDER BY begins_on LIMIT 1", today()
    )


async def says(guardian: UUID, child: UUID, purpose: str, term: UUID) -> bool:
    """Whether this guardian allows it now."""
    return bool(
        await value(
            """SELECT EXISTS(SELECT FROM consent WHERE guardian = $1 AND child = $2 AND purpose = $3 AND allows
               AND withdrawn_at IS NULL AND text = $4 AND term = $5)""",
            guardian,
            child,
            purpose,
            TEXT,
            term,
        )
    )
