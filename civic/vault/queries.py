"""Who looked at which identity. The names themselves are asked of the vault by `acts` alone, after the look is written."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from asyncpg import Record

from civic.core.actor import ROLE_NAMES, SAFEGUARDING, Actor, Role
from civic.core.acts import NotThere
from civic.core.charter import said
from civic.core.clock import CITY, now, today
from civic.core.database import row, rows
from civic.core.words import N_, _
from civic.people.aliases import PLAIN_NAME, plain
from civic.people.queries import with_role
from civic.vault import store
from civic.vault.charter import Glass, Looked, Vault
from civic.vault.deadlines import FAMILY_WAITS, review_by
from civic.vault.reasons import DANGER, REASONS, TOLD

#: A search shows so many; whoever needs more writes more letters.
MOST_FOUND = 5
#: Looks on the desk beside those that wait.
REVIEWED_SHOWN = 20
#: A family's list goes back so many lines for each child.
LONGEST_LIST = 60


@dataclass(frozen=True)
class Found:
    """A child as officers find one: never a name."""

    id: UUID
    alias: str
    place: str


@dataclass(frozen=True)
class Behind:
    """A child whose identity may be opened. `open_until` while one's own look is open; `told` are the other officers."""

    id: UUID
    alias: str
    place: str
    case: Glass
    open_until: datetime | None
    told: list[str]


@dataclass(frozen=True)
class Seen:
    """One look, for the officers' desk. `why` is unsealed for who opens this one look, and "" in the list."""

    id: UUID
    child: UUID
    alias: str
    by: str
    at: datetime
    until: datetime
    reason: str
    review_by: date
    late: bool
    case: Looked
    reviewed_by: str = ""
    reviewed_at: datetime | None = None
    was_right: bool | None = None
    why: str = ""


@dataclass(frozen=True)
class Line:
    """What somebody did with a child's data, for the child and the family: `who` is a role and an institution."""

    at: datetime
    who: str
    says: str


@dataclass(frozen=True)
class OfChild:
    alias: str
    lines: list[Line]


async def by_alias(alias: str) -> list[Found]:
    """For `acts.find_child` alone, which writes the search down."""
    found = await rows(
        f"""SELECT p.id, p.name, l.name AS place FROM person p LEFT JOIN place l ON l.id = p.place
           WHERE p.role = 'child' AND strpos({PLAIN_NAME}, $1) > 0 ORDER BY p.name LIMIT {MOST_FOUND}""",
        plain(alias),
    )
    return [Found(each["id"], each["name"], each["place"] or "") for each in found]


async def behind(actor: Actor, child: UUID) -> Behind:
    """The case before the glass is broken. NotThere for everybody but the officers."""
    if not Vault.see_looks.allows(actor):
        raise NotThere
    found = await row(
        """SELECT p.name, l.name AS place,
             (SELECT max(until) FROM look WHERE person = p.id AND by = $2 AND until > $3) AS open_until
           FROM person p LEFT JOIN place l ON l.id = p.place WHERE p.id = $1 AND p.role = 'child'""",
        child,
        actor.id,
        now(),
    )
    if found is None:
        raise NotThere
    others = [each for each in await with_role(SAFEGUARDING) if each != actor.id]
    names = await rows("SELECT name FROM person WHERE id = ANY($1) ORDER BY name", others)
    return Behind(
        child,
        found["name"],
        found["place"] or "",
        Glass(tuple(others), found["open_until"] is not None),
        found["open_until"],
        [each["name"] for each in names],
    )


SEEN = """SELECT k.*, c.name AS alias, b.name AS by_name, r.name AS reviewer FROM look k
  LEFT JOIN person c ON c.id = k.person LEFT JOIN person b ON b.id = k.by LEFT JOIN person r ON r.id = k.reviewed_by"""


async def looks(actor: Actor) -> list[Seen]:
    """Those nobody reviewed, oldest first, then the newest reviewed ones."""
    Vault.see_looks.ask(actor)
    waiting = await rows(f"{SEEN} WHERE k.reviewed_at IS NULL ORDER BY k.at, k.id")
    done = await rows(f"{SEEN} WHERE k.reviewed_at IS NOT NULL ORDER BY k.at DESC, k.id LIMIT {REVIEWED_SHOWN}")
    return [_seen(each) for each in (*waiting, *done)]


