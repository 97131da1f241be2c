from datetime import date

from asyncpg import Record

from civic.core.clock import today
from civic.core.database import row, rows
from civic.core.forms import Choice
from civic.council.charter import Span


async def town() -> Record | None:
    return await row("SELECT id, name, region FROM town LIMIT 1")


async def areas() -> list[Record]:
    return await rows("SELECT id, name FROM area ORDER BY place, name")


async def offices() -> list[Record]:
    return await rows("SELECT id, name FROM office ORDER BY name")


async def open_places() -> list[Record]:
    return await rows("SELECT id, name FROM place WHERE active ORDER BY name")


async def place_choices() -> list[Choice]:
    """The open ones, as a form offers them."""
    return [Choice(str(each["id"]), each["name"]) for each in await open_places()]


async def places() -> list[Record]:
    """Registered places, the open ones first: `id`, `name`, `kind`, `area` as a name, `active`, and how many `children`."""
    return await rows(
        """SELECT p.id, p.name, p.kind, p.active, a.name AS area,
           (SELECT count(*) FROM person c WHERE c.place = p.id AND c.role = 'child') AS children
           FROM place p LEFT JOIN area a ON a.id = p.area ORDER BY p.active DESC, p.name"""
    )


async def terms() -> list[Record]:
    """Newest first: `id`, `name`, `begins_on`, `ends_on`, and whether it `is_now`."""
    return await rows(
        """SELECT id, name, begins_on, ends_on, ended_at IS NULL AND $1 BETWEEN begins_on AND ends_on AS is_now
           FROM term ORDER BY begins_on DESC""",
        today(),
    )


async def next_term() -> Record | None:
    return await row("SELECT id, name FROM term WHERE begins_on > $1 ORDER BY begins_on LIMIT 1", today())


async def span(begins_on: date, ends_on: date) -> Span:
    taken = await row(
        "SELECT id FROM term WHERE begins_on <= $2 AND ends_on >= $1",
        begins_on,
        ends_on,
    )
    return Span(begins_on, ends_on, is_free=taken is None)
