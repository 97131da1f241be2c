"""What stands between the children and an open door, counted at this moment."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from asyncpg import Record

from civic.core.actor import FACILITATOR, SAFEGUARDING
from civic.core.clock import now, today
from civic.core.database import row, rows
from civic.opening.charter import House
from civic.opening.states import State
from civic.safeguarding.steps import LEVELS

#: There is one city in a house, and one row of its door.
DOOR = UUID(int=1)


@dataclass(frozen=True)
class OnRecord:
    """Something on record, with who put it there."""

    facts: dict[str, Any]
    by: UUID
    by_name: str
    at: datetime


async def records() -> dict[str, OnRecord]:
    found = await rows("SELECT g.*, p.name AS by_name FROM gate g JOIN person p ON p.id = g.by")
    return {
        each["name"]: OnRecord(json.loads(each["facts"]), each["by"], each["by_name"], each["at"]) for each in found
    }


async def house(recorded: dict[str, OnRecord] | None = None) -> House:
    """The case. A waiver is for one assessment: submitted on another day, it is signed anew."""
    if recorded is None:
        recorded = await records()
    found = await row(
        """SELECT (SELECT count(*) FROM person WHERE role = $1 AND active AND valid_until > $3) AS officers,
             (SELECT count(*) FROM person WHERE role = $2 AND active AND valid_until > $3) AS facilitators,
             (SELECT count(*) FROM contact WHERE level = 1 AND length(regexp_replace(phone, '\\D', '', 'g')) > 3) AS lines,
             EXISTS(SELECT FROM town) AND EXISTS(SELECT FROM area) AND EXISTS(SELECT FROM office) AS has_territory,
             EXISTS(SELECT FROM term WHERE begins_on <= $4 AND ends_on >= $4 AND ended_at IS NULL) AS has_term,
             o.state, o.asked_by
           FROM (SELECT 1) one LEFT JOIN opening o ON o.id = $5""",
        SAFEGUARDING.name.lower(),
        FACILITATOR.name.lower(),
        now(),
        today(),
        DOOR,
    )
    facts = dict(found)
    impact = recorded["impact"].facts if "impact" in recorded else {}
    submitted = date.fromisoformat(impact["day"]) if impact.get("status") == "submitted" else None
    waiver = recorded.get("waiver")
    names: list[str] = waiver.facts["signed"] if waiver and waiver.facts["for"] == impact.get("day") else []
    return House(
        **facts | {"state": State(facts["state"] or "closed")},
        today=today(),
        recorded=frozenset(recorded),
        submitted_on=submitted,
        waiver=frozenset(map(UUID, names)),
    )


@dataclass(frozen=True)
class Line:
    id: UUID
    name: str
    phone: str
    hours: str
    level: int

    @property
    def is_for(self) -> str:
        return LEVELS[str(self.level)]


async def lines() -> list[Line]:
    found = await rows("SELECT id, name, phone, hours, level FROM contact ORDER BY level, place, name")
    return [Line(**each) for each in found]


@dataclass(frozen=True)
class Town:
    """The town as it stands, and its term: (name, first day, last day)."""

    name: str = ""
    region: str = ""
    administration_until: date | None = None
    areas: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    term: Record | None = None


async def town() -> Town:
    found = await row("SELECT name, region, administration_until FROM town LIMIT 1")
    term = await row(
        "SELECT name, begins_on, ends_on FROM term WHERE ended_at IS NULL AND ends_on >= $1 ORDER BY begins_on LIMIT 1",
        today(),
    )
    return Town(
        **(found or {}),
        areas=tuple(each["name"] for each in await rows("SELECT name FROM area ORDER BY place, name")),
        offices=tuple(each["name"] for each in await rows("SELECT name FROM office ORDER BY name")),
        term=term,
    )


async def name_of(person: UUID | None) -> str:
    found = person and await row("SELECT name FROM person WHERE id = $1", person)
    return found["name"] if found else ""
