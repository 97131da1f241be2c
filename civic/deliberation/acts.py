"""Saying something about an idea and sending it to be read; and an adviser's advice."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from civic.core.actor import Actor
from civic.core.acts import act
from civic.core.clock import now
from civic.core.database import row
from civic.deliberation import queries
from civic.deliberation.charter import Deliberation
from civic.deliberation.kinds import REPLY
from civic.deliberation.queries import About
from civic.deliberation.tables import Advice, Argument
from civic.journal.acts import note
from civic.moderation import queries as moderation
from civic.moderation.acts import begin_writing, hold, keep_words, send_writing


@act
async def start_argument(actor: Actor, proposal: UUID, kind: str, words: str) -> UUID:
    """A draft of a first voice."""
    return await _start(actor, await queries.about_proposal(actor, proposal, kind), kind, words)


@act
async def start_reply(actor: Actor, argument: UUID, words: str) -> UUID:
    """A draft of an answer to a voice; an answer to an answer is refused (SG-45)."""
    return await _start(actor, await queries.about_voice(actor, argument), REPLY, words, argument)


async def _start(actor: Actor, about: About, kind: str, words: str, reply_to: UUID | None = None) -> UUID:
    Deliberation.start_argument.ask(actor, about.talk)
    key = await begin_writing(actor.id, "argument")
    await Argument.insert(Argument(id=key, writing=key, proposal=about.proposal, kind=kind, reply_to=reply_to))
    await keep_words(await moderation.own(actor, key), {"words": words})
    return key


@act
async def keep_argument(actor: Actor, key: UUID, words: str) -> None:
    await hold(key)
    voice = await queries.own(actor, key)
    Deliberation.keep_argument.ask(actor, voice.case)
    await keep_words(voice.writing, {"words": words})


@act
async def send_argument(actor: Actor, key: UUID, nobodys: bool = False) -> date:
    """The day by which somebody will have read it. `nobodys`: its author says that what points is nobody's."""
    await hold(key)
    voice = await queries.own(actor, key)
    case = replace(voice.case, points=voice.case.points and not nobodys)
    return await send_writing(actor, voice.writing, Deliberation.send_argument, case)


@act
async def give_advice(actor: Actor, proposal: UUID, words: str) -> None:
    """Published as it is sent, with name, role and institution: everyone reads it at once (SG-32, SG-36)."""
    await row("SELECT 1 FROM proposal WHERE id = $1 FOR UPDATE", proposal)
    Deliberation.give_advice.ask(actor, await queries.advising(actor, proposal))
    await Advice.insert(Advice(proposal=proposal, adviser=actor.id, words=words, at=now()))
    await note(actor, Deliberation.give_advice, proposal)
