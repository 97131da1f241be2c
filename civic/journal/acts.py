"""Writing the journal. Every other act calls this one; nothing ever changes a line."""

from uuid import UUID

from civic.core.actor import Actor
from civic.core.charter import Rule
from civic.core.clock import now
from civic.journal.tables import Entry


async def note(actor: Actor, rule: Rule, subject: UUID | None = None, **facts: str | int | bool) -> None:
    """A line: who (role and id), which act, on what, with facts that hold no words of anyone."""
    await Entry.insert(
        Entry(at=now(), act=str(rule), role=actor.role.name.lower(), person=actor.id, subject=subject, facts=facts)
    )
