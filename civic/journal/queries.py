"""Reading the chain."""

from datetime import datetime, timedelta

from civic.core.clock import now
from civic.core.database import row, rows, value
from civic.journal.chain import FIRST, Checked, check

#: A line waits this long for its link at most; longer, and somebody keeps the clock from working.
SOON = timedelta(minutes=1)
PAGE = 5_000
#: The schedule forgets lines after seven years (rights.retention). Where the oldest links have lost theirs, the first line
#: that is there must be about that old: younger, and somebody took away the beginning.
FORGETS = timedelta(days=6 * 365)


async def checked() -> Checked:
    """The whole chain, from its first link that has not been forgotten."""
    last, before = await _beginning()
    held = 0
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


async def _beginning() -> tuple[int, bytes]:
    """The number and hash of the newest link of the forgotten ones, if there are any."""
    first = await row("SELECT l.id, e.at FROM link l JOIN entry e ON e.id = l.entry ORDER BY l.id LIMIT 1")
    if first is None or now() - first["at"] < FORGETS:
        return 0, FIRST
    gone = await row("SELECT id, hash FROM link WHERE id < $1 ORDER BY id DESC LIMIT 1", first["id"])
    return (gone["id"], gone["hash"]) if gone else (0, FIRST)


async def _loose() -> int:
    return await value(
        "SELECT count(*) FROM entry e WHERE e.at < $1 AND NOT EXISTS (SELECT FROM link l WHERE l.entry = e.id)", now() - SOON
    )


async def linked_until() -> datetime | None:
    """The moment of the newest line that has a link."""
    return await value("SELECT max(e.at) FROM link l JOIN entry e ON e.id = l.entry")
