"""All the doors of the house, with addresses filled in; and how many rows the town has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from litestar.types import ASGIApp

from civic.core.charter import Rule
from civic.core.database import rows
from tests.databases import owner_rows


@dataclass(frozen=True)
class Door:
    url: str
    rule: Rule | None


def doors(app: ASGIApp, method: str, key: UUID) -> Iterator[Door]:
    """`key` stands wherever an address asks for one; any other hole gets a word."""
    house = app.app.app  # Envelope(Who(Litestar))
    for route in house.routes:
        for handler in getattr(route, "route_handlers", []):
            if method in handler.http_methods and "path:path" not in route.path:
                url = re.sub(r"\{\w+:uuid\}", str(key), route.path)
                yield Door(re.sub(r"\{\w+:\w+\}", "1", url), handler.opt.get("rule"))


async def counts() -> dict[str, int]:
    """Rows by table. What a reader's own visit touches (`sign_in`) is not what anybody wrote."""
    tables = await rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    each = (f"SELECT '{t['tablename']}' AS name, count(*) AS n FROM \"{t['tablename']}\"" for t in tables)
    return {counted["name"]: counted["n"] for counted in await owner_rows(" UNION ALL ".join(each))}
