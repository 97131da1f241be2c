"""What the noticeboard tells besides calls and votes: three numbers, what the city did, what is late."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from civic.core.clock import today
from civic.core.database import row, rows

#: A number is told from here on: fewer is a list one can read, and hides nobody (SG-60).
FROM = 10


@dataclass(frozen=True)
class Numbers:
    children: int
    answers: int
    done: int


async def numbers() -> Numbers:
    found = await row(
        """SELECT (SELECT count(DISTINCT author) FROM writing
                   WHERE kind = 'proposal' AND state = 'published') AS children,
                  (SELECT count(*) FROM answer WHERE state = 'answered') AS answers,
                  (SELECT count(*) FROM commitment WHERE state = 'done') AS done"""
    )
    return Numbers(**dict(found))


@dataclass(frozen=True)
class Deed:
    """What the city said or did about one idea. `kept` is a promise's state, or empty."""

    id: UUID
    title: str
    category: str
    area: str
    office: str
    verdict: str
    answered_at: datetime
    kept: str
    kept_by: date | None


async def deeds() -> list[Deed]:
    """The newest answers, each with what became of it."""
    found = await rows(
        """SELECT w.id, w.title, p.category, coalesce(ar.name, '') AS area, o.name AS office, an.verdict,
                  an.answered_at, coalesce(c.state, '') AS kept, c.due_on AS kept_by
           FROM answer an JOIN writing w ON w.id = an.proposal AND w.state = 'published' JOIN proposal p ON p.id = w.id
           JOIN office o ON o.id = an.office LEFT JOIN area ar ON ar.id = p.area
           LEFT JOIN commitment c ON c.proposal = p.id
           WHERE an.state = 'answered' ORDER BY an.answered_at DESC, w.id LIMIT 5"""
    )
    return [Deed(**dict(each)) for each in found]


@dataclass(frozen=True)
class Late:
    """What should have happened by `due_on`: an answer, or a promise."""

    id: UUID
    title: str
    office: str
    due_on: date
    promise: bool


async def late() -> list[Late]:
    """The oldest first. By the day itself, not by a mark somebody sets: late is late (SG-63)."""
    found = await rows(
        """SELECT w.id, w.title, o.name AS office, l.due_on, l.promise FROM (
             SELECT proposal, office, due_on, false AS promise FROM answer WHERE state <> 'answered' AND due_on < $1
             UNION ALL
             SELECT proposal, office, due_on, true FROM commitment WHERE state <> 'done' AND due_on < $1) l
           JOIN writing w ON w.id = l.proposal AND w.state = 'published' JOIN office o ON o.id = l.office
           ORDER BY l.due_on, w.id LIMIT 10""",
        today(),
    )
    return [Late(**dict(each)) for each in found]


@dataclass(frozen=True)
class Winner:
    id: UUID
    title: str
    category: str


@dataclass(frozen=True)
class Decided:
    """A vote that was counted and published, with what was chosen in it."""

    id: UUID
    question: str
    closed_at: datetime
    chosen: list[Winner]


async def decided() -> list[Decided]:
    """The last ones, each with what that vote itself chose: an idea lost in one may win in a later one. In the ballot's order."""
    found = await rows(
        """SELECT q.id, q.question, q.closed_at, coalesce(json_agg(json_build_object(
             'id', w.id, 'title', w.title, 'category', p.category) ORDER BY po.place)
             FILTER (WHERE w.id IS NOT NULL), '[]') AS chosen
           FROM poll q LEFT JOIN (
             SELECT *, row_number() OVER (PARTITION BY poll ORDER BY place) - 1 AS position FROM poll_option
           ) po ON po.poll = q.id AND q.result->'winners' @> to_jsonb(po.position)
           LEFT JOIN proposal p ON p.id = po.proposal
           LEFT JOIN writing w ON w.id = p.id AND w.state = 'published'
           WHERE q.state = 'published' GROUP BY q.id ORDER BY q.closed_at DESC, q.id LIMIT 2"""
    )
    return [
        Decided(
            each["id"],
            each["question"],
            each["closed_at"],
            [Winner(UUID(one["id"]), one["title"], one["category"]) for one in json.loads(each["chosen"])],
        )
        for each in found
    ]
