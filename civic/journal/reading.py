"""Lines of the journal for who may read them: newest first, a page at a time by where the last one ended."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from asyncpg import Record

from civic.core.actor import ROLE_NAMES, STAFF, Actor, Role
from civic.core.charter import RULES, said
from civic.core.clock import CITY
from civic.core.database import row, rows
from civic.core.words import _
from civic.journal.charter import Journal

PAGE = 40


@dataclass(frozen=True)
class Wanted:
    """What is looked for; None or "" is everything. `before` is the line the page before ended with."""

    act: str = ""
    person: UUID | None = None
    day: date | None = None
    before: UUID | None = None


@dataclass(frozen=True)
class Line:
    """`who` is an adult of the team by name, and anybody else by what they are. `about` is an alias or a name, if a person."""

    at: datetime
    who: str
    says: str
    about: str
    facts: str


@dataclass(frozen=True)
class Lines:
    lines: list[Line]
    older: UUID | None


async def lines(actor: Actor, wanted: Wanted) -> Lines:
    """Without what was done for messages that name the reader: they would tell that one came (SG-81)."""
    Journal.read_journal.ask(actor)
    start = datetime.combine(wanted.day, time(), CITY) if wanted.day else None
    last = await row("SELECT at, id FROM entry WHERE id = $1", wanted.before) if wanted.before else None
    found = await rows(
        f"""SELECT e.id, e.at, e.act, e.role, e.facts, p.name, p.role AS is_now, s.name AS about FROM entry e
           LEFT JOIN person p ON p.id = e.person LEFT JOIN person s ON s.id = e.subject AND s.id IS DISTINCT FROM e.person
           WHERE ($1 = '' OR e.act = $1) AND ($2::uuid IS NULL OR e.person = $2)
             AND ($3::timestamptz IS NULL OR e.at >= $3 AND e.at < $4)
             AND ($5::timestamptz IS NULL OR (e.at, e.id) < ($5, $6::uuid))
             AND NOT EXISTS(SELECT FROM concern c WHERE $7 = ANY(c.not_for)
               AND (c.id = e.subject OR (c.source = 'text' AND c.about = e.subject)))
           ORDER BY e.at DESC, e.id DESC LIMIT {PAGE + 1}""",
        wanted.act,
        wanted.person,
        start,
        start + timedelta(days=1) if start else None,
        last["at"] if last else None,
        last["id"] if last else None,
        actor.id,
    )
    shown = found[:PAGE]
    return Lines(
        [Line(each["at"], _who(each), said(each["act"]), each["about"] or "", _facts(each["facts"])) for each in shown],
        shown[-1]["id"] if len(found) > PAGE else None,
    )


def _who(found: Record) -> str:
    role = Role[found["role"].upper()]
    if role & STAFF and found["name"]:
        return found["name"]
    return _(ROLE_NAMES[role])


def _facts(text: str) -> str:
    """As they are kept: states, counts and ids, in no language."""
    return ", ".join(f"{name}: {value}" for name, value in json.loads(text).items())


async def team() -> list[tuple[UUID, str]]:
    found = await rows("SELECT id, name FROM person WHERE role = ANY($1) ORDER BY name", _staff())
    return [(each["id"], each["name"]) for each in found]


def acts() -> list[tuple[str, str]]:
    """Every act a line may name, in the reader's words, by these."""
    return sorted(((name, said(name)) for name in RULES), key=lambda pair: pair[1])


def _staff() -> list[str]:
    return [role.name.lower() for role in Role if role & STAFF]
