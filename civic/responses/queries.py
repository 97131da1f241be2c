"""What the city owes, answered and promised: for the office's desk, and for everyone."""

import json
from dataclasses import dataclass
from uuid import UUID

from asyncpg import Record

from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.clock import today
from civic.core.database import row, rows, value
from civic.moderation import queries as moderation
from civic.moderation.kinds import KINDS
from civic.proposals.states import State as Standing
from civic.responses import verdicts
from civic.responses.answers import ANSWERS
from civic.responses.charter import Chosen, Judged, Kept, Owed
from civic.responses.deadlines import Due, due
from civic.responses.outcomes import CityPromise, Outcome, answer_of, in_time, promise_of, verdicts_of
from civic.responses.states import DONE, UNANSWERED, AnswerState, State
from civic.responses.verdicts import ABOUT
from civic.settings import current

STEPS = """
  coalesce((SELECT json_agg(m ORDER BY m.due_on, m.id) FROM milestone m WHERE m.commitment = c.id), '[]') AS steps,
  coalesce((SELECT json_agg(e ORDER BY e.at, e.id) FROM evidence e WHERE e.commitment = c.id), '[]') AS shown
"""

OUTCOME = f"""
SELECT a.proposal, a.state, a.due_on, a.verdict, a.reason, a.instead, a.next_on, a.passed_to, a.answered_at,
  o.name AS office, c.state AS kept, c.title, c.due_on AS kept_by, c.made_at, {STEPS},
  coalesce((SELECT json_agg(v) FROM (SELECT about, count(*) AS many, count(*) FILTER (WHERE face = 'happy') AS happy,
     min(face) FILTER (WHERE by = ANY($2::bytea[])) AS mine
     FROM verdict WHERE proposal = a.proposal GROUP BY about) v), '[]') AS faces
FROM answer a JOIN office o ON o.id = a.office LEFT JOIN commitment c ON c.proposal = a.proposal
WHERE a.proposal = $1
"""


async def outcome(actor: Actor, proposal: UUID) -> Outcome | None:
    """Answer, promise and faces in one statement; None when nothing is owed to this proposal."""
    found = await row(OUTCOME, proposal, list(_marks(actor, proposal).values()))
    if found is None:
        return None
    answer, promise = answer_of(found), promise_of(found) if found["kept"] else None
    return Outcome(answer, promise, verdicts_of(actor, proposal, json.loads(found["faces"]), answer, promise))


def _marks(actor: Actor, proposal: UUID) -> dict[str, bytes]:
    return {about: mark(actor, proposal, about) for about in ABOUT} if actor.id else {}


def mark(actor: Actor, proposal: UUID, about: str) -> bytes:
    return verdicts.by(current().secret, actor.id, proposal, about)


async def judged(actor: Actor, proposal: UUID, about: str) -> Judged:
    """Raises NotThere when nothing is owed to this proposal, or it is not published."""
    found = await row(
        """SELECT a.state, c.state AS kept, p.call, said.said FROM answer a JOIN proposal p ON p.id = a.proposal
           JOIN writing w ON w.id = a.proposal AND w.state = 'published'
           LEFT JOIN commitment c ON c.proposal = a.proposal
           LEFT JOIN assent said ON said.about = p.call AND said.child = $2 WHERE a.proposal = $1""",
        proposal,
        actor.id,
    )
    if found is None:
        raise NotThere
    spoken = in_time(about, AnswerState(found["state"]), State(found["kept"]) if found["kept"] else None)
    return Judged(spoken, found["said"] or "", found["call"])


async def chosen(proposal: UUID) -> tuple[Chosen, bool]:
    """The case, and whether an answer is already owed. Raises NotThere."""
    found = await row(
        "SELECT p.state, EXISTS(SELECT FROM answer WHERE proposal = p.id) AS owed FROM proposal p WHERE p.id = $1",
        proposal,
    )
    if found is None:
        raise NotThere
    return Chosen(Standing(found["state"])), found["owed"]


async def owed(proposal: UUID) -> Owed:
    found = await row("SELECT state, office, due_on, verdict FROM answer WHERE proposal = $1", proposal)
    if found is None:
        raise NotThere
    return Owed(AnswerState(found["state"]), found["office"], found["due_on"], today(), found["verdict"])


async def kept(proposal: UUID, milestone: UUID | None = None, words: str = "") -> Kept:
    """A promise, looked at for one of its steps. Raises NotThere when there is none."""
    found = await row(
        """SELECT c.state, c.office, bool_or(m.id = $2 AND m.done_on IS NULL) AS step_open,
             count(*) FILTER (WHERE m.done_on IS NULL) AS steps_left
           FROM commitment c JOIN milestone m ON m.commitment = c.id WHERE c.proposal = $1 GROUP BY c.id""",
        proposal,
        milestone,
    )
    if found is None:
        raise NotThere
    return Kept(State(found["state"]), found["office"], bool(found["step_open"]), found["steps_left"], words)


async def overdue() -> list[UUID]:
    """Proposals whose day to answer is over and that nobody has been told are late."""
    found = await rows(
        """SELECT a.proposal FROM answer a JOIN writing w ON w.id = a.proposal AND w.state = 'published'
           WHERE a.state = 'owed' AND a.due_on < $1 ORDER BY a.due_on""",
        today(),
    )
    return [each["proposal"] for each in found]


