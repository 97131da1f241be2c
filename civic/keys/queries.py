"""Looking up keys. Secrets leave sealed, and codes do not leave at all."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import Record

from civic.core.actor import CHILD, STAFF, Actor, Role
from civic.core.ages import BANDS, band
from civic.core.clock import now, today
from civic.core.database import row, rows, value
from civic.keys import codes
from civic.keys.charter import Ring
from civic.keys.passkeys import name_of
from civic.settings import current


@dataclass(frozen=True)
class Holding:
    """What somebody can show as a second key. `recovery` is how many of their codes are left."""

    passkeys: int
    app: bool
    recovery: int

    @property
    def ring(self) -> Ring:
        return Ring(self.passkeys + self.app)


@dataclass(frozen=True)
class Kept:
    """A key as its owner's page lists it; `label` is theirs, "" for the app of codes."""

    name: str
    label: str
    added_at: datetime | None
    used_at: datetime | None


async def holding(person: UUID) -> Holding:
    found = await row(
        """SELECT (SELECT count(*) FROM passkey WHERE person = $1) AS passkeys,
           EXISTS(SELECT FROM totp WHERE person = $1 AND confirmed_at IS NOT NULL) AS app,
           (SELECT count(*) FROM recovery WHERE person = $1 AND used_at IS NULL) AS recovery""",
        person,
    )
    return Holding(found["passkeys"], found["app"], found["recovery"])


async def kept(person: UUID) -> list[Kept]:
    found = await rows(
        "SELECT id, label, added_at, used_at FROM passkey WHERE person = $1 ORDER BY added_at, id", person
    )
    listed = [Kept(name_of(each["id"]), each["label"], each["added_at"], each["used_at"]) for each in found]
    app = await row("SELECT confirmed_at, last_step FROM totp WHERE person = $1 AND confirmed_at IS NOT NULL", person)
    if app:
        last = datetime.fromtimestamp(app["last_step"] * codes.STEP, now().tzinfo) if app["last_step"] else None
        listed.append(Kept(APP, "", app["confirmed_at"], last))
    return listed


#: What the app of codes is called where passkeys have their id.
APP = "app"


async def passkey_ids(person: UUID) -> list[bytes]:
    return [each["id"] for each in await rows("SELECT id FROM passkey WHERE person = $1", person)]


async def passkey(key: bytes) -> Record | None:
    return await row(
        """SELECT k.id, k.public_key, k.uses, k.person, p.active, p.role, p.valid_until, p.birth_year, p.birth_month
           FROM passkey k JOIN person p ON p.id = k.person WHERE k.id = $1""",
        key,
    )


def may_come_in(found: Record) -> bool:
    """Whether the owner of a passkey may come in with it at all, now."""
    if not found["active"] or (found["valid_until"] and found["valid_until"] <= now()):
        return False
    role = Role[found["role"].upper()]
    if role is CHILD:
        return BANDS[band(found["birth_year"], found["birth_month"], today())].by_passkey
    return bool(role & STAFF)


async def app_of(person: UUID) -> Record | None:
    return await row(
        "SELECT sealed, last_step FROM totp WHERE person = $1 AND confirmed_at IS NOT NULL FOR UPDATE", person
    )


async def username(person: UUID) -> str:
    return await value("SELECT username FROM password WHERE person = $1", person) or ""


async def code_of_the_demo(actor: Actor) -> str:
    """Today's code of one of the cast, for whoever tries the demonstration. Nothing anywhere else."""
    if not current().is_demo or (not actor.role & STAFF and actor.role is not Role.ARRIVING):
        return ""
    found = await value("SELECT sealed FROM totp WHERE person = $1 AND confirmed_at IS NOT NULL", actor.id)
    secret = codes.unseal(current().secret, actor.id, found) if found and actor.id else None
    return codes.code(secret, now()) if secret else ""
