"""A call drafted, its promise written, opened, and closed when its time is up."""

from dataclasses import asdict
from uuid import UUID, uuid4

from civic.calls import queries
from civic.calls.charter import Calls
from civic.calls.forms import Parts
from civic.calls.tables import Call
from civic.core.actor import THE_CLOCK, Actor
from civic.core.acts import act, advance
from civic.core.clock import now
from civic.journal.acts import note


@act
async def draft_call(actor: Actor) -> UUID:
    Calls.draft_call.ask(actor)
    key = uuid4()
    await Call.insert(Call(id=key))
    await note(actor, Calls.draft_call, key)
    return key


@act
async def keep_call(actor: Actor, key: UUID, parts: Parts) -> None:
    """Keep the promise as far as it is written. Once the call is open nobody can change it."""
    call = await queries.visible(actor, key)
    await advance(Call, key, Calls.keep_call, actor, call.case, **asdict(parts))
    await note(actor, Calls.keep_call, key)


@act
async def open_call(actor: Actor, key: UUID) -> None:
    call = await queries.visible(actor, key)
    await advance(Call, key, Calls.open_call, actor, call.case, opened_at=now())
    await note(actor, Calls.open_call, key)


@act
async def close_call(actor: Actor, key: UUID) -> None:
    """No more ideas. Talking, voting and answering go on."""
    call = await queries.visible(actor, key)
    await advance(Call, key, Calls.close_call, actor, call.case)
    await note(actor, Calls.close_call, key)


async def close_overdue_calls() -> None:
    """A chore of the clock: each call in an act of its own."""
    for key in await queries.overdue():
        await close_call(THE_CLOCK, key)