async def picture(evidence: UUID, small: bool) -> tuple[bytes, str]:
    """A picture that shows that a step was done: public as soon as it is there."""
    column = "small" if small else "large"
    found = await row(
        f"SELECT p.{column} AS body, p.kind FROM evidence e JOIN picture p ON p.id = e.picture WHERE e.id = $1",
        evidence,
    )
    if found is None:
        raise NotThere
    return found["body"], found["kind"]


@dataclass(frozen=True)
class Line:
    """Something owed, in a list: what was asked and by when. `next` is the next step of a promise."""

    proposal: UUID
    title: str
    office: str
    due: Due
    next: str = ""


@dataclass(frozen=True)
class Piles:
    """What an office owes: answers, promises to write after a yes, and promises with their next step. By due day."""

    office: str
    answers: list[Line]
    to_promise: list[Line]
    promises: list[Line]


async def owed_by(office: UUID | None) -> Piles:
    """No author, no name, no age: only what was asked (SG-41). What its author took back is owed no answer."""
    found = await rows(
        """SELECT o.name AS office, a.proposal, a.state, a.verdict, c.state AS kept, step.title AS step,
             coalesce(c.title, w.title) AS title, coalesce(step.due_on, c.due_on, a.next_on, a.due_on) AS by
           FROM office o LEFT JOIN (answer a JOIN writing w ON w.id = a.proposal) ON a.office = o.id
           LEFT JOIN commitment c ON c.proposal = a.proposal
           LEFT JOIN LATERAL (SELECT title, due_on FROM milestone m WHERE m.commitment = c.id AND m.done_on IS NULL
                              ORDER BY m.due_on, m.id LIMIT 1) step ON true
           WHERE o.id = $1 AND (w.state = 'published' OR c.id IS NOT NULL OR a.id IS NULL)
           ORDER BY by, a.proposal""",
        office,
    )
    piles: dict[str, list[Line]] = {"answers": [], "to_promise": [], "promises": []}
    for each in found:
        if pile := _pile(each):
            line = Line(each["proposal"], each["title"], each["office"], due(each["by"], today()), each["step"] or "")
            piles[pile].append(line)
    return Piles(found[0]["office"] if found else "", **piles)


def _pile(found: Record) -> str:
    if found["state"] is None:
        return ""
    if AnswerState(found["state"]) in UNANSWERED:
        return "answers"
    if found["kept"] is None:
        return "to_promise" if ANSWERS[found["verdict"]].dated else ""
    return "" if State(found["kept"]) is DONE else "promises"


async def unanswered() -> list[Line]:
    """What every office of the city owes an answer to, the latest first: public, always (SG-63)."""
    found = await rows(
        """SELECT a.proposal, w.title, o.name AS office, a.due_on FROM answer a JOIN office o ON o.id = a.office
           JOIN writing w ON w.id = a.proposal AND w.state = 'published'
           WHERE a.state <> 'answered' ORDER BY a.due_on, a.proposal LIMIT 100"""
    )
    return [Line(each["proposal"], each["title"], each["office"], due(each["due_on"], today())) for each in found]


PROMISES = f"""
SELECT c.proposal, o.name AS office, c.state AS kept, c.title, c.due_on AS kept_by, c.made_at, {STEPS},
  CASE WHEN w.state = 'published' THEN w.title ELSE '' END AS asked
FROM commitment c JOIN office o ON o.id = c.office JOIN writing w ON w.id = c.proposal
"""


async def promises(first: int, many: int) -> list[CityPromise]:
    """A page of them: late ones first, then by the next day something is due; what is done has none and comes last."""
    found = await rows(
        PROMISES
        + """LEFT JOIN LATERAL (SELECT min(due_on) AS due_on FROM milestone m
                               WHERE m.commitment = c.id AND m.done_on IS NULL) next ON true
           ORDER BY CASE WHEN c.state = 'done' THEN NULL ELSE least(next.due_on, c.due_on) END,
             c.made_at DESC, c.id OFFSET $1 LIMIT $2""",
        first,
        many,
    )
    return [promise_of(each, each["asked"]) for each in found]


async def promise(proposal: UUID) -> CityPromise:
    found = await row(PROMISES + "WHERE c.proposal = $1", proposal)
    if found is None:
        raise NotThere
    return promise_of(found, found["asked"])


async def asked(proposal: UUID) -> str:
    """The title of a published proposal, or nothing."""
    return await value("SELECT title FROM writing WHERE id = $1 AND state = 'published'", proposal) or ""


@dataclass(frozen=True)
class Idea:
    """A published proposal as an officer reads it: its words and drawing, never whose they are (SG-41)."""

    title: str
    words: list[str]
    area: str
    picture: str


async def idea(actor: Actor, proposal: UUID) -> Idea:
    writing = await moderation.visible(actor, proposal)
    area = await value("SELECT ar.name FROM proposal p JOIN area ar ON ar.id = p.area WHERE p.id = $1", proposal)
    shown = [writing.shown.get(field, "") for field in KINDS["proposal"].fields]
    picture = f"/dibujos/{writing.picture}" if writing.picture else ""
    return Idea(shown[0], [each for each in shown[1:] if each], area or "", picture)
