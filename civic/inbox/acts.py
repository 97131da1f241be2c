from datetime import date
from uuid import UUID

from civic.core.actor import Actor
from civic.core.acts import act
from civic.core.clock import now
from civic.core.database import row
from civic.core.outbox import does
from civic.inbox.charter import Inbox
from civic.inbox.sentences import SENTENCES
from civic.inbox.tables import Message


async def tell(person: UUID, kind: str, link: str, **facts: object) -> None:
    """Leave a message of a known kind. Days travel as ISO text and are said in the reader's words."""
    assert kind in SENTENCES, kind
    plain = {name: fact.isoformat() if isinstance(fact, date) else str(fact) for name, fact in facts.items()}
    await Message.insert(Message(person=person, kind=kind, facts=plain, link=link, at=now()))


@does("tell")
async def _tell(facts: dict[str, str]) -> None:
    """For rooms that stand before this one."""
    await tell(UUID(facts["person"]), facts["sentence"], facts["link"])


async def forget(link: str, kept_by: UUID) -> None:
    """Take away what was told about one thing, except to one person."""
    await row("DELETE FROM message WHERE link = $1 AND person <> $2", link, kept_by)


@act
async def read_inbox(actor: Actor) -> None:
    Inbox.read_inbox.ask(actor)
    await row("UPDATE message SET read_at = $2 WHERE person = $1 AND read_at IS NULL", actor.id, now())
