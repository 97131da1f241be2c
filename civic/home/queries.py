"""What everyone can read: calls and published ideas, newest first, the same for all (SG-20). Never writes."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import Record

from civic.core.clock import CITY, today
from civic.core.database import row, rows
from civic.core.forms import fold
from civic.home.paths import Facts
from civic.home.rows import Idea
from civic.moderation.signing import ALIAS
from civic.moderation.states import State as Reading
from civic.proposals.states import State as Road

#: Ideas on a page (performance goal G4).
PAGE = 20


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for. `before` is the last idea of the page they come from."""

    words: str = ""
    call: UUID | None = None
    area: UUID | None = None
    category: str = ""
    state: str = ""
    before: UUID | None = None


#: What an Idea says of itself.
LISTED = f"""
SELECT w.id, w.title, w.excerpt, w.picture, (w.published_at AT TIME ZONE '{CITY.key}')::date AS day, p.state, p.category,
  coalesce(ar.name, '') AS area
FROM writing w JOIN proposal p ON p.id = w.id LEFT JOIN area ar ON ar.id = p.area
WHERE w.state = 'published' AND w.kind = 'proposal'
"""


async def proposals(wanted: Wanted, at_most: int = PAGE) -> tuple[list[Idea], bool]:
    """A page of ideas, and whether there are older ones. Keyset: as quick on the last page as on the first."""
    args: list[object] = []

    def given(value: object) -> str:
        args.append(value)
        return f"${len(args)}"

    sql = LISTED
    if wanted.words:
        sql += f" AND to_tsvector('simple', w.search) @@ to_tsquery('simple', {given(every_word(wanted.words))})"
    if wanted.call:
        sql += f" AND p.call = {given(wanted.call)}"
    if wanted.area:
        sql += f" AND p.area = {given(wanted.area)}"
    if wanted.category:
        sql += f" AND p.category = {given(wanted.category)}"
    if wanted.state:
        sql += f" AND p.state = {given(wanted.state)}"
    if wanted.before:
        last = f"SELECT published_at, id FROM writing WHERE id = {given(wanted.before)}"
        sql += f" AND (w.published_at, w.id) < ({last})"
    sql += f" ORDER BY w.published_at DESC, w.id DESC LIMIT {given(at_most + 1)}"
    found = await rows(sql, *args, kind=Idea)
    return found[:at_most], len(found) > at_most


def every_word(typed: str) -> str:
    """A tsquery of the beginnings of all words typed, eight at most, without case or accents. No word finds nothing."""
    return " & ".join(f"{word}:*" for word in re.findall(r"[^\W_]+", fold(typed))[:8])


#: What the stones of an idea look at, whoever reads it.
ROAD = """
SELECT w.id, w.kind, w.state AS reading, w.title, w.due_on AS read_by, w.submitted_at, w.published_at, w.picture,
  p.state AS standing, p.category, p.call, c.question, c.first_round_until, poll.id AS poll, poll.state AS poll_state,
  poll.question AS poll_question, poll.closes_at, an.due_on AS answer_by, an.verdict, o.name AS office,
  cm.due_on AS kept_by {more}
FROM writing w LEFT JOIN proposal p ON p.id = w.id LEFT JOIN call c ON c.id = p.call
LEFT JOIN LATERAL (SELECT q.* FROM poll_option po JOIN poll q ON q.id = po.poll WHERE po.proposal = p.id
  AND q.opened_at IS NOT NULL ORDER BY q.opened_at DESC LIMIT 1) poll ON true
LEFT JOIN answer an ON an.proposal = p.id LEFT JOIN office o ON o.id = an.office
LEFT JOIN commitment cm ON cm.proposal = p.id {joins}
"""


def facts_of(found: Record, readers: str = "") -> Facts:
    return Facts(
        reading=Reading(found["reading"]),
        standing=Road(found["standing"]) if found["standing"] else None,
        today=today(),
        readers=readers,
        read_by=found["read_by"],
        talk_until=found["first_round_until"],
        vote_until=found["closes_at"].astimezone(CITY).date() if found["closes_at"] else None,
        office=found["office"] or "",
        answer_by=found["answer_by"],
        verdict=found["verdict"] or "",
        kept_by=found["kept_by"],
    )


STORY = ROAD.format(
    more=f", p.questions_until, v.words, v.masks, ar.name AS area, w.band AS years, {ALIAS.format('a')}",
    joins="""JOIN version v ON v.writing = w.id AND v.number = w.version
             LEFT JOIN person a ON a.id = w.author AND a.left_at IS NULL LEFT JOIN area ar ON ar.id = p.area""",
)


async def story(key: UUID) -> Record | None:
    """A published idea with its road, in one statement. What is not published is not there, for anyone (SG-38)."""
    return await row(STORY + "WHERE w.id = $1 AND w.state = 'published' AND w.kind = 'proposal'", key)


async def writings_of(child: UUID) -> list[Record]:
    """Everything a child wrote and did not take back, newest first; drafts before all."""
    return await rows(
        ROAD.format(more="", joins="")
        + """WHERE w.author = $1 AND w.state <> 'withdrawn'
             ORDER BY w.submitted_at DESC NULLS FIRST, w.id LIMIT 100""",
        child,
    )


@dataclass(frozen=True)
class OpenPoll:
    id: UUID
    question: str
    closes_at: datetime
    ticked_at: str = ""


async def open_polls(child: UUID | None = None) -> list[OpenPoll]:
    """Votes that are open; with `child`, those whose roll they are on, and the booth where the child was ticked, if it was
    (`ticked_at`). Says nothing of who has voted."""
    found = await rows(
        """SELECT q.id, q.question, q.closes_at, coalesce(l.name, '') AS ticked_at FROM poll q
           LEFT JOIN roll r ON r.poll = q.id AND r.person = $1
           LEFT JOIN sitting t ON t.id = r.sitting LEFT JOIN place l ON l.id = t.place
           WHERE q.state = 'open' AND ($1::uuid IS NULL OR r.id IS NOT NULL) ORDER BY q.closes_at, q.id LIMIT 10""",
        child,
    )
    return [OpenPoll(**dict(each)) for each in found]


async def narrowings() -> dict[str, list[tuple[str, str]]]:
    """What a list can be narrowed to besides topic and step: "call" and "area", each as (id, name)."""
    found = await rows(
        """(SELECT 'call' AS what, id, question AS name, row_number() OVER (ORDER BY state <> 'open', opened_at DESC, id) n
            FROM call WHERE state <> 'draft' ORDER BY n LIMIT 50)
           UNION ALL (SELECT 'area', id, name, row_number() OVER (ORDER BY place, name) FROM area) ORDER BY what, n"""
    )
    listed: dict[str, list[tuple[str, str]]] = {"call": [], "area": []}
    for each in found:
        listed[each["what"]].append((str(each["id"]), each["name"]))
    return listed
