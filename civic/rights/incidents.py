"""Incidents of security: five facts to be written down, five contents to be told, two people to close (SG-83)."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import Record

from civic.core.actor import Actor
from civic.core.acts import NotThere, act, advance
from civic.core.clock import now
from civic.core.database import row, rows, value
from civic.inbox.acts import tell
from civic.journal.acts import note
from civic.rights import states
from civic.rights.charter import FACTS, NOTICE, Breach
from civic.rights.charter import Incidents as Charter
from civic.rights.tables import Incident

PAGE = "/avisos/incidente/{}"


@dataclass(frozen=True)
class Written:
    """`facts` and `notice` as typed, by name; `told` how many people got the notice."""

    id: UUID
    at: datetime
    by: str
    facts: dict[str, str]
    notice: dict[str, str]
    noticed_at: datetime | None
    told: int
    case: Breach


SQL = """SELECT i.*, p.name AS by, (SELECT count(*) FROM message m WHERE m.link = '/avisos/incidente/' || i.id) AS told
  FROM incident i JOIN person p ON p.id = i.opened_by """


def _written(found: Record) -> Written:
    facts, notice = json.loads(found["facts"]), json.loads(found["notice"])
    case = Breach(
        states.Incident(found["state"]),
        frozenset(name for name in FACTS if facts.get(name)),
        frozenset(name for name in NOTICE if notice.get(name)),
        found["noticed_at"] is not None,
        found["closing_asked_by"],
    )
    return Written(found["id"], found["at"], found["by"], facts, notice, found["noticed_at"], found["told"], case)


async def incidents() -> list[Written]:
    return [_written(each) for each in await rows(SQL + "ORDER BY i.state DESC, i.at DESC LIMIT 100")]


async def incident(key: UUID) -> Written:
    found = await row(SQL + "WHERE i.id = $1", key)
    if found is None:
        raise NotThere
    return _written(found)


async def notice_for(person: UUID | None, key: UUID) -> Written:
    """For who was told. Raises NotThere for everybody else."""
    if not await value("SELECT true FROM message WHERE person = $1 AND link = $2", person, PAGE.format(key)):
        raise NotThere
    return await incident(key)


@act
async def open_incident(actor: Actor, facts: dict[str, str]) -> UUID:
    """All five facts of the law, or nothing is saved."""
    case = Breach(states.Incident.OPEN, frozenset(name for name in FACTS if facts.get(name)))
    Charter.open_incident.ask(actor, case)
    made = Incident(facts={name: facts[name] for name in FACTS}, notice={}, opened_by=actor.id, at=now())
    await Incident.insert(made)
    await note(actor, Charter.open_incident, made.id)
    return made.id


@act
async def keep_notice(actor: Actor, key: UUID, notice: dict[str, str]) -> None:
    await row("SELECT FROM incident WHERE id = $1 FOR UPDATE", key)
    found = await incident(key)
    Charter.keep_notice.ask(actor, found.case)
    kept = json.dumps({name: notice.get(name, "") for name in (*NOTICE, "place")})
    await row("UPDATE incident SET notice = $2::jsonb WHERE id = $1", key, kept)
    await note(actor, Charter.keep_notice, key)


@act
async def send_notice(actor: Actor, key: UUID) -> int:
    """To the guardians and the children of one place, or of all. How many were told."""
    await row("SELECT FROM incident WHERE id = $1 FOR UPDATE", key)
    found = await incident(key)
    Charter.send_notice.ask(actor, found.case)
    told = await _affected(UUID(found.notice["place"]) if found.notice.get("place") else None)
    for person in told:
        await tell(person, "incident", PAGE.format(key))
    await row("UPDATE incident SET noticed_at = $2 WHERE id = $1", key, now())
    await note(actor, Charter.send_notice, key, told=len(told))
    return len(told)


async def _affected(place: UUID | None) -> list[UUID]:
    found = await rows(
        """WITH child AS (SELECT id FROM person WHERE role = 'child' AND left_at IS NULL AND ($1::uuid IS NULL OR place = $1))
           SELECT id FROM child UNION SELECT g.guardian FROM guardianship g JOIN child ON child.id = g.child""",
        place,
    )
    return [each["id"] for each in found]


@act
async def ask_to_close_incident(actor: Actor, key: UUID) -> None:
    found = await incident(key)
    await advance(Incident, key, Charter.ask_to_close_incident, actor, found.case, closing_asked_by=actor.id)
    await note(actor, Charter.ask_to_close_incident, key)


@act
async def close_incident(actor: Actor, key: UUID) -> None:
    found = await incident(key)
    await advance(Incident, key, Charter.close_incident, actor, found.case)
    await note(actor, Charter.close_incident, key)