async def look(actor: Actor, key: UUID) -> Seen:
    """One look with its why. NotThere for everybody but the officers."""
    if not Vault.see_looks.allows(actor):
        raise NotThere
    found = await row(f"{SEEN} WHERE k.id = $1", key)
    if found is None:
        raise NotThere
    return _seen(found, store.unseal(found["why"]).decode())


def _seen(found: Record, why: str = "") -> Seen:
    end, reason = review_by(found["at"]), REASONS[found["reason"]]
    return Seen(
        found["id"],
        found["person"],
        found["alias"] or "",
        found["by_name"] or "",
        found["at"],
        found["until"],
        _(reason),
        end,
        found["reviewed_at"] is None and today() > end,
        Looked(found["by"], found["reviewed_at"] is not None),
        found["reviewer"] or "",
        found["reviewed_at"],
        found["was_right"],
        why,
    )


@dataclass(frozen=True)
class Count:
    """How many identities one officer opened in this month of the city, and in the one before."""

    name: str
    now: int
    before: int


async def counts() -> list[Count]:
    """For the office that watches over the city's own people."""
    this = today().replace(day=1)
    last = (this - timedelta(days=1)).replace(day=1)
    found = await rows(
        """SELECT b.name, count(*) FILTER (WHERE k.at >= $1) AS now, count(*) FILTER (WHERE k.at < $1) AS before
           FROM look k JOIN person b ON b.id = k.by WHERE k.at >= $2 GROUP BY b.name ORDER BY b.name""",
        datetime.combine(this, time(), CITY),
        datetime.combine(last, time(), CITY),
    )
    return [Count(each["name"], each["now"], each["before"]) for each in found]


async def overdue() -> list[Record]:
    """Looks whose days are over, that nobody reviewed or marked: with who looked (`by`), oldest first."""
    found = await rows(
        """SELECT k.id, k.by, k.at FROM look k WHERE k.reviewed_at IS NULL
           AND NOT EXISTS(SELECT FROM entry e WHERE e.subject = k.id AND e.act = $1) ORDER BY k.at""",
        str(Vault.flag_look),
    )
    return [each for each in found if today() > review_by(each["at"])]


async def who_looked(actor: Actor) -> list[OfChild]:
    """For a child, what was looked at of theirs; for a guardian, of each child in their care. No name is in it."""
    Vault.see_who_looked.ask(actor)
    children = await rows(
        """SELECT p.id, p.name FROM person p WHERE p.id = $1 AND p.role = 'child'
           UNION SELECT p.id, p.name FROM guardianship g JOIN person p ON p.id = g.child
             WHERE g.guardian = $1 AND g.verified_on IS NOT NULL ORDER BY 2""",
        actor.id,
    )
    return [OfChild(each["name"], await _lines(each["id"])) for each in children]


async def _lines(child: UUID) -> list[Line]:
    """Looks at the identity; and what facilitators and the secretary did with this child's account."""
    identity = await rows(
        """SELECT k.at, k.reason, p.role, p.title FROM look k JOIN person p ON p.id = k.by
           WHERE k.person = $1 AND (k.reason <> $2 OR k.at <= $3) ORDER BY k.at DESC LIMIT $4""",
        child,
        DANGER,
        now() - FAMILY_WAITS,
        LONGEST_LIST,
    )
    account = await rows(
        """SELECT e.at, e.act, p.role, p.title FROM entry e JOIN person p ON p.id = e.person
           WHERE e.subject = $1 AND e.role IN ('facilitator', 'secretary') ORDER BY e.at DESC LIMIT $2""",
        child,
        LONGEST_LIST,
    )
    opened = N_("Opened the name and the contact, %(why)s.")
    because = [TOLD[each["reason"]] for each in identity]
    lines = [Line(each["at"], _who(each), _(opened, why=_(why))) for each, why in zip(identity, because, strict=True)]
    lines += [Line(each["at"], _who(each), said(each["act"])) for each in account]
    return sorted(lines, key=lambda line: line.at, reverse=True)[:LONGEST_LIST]


def _who(found: Record) -> str:
    role = ROLE_NAMES[Role[found["role"].upper()]]
    return f"{_(role)}, {found['title']}" if found["title"] else _(role)
