"""Booth cards and papers that are worth nothing any more. Once the vote is open children may hold them, or have filled them
in: then it takes two people and a reason that everybody reads, as the end of a vote does (SG-57)."""

from uuid import UUID

from civic.core.actor import Actor
from civic.core.acts import act, advance
from civic.core.charter import FASTER, Refused
from civic.core.database import row, rows
from civic.journal.acts import note
from civic.voting.booths.states import PAPER, Cards
from civic.voting.changes.acts import keep_asked, keep_signed
from civic.voting.charter import Voting
from civic.voting.forms import Asked
from civic.voting.holding import hold_sheet
from civic.voting.tables import Sheet

STOP = "stop"


@act
async def ask_stop(actor: Actor, key: UUID, asked: Asked) -> None:
    found = await hold_sheet(key)
    Voting.ask_stop.ask(actor, found.case)
    await keep_asked(actor, found.poll, STOP, asked, key)
    await note(actor, Voting.ask_stop, key)


@act
async def stop_sheet(actor: Actor, key: UUID, change: UUID | None = None) -> None:
    """Whatever card of it was not used, and every paper, is worth nothing any more. `change` is what the second person
    read, where it takes two."""
    found = await hold_sheet(key)
    Voting.stop_sheet.ask(actor, found.case)
    if found.case.takes_two and (found.stop is None or found.stop != change):
        raise Refused(Voting.stop_sheet, FASTER)
    await advance(Sheet, key, Voting.stop_sheet, actor, found.case)
    await rows("UPDATE booth_code SET state = 'void' WHERE sheet = $1", key)
    if found.door == PAPER and found.state is Cards.PRINTED:
        await row("UPDATE sheet SET used = 0, unused = 0, void = number WHERE id = $1", key)
    await keep_signed(actor, found.stop)
    await note(actor, Voting.stop_sheet, key)
