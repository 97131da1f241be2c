"""Reading the chain."""

from datetime import datetime, timedelta

from civic.core.clock import now
from civic.core.database import rows, value
from civic.journal.chain import FIRST, Checked, check

#: A line waits this long for its link at most; longer, and somebody keeps the clock from working.
SOON = timedelta(minutes=1)
PAGE = 5_000


async def checked() -> Checked:
    """The whole chain, from its first link."""
    held, before, last = 0, FIRST, 0
    while True:
        linked = await rows(
            """SELECT l.id AS number, l.hash, e.id, e.at, e.act, e.role, e.person, e.subject, e.facts
               FROM link l LEFT JOIN entry e ON e.id = l.entry WHERE l.id > $1 ORDER BY l.id LIMIT $2""",
            last,
            PAGE,
        )
        found, before = check(linked, before)
        held += found.links
        if found.broken is not None or len(linked) < PAGE:
            return Checked(held, found.broken, await _loose())
        last = linked[-1]["number"]


async def _loose() -> int:
    return await value(
        "SELECT count(*) FROM entry e WHERE e.at < $1 AND NOT EXISTS (SELECT FROM link l WHERE l.entry = e.id)", now() - SOON
    )


async def linked_until() -> datetime | None:
    """The moment of the newest line that has a link."""
    return await value("SELECT max(e.at) FROM link l JOIN entry e ON e.id = l.entry")
