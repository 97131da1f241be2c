"""Lists, places and classes, looked up. No name is here: names are in the vault."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from asyncpg import Record

from civic.core.acts import NotThere
from civic.core.clock import CITY, now
from civic.core.database import row, rows, value
from civic.invitations.charter import Batch as Case
from civic.invitations.charter import Wanted
from civic.invitations.checking import called
from civic.invitations.states import State
from civic.people.limits import LOCKED_AFTER
from civic.vault import store

#: A browser that was seen this lately counts as in the room.
HERE = timedelta(minutes=15)


@dataclass(frozen=True)
class Batch:
    """A list as the desk tells it: counts and days, nobody's name or alias."""

    id: UUID
    label: str
    place: str
    asked_by: str
    asked_at: datetime
    signed_by: str
    children: int
    claimed: int
    last_day: datetime | None
    case: Case


BATCHES = """SELECT b.*, pl.name AS at, a.name AS asker, s.name AS signer, count(i.person) AS children,
  count(c.claimed_at) AS claimed, max(c.expires_at) FILTER (WHERE c.claimed_at IS NULL) AS last_day
  FROM batch b JOIN place pl ON pl.id = b.place JOIN person a ON a.id = b.asked_by
  LEFT JOIN person s ON s.id = b.signed_by
  LEFT JOIN invited i ON i.batch = b.id LEFT JOIN card c ON c.person = i.person
  {where} GROUP BY b.id, pl.name, a.name, s.name ORDER BY b.state, b.asked_at DESC"""


async def batches() -> list[Batch]:
    """Those that wait for a signature first."""
    return [_batch(each) for each in await rows(BATCHES.format(where=""))]


async def batch(key: UUID) -> Batch:
    """Raises NotThere."""
    found = await row(BATCHES.format(where="WHERE b.id = $1"), key)
    if found is None:
        raise NotThere
    return _batch(found)


def _batch(found: Record) -> Batch:
    return Batch(
        found["id"], found["label"], found["at"], found["asker"], found["asked_at"], found["signer"] or "",
        found["children"], found["claimed"], found["last_day"],
        Case(State(found["state"]), found["asked_by"], found["children"] - found["claimed"]),
    )  # fmt: skip


async def wanted(place: UUID, children: int) -> Wanted:
    return Wanted(children, bool(await value("SELECT active FROM place WHERE id = $1", place)))


async def asked_today() -> int:
    """Children asked for since midnight of the city."""
    midnight = now().astimezone(CITY).replace(hour=0, minute=0, second=0, microsecond=0)
    return await value("SELECT count(*) FROM invited i JOIN batch b ON b.id = i.batch WHERE b.asked_at >= $1", midnight)


class Listed(Protocol):
    """Somebody of a list, as far as they are compared; `born` is (year, month) if it could be read."""

    @property
    def name(self) -> str: ...
    @property
    def born(self) -> tuple[int, int] | None: ...


async def invited_already(place: UUID, listed: Iterable[Listed]) -> set[tuple[str, tuple[int, int]]]:
    """Who of the list is a child of that place already. The vault compares, and tells no name that was not asked."""
    names: dict[tuple[int, int], set[str]] = {}
    for each in listed:
        if each.born:
            names.setdefault(each.born, set()).add(called(each.name))
    found = await rows(
        """SELECT id, birth_year, birth_month FROM person WHERE role = 'child' AND place = $1
           AND (birth_year, birth_month) IN (SELECT * FROM unnest($2::int[], $3::int[]))""",
        place,
        [year for year, _month in names],
        [month for _year, month in names],
    )
    born = {each["id"]: (each["birth_year"], each["birth_month"]) for each in found}
    known = await store.bearers({person: names[month] for person, month in born.items()}, called) if born else set()
    return {(name, born[person]) for person, name in known}


async def aliases() -> set[str]:
    return {each["name"] for each in await rows("SELECT name FROM person WHERE role = 'child'")}


@dataclass(frozen=True)
class ToPrint:
    """Whom a card or a letter is for; `alias` is the child's, `number` their place in the school's list."""

    person: UUID
    alias: str
    number: int | None


async def without_card(batch: UUID) -> list[ToPrint]:
    """The children of a list who have not come yet, in its order."""
    found = await rows(
        """SELECT p.id, p.name, i.number FROM invited i JOIN person p ON p.id = i.person
           WHERE i.batch = $1 AND NOT EXISTS(SELECT FROM card c WHERE c.person = p.id AND c.claimed_at IS NOT NULL)
           ORDER BY i.number, p.name""",
        batch,
    )
    return [ToPrint(each["id"], each["name"], each["number"]) for each in found]


