"""Enrolling and revoking tablets, turns of the adults, and staying longer."""

from uuid import UUID, uuid4

from civic.core import secrets
from civic.core.actor import Actor
from civic.core.acts import act
from civic.core.charter import FASTER, Refused
from civic.core.clock import now
from civic.core.database import row, rows
from civic.devices import queries
from civic.devices.charter import GRACE, MOST_LONGER, TURN, Devices
from civic.devices.tables import Device, Duty
from civic.journal.acts import note
from civic.people.tables import SignIn


@act
async def enroll_device(actor: Actor, place: UUID, name: str) -> str:
    """The token of the tablet's cookie. The adult's own sign-in on it ends: none is kept on a children's tablet (SG-55)."""
    Devices.enroll_device.ask(actor, await queries.spot(place))
    token = secrets.token()
    made = Device(
        id=uuid4(), name=name, place=place, token=secrets.fingerprint(token), enrolled_by=actor.id, enrolled_at=now()
    )
    await Device.insert(made)
    await SignIn.delete().where(SignIn.id == actor.sign_in)
    await note(actor, Devices.enroll_device, made.id, place=str(place))
    return token


@act
async def revoke_device(actor: Actor, device: UUID) -> None:
    """Whoever is in on it is out with it."""
    Devices.revoke_device.ask(actor, await queries.enrolled(device))
    taken = "UPDATE device SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING id"
    if not await row(taken, device, now()):
        raise Refused(Devices.revoke_device, FASTER)
    await SignIn.delete().where(SignIn.device == device)
    await note(actor, Devices.revoke_device, device)


@act
async def check_in(actor: Actor, place: UUID) -> None:
    """One is at one place: a turn somewhere else ends. Checking in again makes the turn longer."""
    Devices.check_in.ask(actor, await queries.spot(place))
    await _leave(actor, place)
    going_on = "UPDATE duty SET until = $3 WHERE person = $1 AND place = $2 AND until > $4 RETURNING id"
    if not await rows(going_on, actor.id, place, now() + TURN, now()):
        await Duty.insert(Duty(place=place, person=actor.id, since=now(), until=now() + TURN))
    await note(actor, Devices.check_in, place)


@act
async def check_out(actor: Actor) -> None:
    """What is left of the turn is the grace in which children finish (SG-34). Nothing happens to who has no turn."""
    Devices.check_out.ask(actor)
    for place in await _leave(actor):
        await note(actor, Devices.check_out, place)


async def _leave(actor: Actor, but: UUID | None = None) -> list[UUID]:
    left = await rows(
        """UPDATE duty SET until = least(until, $2) WHERE person = $1 AND until > $3 AND ($4::uuid IS NULL OR place <> $4)
           RETURNING place""",
        actor.id,
        now() + GRACE,
        now(),
        but,
    )
    return [each["place"] for each in left]


@act
async def stay_longer(actor: Actor) -> None:
    """Counts, and keeps no time: a tap on the ballot's page must not tell when a child voted (SG-50)."""
    Devices.stay_longer.ask(actor, await queries.staying(actor))
    await row("UPDATE sign_in SET longer = longer + 1 WHERE id = $1 AND longer < $2", actor.sign_in, MOST_LONGER)
