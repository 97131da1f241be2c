"""Telling everyone who contributed to a proposal what became of it: also when it was not chosen (SG-66)."""

import json
from typing import Any
from uuid import UUID

from asyncpg import Record

from civic.core import outbox
from civic.core.database import row, rows
from civic.core.outbox import does
from civic.inbox.acts import tell


async def tell_contributors(kind: str, proposal: UUID, **facts: object) -> None:
    """Leave the job: `kind` is a sentence of the inbox, `facts` what it says beside the title, days as dates.

    The same sentence with the same facts is told once. What may happen again says of which time it speaks with a fact
    that the sentence passes over (`poll=`).
    """
    await outbox.put("tell_contributors", sentence=kind, proposal=proposal, **facts)


@does("tell_contributors")
async def _tell_contributors(facts: dict[str, Any]) -> None:
    kind, key = facts.pop("sentence"), UUID(facts.pop("proposal"))
    # The lock lets two jobs for one proposal come one after the other, so the second sees what the first told.
    found = await row(
        """SELECT w.title FROM proposal p JOIN writing w ON w.id = p.id
           WHERE p.id = $1 AND w.state = 'published' FOR UPDATE OF p""",
        key,
    )
    if found is None:  # taken back: its words are nobody's news any more
        return
    link, facts = f"/propuestas/{key}", {"title": found["title"], **facts}
    for each in await _not_told_yet(key, kind, link, facts):
        await tell(each["author"], kind, link, **facts)


async def _not_told_yet(key: UUID, kind: str, link: str, facts: dict[str, Any]) -> list[Record]:
    """The author of the proposal and of each published voice or reply on it, once each."""
    return await rows(
        """SELECT author FROM (
             SELECT author FROM writing WHERE id = $1
             UNION
             SELECT w.author FROM argument a JOIN writing w ON w.id = a.id
             WHERE a.proposal = $1 AND w.state = 'published') AS contributor
           WHERE author IS NOT NULL AND NOT EXISTS (SELECT FROM message m WHERE m.person = author AND m.kind = $2 AND m.link = $3
                             AND m.facts = $4::jsonb)""",
        key,
        kind,
        link,
        json.dumps(facts),
    )