async def without_letter(batch: UUID) -> list[ToPrint]:
    """Their guardians who have not come yet, with the child's alias."""
    found = await rows(
        """SELECT g.guardian AS id, p.name, i.number FROM invited i JOIN person p ON p.id = i.person
           JOIN guardianship g ON g.child = p.id
           WHERE i.batch = $1 AND NOT EXISTS(SELECT FROM card c WHERE c.person = g.guardian AND c.claimed_at IS NOT NULL)
           ORDER BY i.number, p.name""",
        batch,
    )
    return [ToPrint(each["id"], each["name"], each["number"]) for each in found]


@dataclass(frozen=True)
class Pupil:
    """A child of a class by alias, with what stands between them and the screen."""

    id: UUID
    alias: str
    has_come: bool
    is_here: bool
    is_paused: bool
    rests: bool
    waits_until: datetime | None
    reset_asked_by: UUID | None
    reset_asked_name: str
    may_choose: bool


#: Who was asked for and not signed yet is nobody's pupil.
SIGNED = """NOT EXISTS(SELECT FROM invited i JOIN batch b ON b.id = i.batch WHERE i.person = p.id AND b.state = 'asked'
            AND i.number IS NOT NULL)"""


async def classes() -> list[Record]:
    """The places that have children: how many, and how many of their cards rest. `id`, `name`, `children`, `rest`."""
    return await rows(
        f"""SELECT pl.id, pl.name, count(*) AS children, count(*) FILTER (WHERE t.failures >= {LOCKED_AFTER}) AS rest
            FROM place pl JOIN person p ON p.place = pl.id AND p.role = 'child' AND p.active
            LEFT JOIN card c ON c.person = p.id
            LEFT JOIN try t ON t.id = sha256(convert_to(c.id::text, 'UTF8'))
            WHERE {SIGNED} GROUP BY pl.id, pl.name ORDER BY pl.name"""
    )


async def pupils(place: UUID) -> list[Pupil]:
    """The children of a place by alias. Raises NotThere."""
    if not await value("SELECT true FROM place WHERE id = $1", place):
        raise NotThere
    found = await rows(
        f"""SELECT p.id, p.name, p.paused, c.claimed_at, t.failures, t.wait_until, r.asked_by, r.confirmed_by,
            a.name AS asker, EXISTS(SELECT FROM sign_in s WHERE s.person = p.id AND s.seen > $2) AS here
            FROM person p LEFT JOIN card c ON c.person = p.id
            LEFT JOIN try t ON t.id = sha256(convert_to(c.id::text, 'UTF8'))
            LEFT JOIN reset r ON r.person = p.id AND r.until > $3 LEFT JOIN person a ON a.id = r.asked_by
            WHERE p.place = $1 AND p.role = 'child' AND p.active AND {SIGNED} ORDER BY p.name""",
        place,
        now() - HERE,
        now(),
    )
    return [_pupil(each) for each in found]


def _pupil(found: Record) -> Pupil:
    waits = found["wait_until"] is not None and found["wait_until"] > now()
    asked = found["asked_by"] is not None and found["confirmed_by"] is None
    return Pupil(
        id=found["id"],
        alias=found["name"],
        has_come=found["claimed_at"] is not None,
        is_here=found["here"],
        is_paused=bool(found["paused"]),
        rests=(found["failures"] or 0) >= LOCKED_AFTER,
        waits_until=found["wait_until"] if waits else None,
        reset_asked_by=found["asked_by"] if asked else None,
        reset_asked_name=found["asker"] if asked else "",
        may_choose=found["asked_by"] is not None and not asked,
    )


async def issuer_of(card: UUID) -> Record | None:
    """Who asked for the list through which a child's card, or their guardian's, was issued. `batch`, `label`, `by`."""
    return await row(
        """SELECT b.id AS batch, b.label, b.asked_by AS by FROM card c
           LEFT JOIN guardianship g ON g.guardian = c.person
           JOIN invited i ON i.person = coalesce(g.child, c.person) JOIN batch b ON b.id = i.batch
           WHERE c.id = $1 LIMIT 1""",
        card,
    )


async def place_name(place: UUID) -> str:
    return await value("SELECT name FROM place WHERE id = $1", place)
