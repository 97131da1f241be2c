"""Putting things on record, and opening the city to children: asked by one, signed by another, closed by any one."""

import json
from uuid import UUID

from civic.core.actor import Actor
from civic.core.acts import act, advance
from civic.core.charter import FASTER, Refused
from civic.core.clock import now
from civic.core.database import row, rows
from civic.core.forms import tidy
from civic.council.acts import add_area, add_office, found_town
from civic.journal.acts import note
from civic.opening import queries
from civic.opening.charter import Opening as Charter
from civic.opening.forms import HelpLine, Record, TownFacts
from civic.opening.queries import DOOR
from civic.opening.tables import Opening
from civic.safeguarding.acts import add_contact
from civic.staff.acts import renew_standing
from civic.staff.queries import officers


@act
async def record_gate(actor: Actor, name: str, record: Record) -> None:
    """Takes the place of what was there; the journal keeps that it changed."""
    Charter.record_gate.ask(actor)
    facts = {"reference": record.reference, "day": record.day.isoformat()}
    await _keep(actor, name, facts | ({"status": record.status} if record.status else {}))
    await note(actor, Charter.record_gate, None, gate=name, day=record.day.isoformat())


@act
async def ask_waiver(actor: Actor, reason: str) -> None:
    """New reasons have to be signed anew by two."""
    case = await _held()
    Charter.ask_waiver.ask(actor, case)
    if case.submitted_on is None:
        raise Refused(Charter.ask_waiver, FASTER)
    await _keep(actor, "waiver", {"reason": reason, "for": case.submitted_on.isoformat(), "signed": [str(actor.id)]})
    await note(actor, Charter.ask_waiver)


@act
async def sign_waiver(actor: Actor, reason: str) -> None:
    """`reason` as they read it: others, written meanwhile, are not signed."""
    case = await _held()
    Charter.sign_waiver.ask(actor, case)
    facts = (await queries.records())["waiver"].facts
    if tidy(reason) != facts["reason"]:
        raise Refused(Charter.sign_waiver, FASTER)
    signed = [*facts["signed"], str(actor.id)]
    await row("UPDATE gate SET facts = $1::jsonb WHERE name = 'waiver'", json.dumps(facts | {"signed": signed}))
    await note(actor, Charter.sign_waiver)


@act
async def ask_opening(actor: Actor) -> None:
    await advance(Opening, DOOR, Charter.ask_opening, actor, await _held(), asked_by=actor.id)
    await note(actor, Charter.ask_opening)


@act
async def open_council(actor: Actor) -> None:
    await advance(Opening, DOOR, Charter.open_council, actor, await _held(), opened_at=now())
    await note(actor, Charter.open_council)


@act
async def close_council(actor: Actor) -> None:
    """At once. What children wrote is kept, and help stays open."""
    await advance(Opening, DOOR, Charter.close_council, actor, await _held(), asked_by=None)
    await note(actor, Charter.close_council)


@act
async def set_town(actor: Actor, facts: TownFacts) -> None:
    """When the administration's last day changes, so do the ends of its officers. Areas and offices are only added."""
    Charter.set_town.ask(actor)
    now_there = await queries.town()
    if not now_there.name:
        await found_town(facts.name, facts.region)
    await row(
        "UPDATE town SET name = $1, region = $2, administration_until = $3",
        facts.name,
        facts.region,
        facts.administration_until,
    )
    for place, name in enumerate(facts.areas, len(now_there.areas)):
        if name not in now_there.areas:
            await add_area(name, place)
    for name in facts.offices:
        if name not in now_there.offices:
            await add_office(name)
    if facts.term:
        name, begins, ends = facts.term
        await rows(
            """INSERT INTO term (id, name, begins_on, ends_on) VALUES (gen_random_uuid(), $1, $2, $3)
               ON CONFLICT (name) DO UPDATE SET begins_on = $2, ends_on = $3 WHERE term.ended_at IS NULL""",
            name,
            begins,
            ends,
        )
    for each in await officers():
        await renew_standing(each)
    await note(actor, Charter.set_town, None, administration_until=facts.administration_until.isoformat())


@act
async def add_line(actor: Actor, line: HelpLine) -> None:
    Charter.add_line.ask(actor)
    await add_contact(line.name, line.phone, line.hours, len(await queries.lines()), line.level)
    await note(actor, Charter.add_line)


@act
async def remove_line(actor: Actor, key: UUID) -> None:
    Charter.remove_line.ask(actor, await _held())
    await row("DELETE FROM contact WHERE id = $1", key)
    await note(actor, Charter.remove_line)


async def _held() -> queries.House:
    """The case with the door's row locked: it is there from the first time somebody looks."""
    await row("INSERT INTO opening (id) VALUES ($1) ON CONFLICT DO NOTHING", DOOR)
    await row("SELECT FROM opening WHERE id = $1 FOR UPDATE", DOOR)
    return await queries.house()


async def _keep(actor: Actor, name: str, facts: dict[str, object]) -> None:
    await row(
        """INSERT INTO gate (id, name, facts, by, at) VALUES (gen_random_uuid(), $1, $2::jsonb, $3, $4)
           ON CONFLICT (name) DO UPDATE SET facts = $2::jsonb, by = $3, at = $4""",
        name,
        json.dumps(facts),
        actor.id,
        now(),
    )
