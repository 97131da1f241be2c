"""The city's side of the promise: owing, answering, promising, showing; and what children say of it."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from civic.core.actor import SECRETARY, THE_CLOCK, Actor
from civic.core.acts import act, advance
from civic.core.charter import FASTER, Refused
from civic.core.clock import now, today, working_days_after
from civic.core.database import row
from civic.core.images import Picture
from civic.core.outbox import does
from civic.deliberation.telling import tell_contributors
from civic.inbox.acts import tell
from civic.journal.acts import note
from civic.moderation.acts import keep_picture
from civic.people.queries import with_role
from civic.proposals import acts as proposals
from civic.responses import queries
from civic.responses.answers import DAYS_TO_ANSWER, Promise, Said, questions_until
from civic.responses.charter import Responses
from civic.responses.tables import Answer, Commitment, Evidence, Milestone


@does("owe_answer")
async def _owe_answer(facts: dict[str, Any]) -> None:
    """Voting stands before this room and cannot call it: it leaves this job when a proposal is chosen."""
    await owe_answer(THE_CLOCK, UUID(facts["proposal"]), UUID(facts["office"]))


@act
async def owe_answer(actor: Actor, proposal: UUID, office: UUID) -> None:
    """From now on the office owes an answer, by a day that nothing moves (SG-63). Asked twice, it owes one."""
    case, owed = await queries.chosen(proposal)
    if owed:
        return
    Responses.owe_answer.ask(actor, case)
    due_on = working_days_after(today(), DAYS_TO_ANSWER)
    made = await row(
        """INSERT INTO answer (id, proposal, office, state, due_on) VALUES ($1, $1, $2, 'owed', $3)
           ON CONFLICT (proposal) DO NOTHING RETURNING id""",
        proposal,
        office,
        due_on,
    )
    if made:
        await note(actor, Responses.owe_answer, proposal, due_on=due_on.isoformat())
        await tell_contributors("chosen", proposal, day=due_on)


@act
async def give_answer(actor: Actor, proposal: UUID, said: Said) -> None:
    case = replace(await queries.owed(proposal), said=said)
    await advance(
        Answer,
        proposal,
        Responses.give_answer,
        actor,
        case,
        verdict=said.verdict,
        reason=said.reason,
        instead=said.instead,
        next_on=said.next_on,
        passed_to=said.passed_to,
        officer=actor.id,
        answered_at=now(),
    )
    await proposals.answer_proposal(actor, proposal, questions_until(today()))
    await note(actor, Responses.give_answer, proposal, verdict=said.verdict)
    await tell_contributors(f"answered_{said.verdict}", proposal)


@act
async def mark_late(actor: Actor, proposal: UUID) -> None:
    """Once, the day after: children are told, and the secretariat, which answers for the city's keeping its word."""
    case = await queries.owed(proposal)
    await advance(Answer, proposal, Responses.mark_late, actor, case)
    await note(actor, Responses.mark_late, proposal, due_on=case.due_on.isoformat())
    await tell_contributors("late", proposal, day=case.due_on)
    for secretary in await with_role(SECRETARY):
        await tell(secretary, "late", f"/propuestas/{proposal}", title=await queries.asked(proposal), day=case.due_on)


async def mark_late_answers() -> None:
    """What the clock owes every day. Another process may be doing the same: whoever comes second leaves it."""
    for proposal in await queries.overdue():
        try:
            await mark_late(THE_CLOCK, proposal)
        except Refused:
            continue


@act
async def make_commitment(actor: Actor, proposal: UUID, promise: Promise) -> None:
    case = replace(await queries.owed(proposal), promise=promise)
    Responses.make_commitment.ask(actor, case)
    await proposals.promise_proposal(actor, proposal)
    await Commitment.insert(
        Commitment(
            id=proposal,
            proposal=proposal,
            office=case.office,
            title=promise.title,
            due_on=promise.due_on,
            made_at=now(),
        )
    )
    await Milestone.insert(
        *(Milestone(commitment=proposal, title=step.title, due_on=step.due_on) for step in promise.steps)
    )
    await note(actor, Responses.make_commitment, proposal, steps=len(promise.steps))


@act
async def report_milestone(
    actor: Actor, proposal: UUID, milestone: UUID, words: str, picture: Picture | None = None
) -> None:
    """A step is done and this shows it. Evidence is only ever added; with the last step the promise is done."""
    case = await queries.kept(proposal, milestone, words)
    await advance(Commitment, proposal, Responses.report_milestone, actor, case)
    # The commitment's row is locked by now: of two who show the same step, the second finds it done.
    done = await row(
        "UPDATE milestone SET done_on = $2 WHERE id = $1 AND done_on IS NULL RETURNING id", milestone, today()
    )
    if done is None:
        raise Refused(Responses.report_milestone, FASTER)
    kept = await keep_picture(picture) if picture else None
    await Evidence.insert(
        Evidence(commitment=proposal, milestone=milestone, words=words, picture=kept, officer=actor.id, at=now())
    )
    await note(actor, Responses.report_milestone, proposal, milestone=str(milestone), picture=kept is not None)
    case = await queries.kept(proposal)
    if Responses.finish_commitment.allows(actor, case):
        await _finish(actor, proposal, case)


async def _finish(actor: Actor, proposal: UUID, case: object) -> None:
    await advance(Commitment, proposal, Responses.finish_commitment, actor, case)
    await proposals.report_happened(actor, proposal)
    await note(actor, Responses.finish_commitment, proposal)
    await tell_contributors("happened", proposal)


@act
async def give_verdict(actor: Actor, proposal: UUID, about: str, face: str) -> None:
    """One face for each child, which they may change."""
    Responses.give_verdict.ask(actor, await queries.judged(actor, proposal, about))
    await row(
        """INSERT INTO verdict (id, proposal, about, by, face) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (proposal, about, by) DO UPDATE SET face = excluded.face""",
        uuid4(),
        proposal,
        about,
        queries.mark(actor, proposal, about),
        face,
    )
    # Without the child: the order of the lines would tell whose face is whose.
    await note(replace(actor, id=None), Responses.give_verdict, proposal, about=about)
