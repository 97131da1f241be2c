"""Writing the journal. Every other act calls this one; nothing ever changes a line."""

from datetime import timedelta
from uuid import UUID

from civic.core.actor import Actor
from civic.core.acts import act
from civic.core.charter import Rule
from civic.core.clock import now
from civic.core.database import row, rows, value
from civic.journal.chain import FIRST, link
from civic.journal.tables import Entry, Link


async def note(actor: Actor, rule: Rule, subject: UUID | None = None, **facts: str | int | bool) -> None:
    """A line: who (role and id), which act, on what, with facts that hold no words of anyone."""
    await Entry.insert(
        Entry(at=now(), act=str(rule), role=actor.role.name.lower(), person=actor.id, subject=subject, facts=facts)
    )


@act
async def link_entries(everything: bool = False) -> int:
    """Chain the lines written since the last time, as the clock. One process at a time; another finds nothing to do.

    Looks back a day, for a transaction that ended late; `everything` looks at all lines.
    """
    if not await value("SELECT pg_try_advisory_xact_lock(hashtext('journal'))"):
        return 0
    last = await row("SELECT l.hash, e.at FROM link l LEFT JOIN entry e ON e.id = l.entry ORDER BY l.id DESC LIMIT 1")
    since = None if everything or last is None or last["at"] is None else last["at"] - timedelta(days=1)
    loose = await rows(
        """SELECT * FROM entry e WHERE ($1::timestamptz IS NULL OR e.at > $1)
           AND NOT EXISTS (SELECT FROM link l WHERE l.entry = e.id) ORDER BY e.at, e.id LIMIT 5000""",
        since,
    )
    before = last["hash"] if last else FIRST
    links = []
    for each in loose:
        before = link(before, each)
        links.append(Link(entry=each["id"], hash=before))
    if links:
        await Link.insert(*links)
    return len(links)
