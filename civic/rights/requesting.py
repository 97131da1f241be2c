"""Requests about one's own data: asked alone, answered by two, complied with, and flagged when late (SG-84)."""

import secrets
from dataclasses import replace
from uuid import UUID

from civic.core.actor import SECRETARY, THE_CLOCK, Actor
from civic.core.acts import act, advance
from civic.core.charter import Rule
from civic.core.clock import now, today
from civic.core.database import row
from civic.inbox.acts import tell
from civic.journal.acts import note
from civic.people.queries import with_role
from civic.rights import asked, erasing, queries
from civic.rights.asked import Asked
from civic.rights.charter import Requests
from civic.rights.deadlines import answer_by, comply_by, extended
from civic.rights.kinds import ERASES
from civic.rights.tables import Request

#: No letter or digit that can be taken for another. 40 bits: a receipt finds one's own requests only.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def receipt() -> str:
    code = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{code[:4]}-{code[4:]}"


@act
async def ask_request(actor: Actor, kind: str, words: str = "") -> str:
    """The receipt."""
    Requests.ask_request.ask(actor)
    return await _ask(actor, Requests.ask_request, kind, words, actor.id)


@act
async def ask_for_child(actor: Actor, kind: str, words: str, child: UUID) -> str:
    Requests.ask_for_child.ask(actor, await queries.part(child, actor.id))
    return await _ask(actor, Requests.ask_for_child, kind, words, child)


async def _ask(actor: Actor, rule: Rule, kind: str, words: str, about: UUID) -> str:
    made = Request(
        receipt=receipt(),
        person=actor.id,
        about=about,
        kind=kind,
        words=words,
        asked_at=now(),
        due_on=answer_by(today()),
    )
    await Request.insert(made)
    await note(actor, rule, made.id, kind=kind)
    return made.receipt


async def _held(key: UUID) -> Asked:
    await row("SELECT FROM request WHERE id = $1 FOR UPDATE", key)
    return await asked.request(key)


@act
async def extend_request(actor: Actor, key: UUID, reason: str) -> None:
    """Once, with a reason from the list, which who asked is told."""
    found = await _held(key)
    due = extended(found.due_on)
    await advance(Request, key, Requests.extend_request, actor, found.case, extended_by=actor.id, due_on=due)
    await note(actor, Requests.extend_request, key, reason=reason)
    await _tell(found, f"request_longer_{reason}", day=due)


@act
async def answer_request(actor: Actor, key: UUID, verdict: str, cause: str = "") -> None:
    """`verdict` "yes" or "no"; a no names its legal `cause`. It counts once another person has signed it."""
    found = await _held(key)
    case = replace(found.case, verdict=verdict, cause=cause)
    kept = cause if verdict == "no" else ""
    await advance(Request, key, Requests.answer_request, actor, case, cause=kept, answered_by=actor.id)
    await note(actor, Requests.answer_request, key, verdict=verdict, cause=kept)


@act
async def sign_request(actor: Actor, key: UUID) -> None:
    found = await _held(key)
    rule = Requests.refuse_request if found.cause else Requests.grant_request
    due = {} if found.cause else {"due_on": comply_by(today())}
    await advance(Request, key, rule, actor, found.case, signed_by=actor.id, answered_at=now(), **due)
    await note(actor, rule, key, cause=found.cause)
    await _tell(found, "request_refused" if found.cause else "request_granted")


@act
async def return_request(actor: Actor, key: UUID) -> None:
    found = await _held(key)
    await advance(Request, key, Requests.return_request, actor, found.case, cause="", answered_by=None)
    await note(actor, Requests.return_request, key)


@act
async def comply_request(actor: Actor, key: UUID, how: str) -> None:
    """`how` of kinds.DONE_HOW; two of them erase the child it is about, as it was granted by two people."""
    found = await _held(key)
    await advance(Request, key, Requests.comply_request, actor, replace(found.case, how=how), done_at=now())
    await note(actor, Requests.comply_request, key, how=how)
    if how in ERASES and found.about and not await erasing.is_watched(found.about):
        await erasing.erase(actor, Requests.comply_request, found.about, ERASES[how])
    else:
        await _tell(found, "request_done")


async def _tell(found: Asked, kind: str, **facts: object) -> None:
    if found.person:
        page = "/familia/derechos/recibo/" if found.of_guardian else "/mis-derechos/recibo/"
        await tell(found.person, kind, page + found.receipt, title=found.receipt, **facts)


@act
async def flag_late_requests() -> None:
    """The clock: whoever answers for transparency is told once, and the desk shows it first."""
    for key, due in await asked.overdue():
        for secretary in await with_role(SECRETARY):
            await tell(secretary, "request_late", f"/mesa/derechos/{key}", day=due)
        await note(THE_CLOCK, Requests.see_requests, key, late=True)
