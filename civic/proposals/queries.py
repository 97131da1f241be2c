"""A child's own proposals while they are written, and the facts their rules look at."""

from dataclasses import dataclass
from uuid import UUID

from asyncpg import Record

from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.clock import today
from civic.core.database import row
from civic.moderation import flags
from civic.moderation import queries as moderation
from civic.moderation.flags import Marked
from civic.moderation.queries import Words
from civic.proposals.charter import Road, Start, Writing
from civic.proposals.states import State


@dataclass(frozen=True)
class Draft:
    """One's own proposal: its words and where and about what it is; `marks` where they may lead to a person."""

    writing: Words
    call: UUID
    question: str
    category: str
    area: UUID | None
    area_name: str
    case: Writing
    marks: Marked


async def start_case(actor: Actor, call: UUID) -> Start:
    """Raises NotThere for a call that is not public."""
    found = await row(
        """SELECT c.state, c.proposals_until, a.said FROM call c
           LEFT JOIN assent a ON a.about = c.id AND a.child = $2 WHERE c.id = $1 AND c.state <> 'draft'""",
        call,
        actor.id,
    )
    if found is None:
        raise NotThere
    return _start(found)


def _start(found: Record) -> Start:
    return Start(found["state"] == "open", found["proposals_until"], today(), found["said"] or "")


async def draft(actor: Actor, key: UUID) -> Draft:
    """One's own proposal. Raises NotThere for anybody else's."""
    writing = await moderation.own(actor, key)
    found = await row(
        """SELECT p.call, p.category, p.area, coalesce(ar.name, '') AS area_name, c.question, c.state, c.proposals_until,
                  a.said, ARRAY(SELECT phone FROM contact) AS published
           FROM proposal p JOIN call c ON c.id = p.call LEFT JOIN area ar ON ar.id = p.area
           LEFT JOIN assent a ON a.about = c.id AND a.child = $2 WHERE p.id = $1""",
        key,
        actor.id,
    )
    if found is None:
        raise NotThere
    marks = flags.marked(writing.kind, writing.words, found["published"])
    case = Writing(
        state=writing.state,
        author=writing.author,
        start=_start(found),
        said_what=bool(writing.words.get("title")),
        said_about=bool(found["category"]),
        points=bool(marks) and not flags.worrying(writing.kind, writing.words)[0],
    )
    return Draft(
        writing, found["call"], found["question"], found["category"], found["area"], found["area_name"], case, marks
    )


async def road(key: UUID) -> Road:
    found = await row(
        "SELECT p.state, w.state AS reading FROM proposal p JOIN writing w ON w.id = p.id WHERE p.id = $1", key
    )
    if found is None:
        raise NotThere
    return Road(State(found["state"]), found["reading"] == "published")
