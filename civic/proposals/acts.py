"""Writing a proposal and sending it; and its moves through the council, called by the rooms that cause them."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from civic.core.actor import Actor
from civic.core.acts import act, advance
from civic.core.charter import Rule
from civic.core.database import row
from civic.core.images import Picture
from civic.journal.acts import note
from civic.moderation.acts import begin_writing, hold, keep_picture, keep_words, send_writing
from civic.proposals import queries
from civic.proposals.charter import Proposals
from civic.proposals.tables import Proposal


@act
async def start_proposal(actor: Actor, call: UUID) -> UUID:
    Proposals.start_proposal.ask(actor, await queries.start_case(actor, call))
    key = await begin_writing(actor.id, "proposal")
    await Proposal.insert(Proposal(id=key, writing=key, call=call))
    return key


@act
async def keep_draft(
    actor: Actor,
    key: UUID,
    words: dict[str, str] | None = None,
    category: str | None = None,
    area: UUID | None = None,
    picture: Picture | None = None,
    without_picture: bool = False,
) -> bool:
    """Keep one step as it was left. Nothing is lost by going back. True when it now worries: only then somebody of the care
    team reads it before it is sent."""
    await hold(key)
    draft = await queries.draft(actor, key)
    Proposals.keep_draft.ask(actor, draft.case)
    kept = await keep_picture(picture) if picture else None
    worries = await keep_words(draft.writing, words or {}, kept, without_picture)
    if category is not None:
        await row("UPDATE proposal SET category = $2 WHERE id = $1", key, category)
    if area is not None:
        await row("UPDATE proposal SET area = $2 WHERE id = $1", key, area)
    return worries


@act
async def send_proposal(actor: Actor, key: UUID, nobodys: bool = False) -> date:
    """The day by which somebody will have read it. `nobodys`: its author says that what points is nobody's."""
    await hold(key)
    draft = await queries.draft(actor, key)
    case = replace(draft.case, points=draft.case.points and not nobodys)
    return await send_writing(actor, draft.writing, Proposals.send_proposal, case)


@act
async def put_on_poll(actor: Actor, key: UUID) -> None:
    await _move(actor, key, Proposals.put_on_poll)


@act
async def choose_proposal(actor: Actor, key: UUID) -> None:
    await _move(actor, key, Proposals.choose_proposal)


@act
async def pass_over_proposal(actor: Actor, key: UUID) -> None:
    await _move(actor, key, Proposals.pass_over_proposal)


@act
async def free_proposal(actor: Actor, key: UUID) -> None:
    await _move(actor, key, Proposals.free_proposal)


@act
async def answer_proposal(actor: Actor, key: UUID, questions_until: date) -> None:
    """With the answer one round of questions opens, by itself (SG-64)."""
    await _move(actor, key, Proposals.answer_proposal, questions_until=questions_until)


@act
async def promise_proposal(actor: Actor, key: UUID) -> None:
    await _move(actor, key, Proposals.promise_proposal)


@act
async def report_happened(actor: Actor, key: UUID) -> None:
    await _move(actor, key, Proposals.report_happened)


async def _move(actor: Actor, key: UUID, rule: Rule, **columns: object) -> None:
    await advance(Proposal, key, rule, actor, await queries.road(key), **columns)
    await note(actor, rule, key)
