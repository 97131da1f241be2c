"""Asking for help, and caring for who asked. The journal knows every look and step, and no word."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID, uuid4

from civic.core import outbox
from civic.core.actor import NOBODY, SECRETARY, THE_CLOCK, Actor
from civic.core.acts import act, advance
from civic.core.charter import FASTER, Refused
from civic.core.clock import now
from civic.core.database import row
from civic.journal.acts import note
from civic.people.queries import with_role
from civic.safeguarding import queries
from civic.safeguarding.charter import ATTENDED, Case
from civic.safeguarding.charter import Safeguarding as Charter
from civic.safeguarding.forms import Help, Report
from civic.safeguarding.naming import named_in
from civic.safeguarding.queries import Letter
from civic.safeguarding.tables import Concern, Contact


@act
async def ask_for_help(actor: Actor, asked: Help) -> str:
    """Keeps who wrote only if they said so; the journal line is nobody's, or it would tell. Who will not read it: "", "one"
    (those it names) or "all" (nobody of the team may)."""
    Charter.ask_for_help.ask(actor)
    concern = Concern(
        id=uuid4(),
        words=asked.words,
        answer_to=asked.answer_to,
        person=actor.id if asked.it_is_me else None,
        received_at=now(),
    )
    without = await _receive(concern, asked.not_for)
    await note(NOBODY, Charter.ask_for_help, concern.id)
    return without


@act
async def raise_concern(
    source: str,
    about: UUID,
    person: UUID | None = None,
    kinds: Collection[str] = (),
    not_for: Collection[UUID] = (),
    words: str = "",
) -> str:
    """Another room saw what worries, and says so in its own act's transaction. `source` and `kinds` are keys of `steps`;
    `person` is whose nickname the officers see. "new"; or with words about the same thing: "known", when it waits there
    already, "seen", when they looked at these very words and let them go on."""
    known = await queries.raised(about, source, list(kinds), words) if words else None
    if known and known["words"] == words:
        return "seen" if known["seen_to"] else "known"
    if known and known["state"] == "received":
        aside, _without = await _aside(words, [*known["not_for"], *not_for])
        await row("UPDATE concern SET words = $2, not_for = $3 WHERE id = $1", known["id"], words, aside)
        return "known"
    concern = Concern(
        id=uuid4(), source=source, about=about, person=person, kinds=list(kinds), words=words, received_at=now()
    )
    await _receive(concern, not_for)
    await note(THE_CLOCK, Charter.raise_concern, concern.id, source=source)
    return "new"


async def _receive(concern: Concern, not_for: Collection[UUID]) -> str:
    """Put it before the officers, but for those it names. If nobody is left, the secretary calls somebody from outside."""
    concern.not_for, without = await _aside(concern.words, not_for)
    await Concern.insert(concern)
    return without


async def _aside(words: str, not_for: Collection[UUID]) -> tuple[list[UUID], str]:
    """The officers who must not read it, and whether that leaves "", "one" or "all" of them out."""
    officers = await queries.officers()
    aside = {*not_for, *named_in(words, officers)} & officers.keys()
    if aside != officers.keys():
        return list(aside), "one" if aside else ""
    for secretary in await with_role(SECRETARY):
        await outbox.put("tell", person=secretary, sentence="care_outside", link="")
    return list(aside), "all"


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
async def tell_authority(actor: Actor, key: UUID, report: Report) -> None:
    """May be written again, when the folio comes later or was mistyped."""
    await advance(
        Concern,
        key,
        Charter.tell_authority,
        actor,
        await _held(actor, key),
        authority=report.authority,
        folio=report.folio,
        told_at=report.told_at,
    )
    await note(actor, Charter.tell_authority, key)


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
    case = replace(await _held(actor, key), outcome=outcome)
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


async def add_contact(name: str, phone: str, hours: str, place: int, level: int = 1) -> None:
    """Put a help line of the town on the page."""
    await Contact.insert(Contact(name=name, phone=phone, hours=hours, place=place, level=level))
