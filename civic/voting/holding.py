"""A poll held while an act is about it, and signed."""

from uuid import UUID

from civic.core.actor import Actor
from civic.core.charter import FASTER, Refused, Rule
from civic.core.clock import now
from civic.core.database import row
from civic.voting import queries
from civic.voting.booths import queries as booth_queries
from civic.voting.booths.queries import Sheet
from civic.voting.seen import Poll
from civic.voting.tables import Signature


async def hold(actor: Actor, key: UUID) -> Poll:
    """The poll with its row locked: what was asked of it stays true until the act is done."""
    await row("SELECT FROM poll WHERE id = $1 FOR UPDATE", key)
    return await queries.visible(actor, key)


async def hold_sheet(key: UUID) -> Sheet:
    """A sheet of cards or papers, and its poll, as they stay until the act is done."""
    await row("SELECT FROM poll WHERE id = (SELECT poll FROM sheet WHERE id = $1) FOR UPDATE", key)
    return await booth_queries.sheet(key)


async def as_seen(actor: Actor, key: UUID, rule: Rule, seen: str) -> Poll:
    """The poll, held. `seen` is the mark of the rules before the signer's eyes: nobody signs others (SG-53)."""
    poll = await hold(actor, key)
    if seen not in ("", poll.seen):
        raise Refused(rule, FASTER)
    return poll


async def sign(actor: Actor, poll: Poll) -> None:
    name = Signature(poll=poll.id, act=poll.signing, person=actor.id, at=now())
    await Signature.insert(name).on_conflict(action="DO NOTHING")
