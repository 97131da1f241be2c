"""Families for the tests: who takes care of whom, and what their papers say."""

from datetime import timedelta
from uuid import UUID, uuid4

from civic.consent.acts import entrust
from civic.consent.purposes import TEXT, VERSION
from civic.core.actor import GUARDIAN, Actor
from civic.core.clock import today
from civic.core.database import rows, value
from civic.people.acts import add_person
from civic.people.queries import person

YES = {"take_part": "yes", "publish": "yes", "image": "no", "contact": "no"}


async def guardian(child: Actor, name: str = "Otra familia", verified_by: Actor | None = None, **more: object) -> Actor:
    """One more person who takes care of that child."""
    key = await add_person(GUARDIAN, name, key=uuid4())
    await entrust(key, child.id, verified_by=verified_by.id if verified_by else None, **more)
    return await person(key, TEXT)


async def tie(guardian: Actor, child: Actor) -> UUID:
    return await value("SELECT id FROM guardianship WHERE guardian = $1 AND child = $2", guardian.id, child.id)


def typed(**more: str) -> dict[str, str]:
    """What somebody types from a form signed yesterday."""
    return YES | {"version": VERSION, "signed": (today() - timedelta(days=1)).isoformat()} | more


async def say(browser, guardian: Actor, child: Actor, purpose: str, yes: bool) -> None:
    await browser.come_in(guardian)
    door = "/familia/permitir" if yes else "/familia/retirar"
    await browser.post(door, {"child": str(child.id), "purpose": purpose})


async def paused(child: Actor) -> str:
    return await value("SELECT paused FROM person WHERE id = $1", child.id)


async def another_term() -> None:
    """The term ended, and the next one runs."""
    await rows("UPDATE term SET ended_at = now()")
    day = today()
    await rows(
        "INSERT INTO term (id, name, begins_on, ends_on) VALUES (gen_random_uuid(), 'Otro periodo', $1, $2)",
        day - timedelta(days=1),
        day + timedelta(days=200),
    )
