"""Finding writings through what each person may see. What is not yours and not published is not there (SG-38)."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from asyncpg import Record

from civic.core.actor import FACILITATOR, Actor
from civic.core.acts import NotThere
from civic.core.database import row, rows
from civic.moderation.charter import Reading
from civic.moderation.masks import Spans, covered
from civic.moderation.states import APPEALED, SUBMITTED, State

#: States in which the team of facilitators may read a writing that is not public.
READ_BY_TEAM = ("submitted", "returned", "refused", "appealed", "closed")


@dataclass(frozen=True)
class Words:
    """A writing with one of its versions: `words` as written, `shown` with its masks."""

    id: UUID
    kind: str
    author: UUID
    state: State
    version: int
    words: dict[str, str]
    masks: Spans
    picture: UUID | None
    submitted_at: datetime | None
    due_on: date | None
    published_at: datetime | None
    title: str

    @property
    def shown(self) -> dict[str, str]:
        return covered(self.words, self.masks)


WORDS = """
SELECT w.id, w.kind, w.author, w.state, w.version, w.submitted_at, w.due_on, w.published_at, w.title,
       v.words, v.masks, v.picture
FROM writing w JOIN version v ON v.writing = w.id AND v.number = w.version
"""


def words_of(found: Record) -> Words:
    fields = dict(found)
    fields["state"] = State(found["state"])
    fields["words"], fields["masks"] = json.loads(found["words"]), json.loads(found["masks"])
    return Words(**fields)


async def visible(actor: Actor, key: UUID) -> Words:
    """The writing, if it exists for this person: published, their own, or in the hands of their team. Raises NotThere."""
    found = await row(
        WORDS
        + """WHERE w.id = $1 AND (w.state = 'published' OR (w.author = $2 AND w.state <> 'withdrawn')
             OR ($3 AND w.state = ANY($4::varchar[])))""",
        key,
        actor.id,
        bool(actor.role & FACILITATOR),
        list(READ_BY_TEAM),
    )
    if found is None:
        raise NotThere
    return words_of(found)


async def own(actor: Actor, key: UUID) -> Words:
    """One's own writing, for the pages where it is written. Raises NotThere for anybody else."""
    writing = await visible(actor, key)
    if writing.author != actor.id:
        raise NotThere
    return writing


async def reading(writing: Words, reason: str = "") -> Reading:
    """The case: who read it first is who decided last."""
    last = await row("SELECT by FROM decision WHERE writing = $1 ORDER BY at DESC LIMIT 1", writing.id)
    return Reading(writing.state, writing.author, last["by"] if last else None, reason)


@dataclass(frozen=True)
class Waiting:
    """A line of the readers' queue: no name, no school, no age (SG-39)."""

    id: UUID
    kind: str
    title: str
    state: State
    submitted_at: datetime
    due_on: date
    version: int


async def queue() -> list[Waiting]:
    """What waits, oldest first."""
    found = await rows(
        """SELECT w.id, w.kind, w.title, w.state, w.submitted_at, w.due_on, w.version FROM writing w
           WHERE w.state = ANY($1::varchar[]) ORDER BY w.submitted_at, w.id LIMIT 200""",
        [SUBMITTED.value, APPEALED.value],
    )
    return [Waiting(**dict(each) | {"state": State(each["state"])}) for each in found]


@dataclass(frozen=True)
class Decided:
    """A decision as its author reads it: codes of reasons and tips, never free text."""

    verdict: str
    reason: str
    tips: list[str]
    at: datetime
    version: int
    by: str


async def decisions(key: UUID) -> list[Decided]:
    found = await rows(
        """SELECT d.verdict, d.reason, d.tips, d.at, d.version, p.name AS by FROM decision d JOIN person p ON p.id = d.by
           WHERE d.writing = $1 ORDER BY d.at DESC""",
        key,
    )
    return [Decided(**dict(each)) for each in found]


async def versions(key: UUID) -> list[Record]:
    return await rows("SELECT number, words, masks, picture, sent_at FROM version WHERE writing = $1 ORDER BY number", key)


async def readers() -> list[str]:
    """The names of those who read: a child is told who has their words."""
    return [
        each["name"]
        for each in await rows("SELECT name FROM person WHERE role = 'facilitator' AND active ORDER BY name")
    ]


async def picture(actor: Actor, key: UUID, small: bool) -> tuple[bytes, str, bool]:
    """A picture's bytes, type, and whether everyone may see it; found only through a writing this person may see."""
    column = "small" if small else "large"
    found = await row(
        f"""SELECT p.{column} AS body, p.kind, bool_or(w.state = 'published' AND w.picture = p.id) AS public
            FROM picture p JOIN version v ON v.picture = p.id JOIN writing w ON w.id = v.writing
            WHERE p.id = $1 AND ((w.state = 'published' AND w.picture = p.id)
              OR (w.author = $2 AND w.state <> 'withdrawn')
              OR ($3 AND w.state = ANY($4::varchar[]))) GROUP BY p.id""",
        key,
        actor.id,
        bool(actor.role & FACILITATOR),
        list(READ_BY_TEAM),
    )
    if found is None:
        raise NotThere
    return found["body"], found["kind"], found["public"]


async def refusals_by_reason() -> list[Record]:
    """How many texts were refused for each reason: public, so that nobody can censor in silence (SG-40)."""
    return await rows(
        "SELECT reason, count(*) AS many FROM decision WHERE verdict IN ('refused', 'upheld') GROUP BY reason ORDER BY 2 DESC"
    )


