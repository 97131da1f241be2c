"""Booth cards and papers that are worth nothing any more. Once the vote is open children may hold them, or have filled them
in: then it takes two people and a reason that everybody reads, as the end of a vote does (SG-57)."""

from uuid import UUID, uuid4

from civic.core.actor import Actor
from civic.core.acts import act, advance
from civic.core.charter import FASTER, Refused
from civic.core.clock import now
from civic.core.database import row, rows
from civic.journal.acts import note
from civic.voting.booths import queries as booth_queries
from civic.voting.booths.states import PAPER, Cards
from civic.voting.charter import Voting
from civic.voting.forms import Asked
from civic.voting.tables import Change, Sheet

STOP = "stop"


@act
async def ask_stop(actor: Actor, key: UUID, asked: Asked) -> None:
    """Asking again takes the place of what nobody signed; the journal keeps both."""
    found = await _hold(key)
    Voting.ask_stop.ask(actor, found.case)
    await rows("DELETE FROM poll_change WHERE sheet = $1 AND signed_at IS NULL", key)
    await Change.insert(
        Change(id=uuid4(), poll=found.poll, kind=STOP, sheet=key, why=asked.why, asked_by=actor.id, asked_at=now())
    )
    await note(actor, Voting.ask_stop, key)


@act
async def stop_sheet(actor: Actor, key: UUID, change: UUID | None = None) -> None:
    """Whatever card of it was not used, and every paper, is worth nothing any more. `change` is what the second person
    read, where it takes two."""
    found = await _hold(key)
    Voting.stop_sheet.ask(actor, found.case)
    if found.case.takes_two and (found.stop is None or found.stop != change):
        raise Refused(Voting.stop_sheet, FASTER)
    await advance(Sheet, key, Voting.stop_sheet, actor, found.case)
    await rows("UPDATE booth_code SET state = 'void' WHERE sheet = $1", key)
    if found.door == PAPER and found.state is Cards.PRINTED:
        await row("UPDATE sheet SET used = 0, unused = 0, void = number WHERE id = $1", key)
    await row("UPDATE poll_change SET signed_by = $2, signed_at = $3 WHERE id = $1", found.stop, actor.id, now())
    await note(actor, Voting.stop_sheet, key)


async def _hold(key: UUID) -> booth_queries.Sheet:
    """The sheet, and its poll, as they stay until the act is done."""
    await row("SELECT FROM poll WHERE id = (SELECT poll FROM sheet WHERE id = $1) FOR NO KEY UPDATE", key)
    return await booth_queries.sheet(key)
