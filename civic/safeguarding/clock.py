"""What the clock owes to who asked for help: it reminds after one hour and passes up after four, at any hour (SG-82)."""

from datetime import timedelta
from uuid import UUID

from civic.core import outbox
from civic.core.actor import SECRETARY, THE_CLOCK
from civic.core.acts import act
from civic.core.charter import Rule
from civic.core.clock import now
from civic.core.database import row, rows
from civic.journal.acts import note
from civic.people.queries import with_role
from civic.safeguarding import queries
from civic.safeguarding.charter import Safeguarding
from civic.safeguarding.steps import ESCALATE_AFTER, REMIND_AFTER


async def watch_concerns() -> None:
    """Each message once for each: two processes may do this at the same time."""
    await _each("reminded_at", REMIND_AFTER, remind_officers)
    await _each("escalated_at", ESCALATE_AFTER, escalate_concern)


async def _each(column: str, after: timedelta, do) -> None:
    for key in await queries.neglected(column, now() - after):
        await do(key)


@act
async def remind_officers(key: UUID) -> None:
    if await _mark(key, "reminded_at", Safeguarding.remind_officers):
        await _tell_officers(key, "care_waits")


@act
async def escalate_concern(key: UUID) -> None:
    """The officers, all whom it does not name, and the secretary, who learns that it waits and nothing of it."""
    if await _mark(key, "escalated_at", Safeguarding.escalate_concern):
        await _tell_officers(key, "care_waits_long")
        for secretary in await with_role(SECRETARY):
            await outbox.put("tell", person=secretary, sentence="care_late", link="")


async def _mark(key: UUID, column: str, rule: Rule) -> bool:
    """False when another process was faster, or somebody saw to it meanwhile."""
    found = await row(
        f"UPDATE concern SET {column} = $2 WHERE id = $1 AND {column} IS NULL AND {queries.NEGLECTED} RETURNING id",
        key,
        now(),
    )
    if found:
        await note(THE_CLOCK, rule, key)
    return found is not None


async def _tell_officers(key: UUID, kind: str) -> None:
    named = (await rows("SELECT not_for FROM concern WHERE id = $1", key))[0]["not_for"]
    for officer in (await queries.officers()).keys() - set(named):
        await outbox.put("tell", person=officer, sentence=kind, link=f"/mesa/cuidado/{key}")
