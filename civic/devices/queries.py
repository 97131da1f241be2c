"""Tablets by their places, and who is with the children there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.clock import CITY, now
from civic.core.database import row, rows, value
from civic.core.secrets import fingerprint
from civic.council.queries import open_places
from civic.devices.charter import Enrolled, Spot, Staying


@dataclass(frozen=True)
class Tablet:
    """`by` enrolled it."""

    id: UUID
    name: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Present:
    """An adult who is there `until` then, as 17:30."""

    name: str
    until: str


@dataclass(frozen=True)
class Stand:
    """A place with its tablets, and the adults who are there now."""

    id: UUID
    name: str
    tablets: list[Tablet]
    adults: list[Present]

    @property
    def is_open(self) -> bool:
        """Whether children may write there: two different people (SG-34)."""
        return len(self.adults) >= 2


async def tablet(token: str) -> tuple[UUID, bool] | None:
    """The tablet that holds this token, unless it was taken off the list; and whether it is out as a booth without
    network, or was told as lost and may still come back."""
    found = await row(
        """SELECT d.id, EXISTS(SELECT FROM outing o JOIN poll p ON p.id = o.poll
             WHERE o.device = d.id AND o.state <> 'back' AND p.state = 'open') AS out
           FROM device d WHERE d.token = $1 AND d.revoked_at IS NULL""",
        fingerprint(token),
    )
    return (found["id"], found["out"]) if found else None


async def place_of(device: UUID) -> str:
    return await value("SELECT p.name FROM device d JOIN place p ON p.id = d.place WHERE d.id = $1", device)


async def has_booth(device: UUID) -> bool:
    """Whether booth cards of an open vote were printed for the place where this tablet stands."""
    return await value(
        """SELECT EXISTS(SELECT FROM sheet s JOIN poll p ON p.id = s.poll JOIN device d ON d.place = s.place
           WHERE d.id = $1 AND s.state = 'printed' AND p.state = 'open' AND p.closes_at > $2)""",
        device,
        now(),
    )


async def spot(place: UUID) -> Spot:
    return Spot(bool(await value("SELECT active FROM place WHERE id = $1", place)))


async def enrolled(device: UUID) -> Enrolled:
    found = await row("SELECT revoked_at FROM device WHERE id = $1", device)
    if found is None:
        raise NotThere
    return Enrolled(found["revoked_at"])


async def staying(actor: Actor) -> Staying:
    return Staying(await value("SELECT longer FROM sign_in WHERE id = $1", actor.sign_in) or 0)


async def stands() -> list[Stand]:
    """Every place of the list, by name."""
    places = await open_places()
    tablets = await rows(
        """SELECT d.place, d.id, d.name, p.name AS by, d.enrolled_at AS at FROM device d
           JOIN person p ON p.id = d.enrolled_by WHERE d.revoked_at IS NULL ORDER BY d.name, d.enrolled_at"""
    )
    adults = await rows(
        """SELECT y.place, p.name, max(y.until) AS until FROM duty y
           JOIN person p ON p.id = y.person AND p.active AND p.valid_until > $1
           WHERE y.since <= $1 AND y.until > $1 GROUP BY y.place, p.id ORDER BY p.name""",
        now(),
    )
    return [
        Stand(
            place["id"],
            place["name"],
            [
                Tablet(each["id"], each["name"], each["by"], each["at"])
                for each in tablets
                if each["place"] == place["id"]
            ],
            [Present(each["name"], _hour(each["until"])) for each in adults if each["place"] == place["id"]],
        )
        for place in places
    ]


async def turn(person: UUID) -> tuple[str, str] | None:
    """Where somebody is on duty now, and until when, as 17:30."""
    found = await row(
        """SELECT p.name, y.until FROM duty y JOIN place p ON p.id = y.place
           WHERE y.person = $1 AND y.since <= $2 AND y.until > $2 ORDER BY y.until DESC LIMIT 1""",
        person,
        now(),
    )
    return (found["name"], _hour(found["until"])) if found else None


def _hour(when: datetime) -> str:
    return when.astimezone(CITY).strftime("%H:%M")
