"""Asking for help, and caring for who asked. The journal knows every look and step, and no word."""

from uuid import UUID

from civic.core.actor import NOBODY, Actor
from civic.core.acts import act, advance
from civic.core.charter import FASTER, Refused
from civic.core.clock import now
from civic.core.database import row
from civic.journal.acts import note
from civic.safeguarding import queries
from civic.safeguarding.charter import ATTENDED, Case
from civic.safeguarding.charter import Safeguarding as Charter
from civic.safeguarding.forms import Help
from civic.safeguarding.queries import Letter
from civic.safeguarding.tables import Concern, Contact


@act
async def ask_for_help(actor: Actor, asked: Help) -> None:
    """Keeps who wrote only if they said so; the journal line is nobody's, or it would tell."""
    Charter.ask_for_help.ask(actor)
    concern = Concern(
        words=asked.words,
        answer_to=asked.answer_to,
        person=actor.id if asked.it_is_me else None,
        received_at=now(),
    )
    await Concern.insert(concern)
    await note(NOBODY, Charter.ask_for_help, concern.id)


@act
async def read_concern(actor: Actor, key: UUID) -> Letter:
    case = await _held(actor, key)
    if case.state is ATTENDED:
        Charter.reread_concern.ask(actor, case)
        await note(actor, Charter.reread_concern, key)
    else:
        await advance(Concern, key, Charter.read_concern, actor, case)
        await Concern.update({Concern.first_read_at: now()}).where(
            (Concern.id == key) & Concern.first_read_at.is_null()
        )
        await note(actor, Charter.read_concern, key)
    return await queries.letter(key)


@act
async def take_step(actor: Actor, key: UUID, step: str) -> None:
    case = await _held(actor, key)
    Charter.take_step.ask(actor, case)
    if step not in case.steps:
        await note(actor, Charter.take_step, key, step=step)


@act
async def attend_concern(actor: Actor, key: UUID) -> None:
    await advance(Concern, key, Charter.attend_concern, actor, await _held(actor, key))
    await note(actor, Charter.attend_concern, key)


@act
async def ask_to_close(actor: Actor, key: UUID, outcome: str) -> None:
    case = await _held(actor, key)
    await advance(Concern, key, Charter.ask_to_close, actor, case, closing_asked_by=actor.id, outcome=outcome)
    await note(actor, Charter.ask_to_close, key, outcome=outcome)


@act
async def keep_open(actor: Actor, key: UUID) -> None:
    case = await _held(actor, key)
    await advance(Concern, key, Charter.keep_open, actor, case, closing_asked_by=None, outcome="")
    await note(actor, Charter.keep_open, key)


@act
async def close_concern(actor: Actor, key: UUID, outcome: str) -> None:
    """`outcome` is the one this person saw: if it changed meanwhile, they look again."""
    case = await _held(actor, key)
    Charter.close_concern.ask(actor, case)
    if outcome != case.outcome:
        raise Refused(Charter.close_concern, FASTER)
    await advance(Concern, key, Charter.close_concern, actor, case)
    await note(actor, Charter.close_concern, key, outcome=outcome)


async def _held(actor: Actor, key: UUID) -> Case:
    """The case with its row locked: what one officer looks at, the other cannot change meanwhile."""
    await row("SELECT FROM concern WHERE id = $1 FOR UPDATE", key)
    return await queries.case(actor, key)


async def add_contact(name: str, phone: str, hours: str, place: int = 0) -> None:
    """Put a help line of the town on the page. By the command line and the demo until the secretariat's pages."""
    await Contact.insert(Contact(name=name, phone=phone, hours=hours, place=place))
