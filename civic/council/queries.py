from asyncpg import Record

from civic.core.database import row, rows


async def town() -> Record | None:
    return await row("SELECT id, name, region FROM town LIMIT 1")


async def areas() -> list[Record]:
    return await rows("SELECT id, name FROM area ORDER BY place, name")


async def offices() -> list[Record]:
    return await rows("SELECT id, name FROM office ORDER BY name")
