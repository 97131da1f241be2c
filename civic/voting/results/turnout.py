"""How many take part, by area and age band, counted beside the box: no ballot has an attribute (SG-50, SG-58).

A vote adds one to a sum in the memory of its process. Ten or more are written together, by a later beat of the clock and
in no order, so that whoever reads the database between two beats learns of ten children and never of one. What is left
under ten when a poll is counted, in a process that dies or by a write that fails, is told of nobody: these sums are "at
least".
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from civic.core.ages import Band, band
from civic.core.clock import today
from civic.core.database import rows, value
from civic.voting.manifest import Manifest
from civic.voting.results import groups, plain
from civic.voting.results.plain import K
from civic.voting.tally.result import Result

Batch = Counter[tuple[UUID, Band]]

#: By poll: what came since, and what the last beat found to be enough.
_waiting: defaultdict[UUID, Batch] = defaultdict(Counter)
_enough: dict[UUID, Batch] = {}

#: Not while the poll is being counted: then it waits for the next beat, or is too late.
ADD = """
WITH here AS (SELECT id FROM poll WHERE id = $1 AND state IN ('open', 'closed') FOR SHARE SKIP LOCKED)
INSERT INTO turnout AS t (id, poll, area, band, people)
SELECT gen_random_uuid(), here.id, b.area, b.band, b.people
FROM here, unnest($2::uuid[], $3::varchar[], $4::int[]) AS b (area, band, people) ORDER BY b.area, b.band
ON CONFLICT (poll, area, band) DO UPDATE SET people = t.people + excluded.people
RETURNING true
"""


def count(poll: UUID, area: UUID | None, age: Band, by: int = 1) -> None:
    """A child's first ballot of a poll went into the box; `by` -1: it was taken out, for the child came to a booth."""
    if area and age in groups.leaves(groups.AGES):
        _waiting[poll][area, age] += by


async def write_batches() -> None:
    """At each beat of every process: what the last beat found to be enough. Of polls that are counted nothing is kept."""
    polls = {*_waiting, *_enough}
    if not polls:
        return
    found = await rows("SELECT id FROM poll WHERE id = ANY($1::uuid[]) AND state IN ('open', 'closed')", list(polls))
    for poll in polls - {each["id"] for each in found}:
        _forget(poll)
    for poll in list(_enough):
        batch = _enough.pop(poll)
        areas, ages = zip(*batch, strict=True)
        if not await rows(ADD, poll, list(areas), list(ages), list(batch.values())):
            _waiting[poll].update(batch)
    for poll in [poll for poll, batch in _waiting.items() if _size(batch) >= K]:
        _enough[poll] = _waiting.pop(poll)


async def tell(poll: UUID, rules: Manifest, result: Result) -> dict[str, Any] | None:
    """What everybody will read of who took part, made once, with the count; the sums it is made of are gone then, so that
    no other cut can ever be published (SG-61). As `groups.Table`, areas by their names; None where nothing may be told."""
    people: Counter[tuple[str, Band]] = Counter()
    for area, age, number in await rows("DELETE FROM turnout WHERE poll = $1 RETURNING area, band, people", poll):
        people[str(area), age] += number
    for (area, age), number in _forget(poll).items():
        people[str(area), age] += number
    told = plain.tell(result, seats=rules.seats, roll=rules.roll_size, rule=rules.how)
    if told.none.votes is None or not rules.areas:
        return None
    table = groups.table(+people, await _entitled(poll), groups.neighbours(key for key, _name in rules.areas))
    used = await value("SELECT sum(coalesce(used, 0)) FROM sheet WHERE poll = $1 AND state = 'printed'", poll)
    if table is None or not leaves_out_none_or_many(table.total, result.ballots, used):
        return None
    names = dict(rules.areas)
    return asdict(table) | {"areas": [[names[key] for key in group] for group in table.areas]}


async def kept(poll: UUID) -> dict[str, Any] | None:
    """What `tell` made, once everybody may read it."""
    found = await value("SELECT result->>'who_voted' FROM poll WHERE id = $1 AND state = 'published'", poll)
    return json.loads(found) if found else None


def leaves_out_none_or_many(told: int, ballots: int, used: int | None) -> bool:
    """Whom the table leaves out voted by another door, or was not written. Where there was another door (`used`: how many
    ballots came by it), a handful would be known by that (SG-60). A table of more than there are is wrong."""
    return told <= ballots if used is None else told <= ballots - max(used, K)


async def _entitled(poll: UUID) -> Mapping[tuple[str, Band], int]:
    """Children on the roll who are still here, by area and the age they have today."""
    children: Counter[tuple[str, Band]] = Counter()
    for each in await rows(
        """SELECT p.area, p.birth_year, p.birth_month, count(*) AS people FROM roll r JOIN person p ON p.id = r.person
           WHERE r.poll = $1 GROUP BY p.area, p.birth_year, p.birth_month""",
        poll,
    ):
        children[str(each["area"]), band(each["birth_year"], each["birth_month"], today())] += each["people"]
    return children


def _forget(poll: UUID) -> Batch:
    """What this process still had of a poll, if it is enough to be told; what is to be taken off in any case."""
    batch = _enough.pop(poll, Counter())
    late = _waiting.pop(poll, Counter())
    batch.update(late if _size(late) >= K else {cell: number for cell, number in late.items() if number < 0})
    return batch


def _size(batch: Batch) -> int:
    return sum(map(abs, batch.values()))
