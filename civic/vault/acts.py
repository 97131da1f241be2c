"""Breaking the glass: first it is written down and another officer is told, and only then is the vault asked (SG-76)."""

from uuid import UUID, uuid4

from civic.core.actor import SAFEGUARDING, SECRETARY, THE_CLOCK, Actor
from civic.core.acts import act
from civic.core.charter import FASTER, Refused
from civic.core.clock import now
from civic.core.database import row, value
from civic.journal.acts import note
from civic.people.queries import with_role
from civic.vault import queries, store
from civic.vault.charter import Vault as Charter
from civic.vault.deadlines import OPEN_FOR
from civic.vault.forms import Asked
from civic.vault.queries import Found
from civic.vault.tables import Look

DESK = "/mesa/cuidado/miradas"


@act
async def find_child(actor: Actor, alias: str) -> list[Found]:
    Charter.find_child.ask(actor)
    found = await queries.by_alias(alias)
    await note(actor, Charter.find_child, None, children=len(found))
    return found


@act
async def open_identity(actor: Actor, child: UUID, asked: Asked) -> UUID:
    """The look. Shows nothing yet: who opened it, why, and the word to the others stand before anybody reads a name."""
    case = (await queries.behind(actor, child)).case
    Charter.open_identity.ask(actor, case)
    look = Look(
        id=uuid4(),
        person=child,
        by=actor.id,
        reason=asked.reason,
        why=store.seal(asked.why.encode()),
        at=now(),
        until=now() + OPEN_FOR,
        told=case.others[0],
    )
    await Look.insert(look)
    await note(actor, Charter.open_identity, child, reason=asked.reason)
    for officer in case.others:
        await _tell(officer, "look_waits", f"{DESK}/{look.id}")
    return look.id


async def read_identity(actor: Actor, child: UUID) -> dict[str, str]:
    """Empty when the vault knows nothing. Not one transaction: the line is kept before the vault is asked."""
    await _write_reading(actor, child)
    return await store.get(child)


@act
async def _write_reading(actor: Actor, child: UUID) -> None:
    Charter.read_identity.ask(actor, (await queries.behind(actor, child)).case)
    await note(actor, Charter.read_identity, child)


@act
async def review_look(actor: Actor, key: UUID, was_right: bool) -> None:
    """The first answer stands. Of a look that was not right the secretary is told, without the child."""
    await row("SELECT FROM look WHERE id = $1 FOR UPDATE", key)
    look = await queries.look(actor, key)
    Charter.review_look.ask(actor, look.case)
    changed = await row(
        "UPDATE look SET reviewed_by = $2, reviewed_at = $3, was_right = $4 WHERE id = $1 AND reviewed_at IS NULL RETURNING id",
        key,
        actor.id,
        now(),
        was_right,
    )
    if not changed:
        raise Refused(Charter.review_look, FASTER)
    await note(actor, Charter.review_look, key, right=was_right)
    if not was_right:
        await _tell(look.case.by, "look_not_right", f"{DESK}/{key}")
        for secretary in await with_role(SECRETARY):
            await _tell(secretary, "look_not_right", "")


@act
async def flag_looks() -> int:
    """As the clock: the days for a review are over. Both are told, once; how many it marked."""
    if not await value("SELECT pg_try_advisory_xact_lock(hashtext('looks'))"):
        return 0
    found = await queries.overdue()
    for look in found:
        await note(THE_CLOCK, Charter.flag_look, look["id"])
        for officer in {look["by"], *await with_role(SAFEGUARDING)}:
            await _tell(officer, "look_late", f"{DESK}/{look['id']}")
    return len(found)


async def _tell(person: UUID, kind: str, link: str) -> None:
    """In the same transaction as the look itself. News stand later in the street, hence by their table."""
    await row(
        "INSERT INTO message (id, person, kind, facts, link, at) VALUES (gen_random_uuid(), $1, $2, '{}', $3, $4)",
        person,
        kind,
        link,
        now(),
    )
