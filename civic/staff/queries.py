"""The team as the charter and the desk see it."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from asyncpg import Record

from civic.core.actor import SECRETARY, STAFF, Role
from civic.core.acts import NotThere
from civic.core.clock import now, today
from civic.core.database import row, rows, value
from civic.core.forms import fold
from civic.core.secrets import fingerprint
from civic.staff.charter import House, Link, Member, Request, Wish
from civic.staff.standing import REMINDER, End, Facts, confirmed_for, ends, missing, quarter
from civic.staff.states import SIGNED, State

TEAM = tuple(each.name.lower() for each in STAFF)


@dataclass(frozen=True)
class Seen:
    """A check that somebody wrote down; `confirmed_by` is a name, or nothing yet."""

    id: UUID
    what: str
    issuer: str
    issued_on: date
    good_until: date
    seen: UUID
    seen_by: str
    confirmed_by: str


@dataclass(frozen=True)
class Open:
    """What is under way about a person: `kind` "join", "keys" or "end"; `asked_by` and `signed_by` are names."""

    id: UUID
    kind: str
    state: State
    asked: UUID | None
    asked_by: str
    signed_by: str
    asked_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True)
class OnTeam:
    """One adult of the team with everything that says what they may do, and until when."""

    id: UUID
    name: str
    title: str
    role: Role
    active: bool
    valid_until: datetime
    joined: bool
    has_key: bool
    facts: Facts
    checks: list[Seen]
    open: Open | None

    @property
    def stands(self) -> bool:
        return self.active and self.joined and self.valid_until > now()

    @property
    def first_end(self) -> End:
        return ends(self.facts)[0]

    @property
    def ends_soon(self) -> bool:
        return self.stands and self.valid_until - now() <= REMINDER

    @property
    def missing(self) -> list[str]:
        return missing(self.facts, today())

    @property
    def is_confirmed(self) -> bool:
        """For this quarter; whoever joined in it was just signed by two."""
        return confirmed_for(self.facts) >= quarter(today())

    @property
    def request(self) -> Request:
        """The case of what is under way. Raises NotThere when nothing is."""
        if self.open is None:
            raise NotThere
        return Request(self.open.state, self.id, self.open.asked, not self.missing)

    def member(self, what: str = "") -> Member:
        """The case, with the check `what` at hand."""
        seen = [each.seen for each in self.checks if each.what == what and not each.confirmed_by]
        return Member(
            self.id,
            self.role,
            self.active,
            self.joined,
            self.open is not None,
            next(iter(seen), None),
            self.is_confirmed,
        )


ON_TEAM = """
SELECT p.id, p.name, p.title, p.role, p.active, p.valid_until, p.joined_at,
  EXISTS(SELECT FROM password w WHERE w.person = p.id) OR coalesce(j.state = 'accepted', false) AS joined,
  EXISTS(SELECT FROM passkey k WHERE k.person = p.id)
    OR EXISTS(SELECT FROM totp t WHERE t.person = p.id AND t.confirmed_at IS NOT NULL) AS has_key,
  (SELECT administration_until FROM town LIMIT 1) AS administration_until,
  (SELECT max(quarter) FROM recertification r WHERE r.person = p.id) AS confirmed_for,
  j.until, j.id IS NOT NULL AND j.asked_by IS NULL AS is_first,
  (SELECT json_agg(json_build_object('id', v.id, 'what', v.what, 'issuer', v.issuer, 'issued_on', v.issued_on,
     'good_until', v.good_until, 'seen', v.seen_by, 'seen_by', s.name, 'confirmed_by', coalesce(c.name, ''))
     ORDER BY v.at DESC) FROM vetting v JOIN person s ON s.id = v.seen_by LEFT JOIN person c ON c.id = v.confirmed_by
   WHERE v.person = p.id) AS checks,
  o.id AS request, o.kind, o.state, o.asked_by, o.asked_at, o.expires_at,
  (SELECT name FROM person WHERE id = o.asked_by) AS asked_by_name,
  (SELECT name FROM person WHERE id = o.signed_by) AS signed_by_name
FROM person p
LEFT JOIN LATERAL (SELECT * FROM nomination n WHERE n.person = p.id AND n.kind = 'join'
  ORDER BY n.asked_at DESC LIMIT 1) j ON true
LEFT JOIN LATERAL (SELECT * FROM nomination n WHERE n.person = p.id AND n.state IN ('asked', 'signed')
  ORDER BY n.asked_at DESC LIMIT 1) o ON true
WHERE p.role = ANY($1::varchar[])
"""


async def team() -> list[OnTeam]:
    """Everybody, those whose role has ended too."""
    return [_on_team(each) for each in await rows(f"{ON_TEAM} ORDER BY p.active DESC, p.name", list(TEAM))]


async def on_team(key: UUID) -> OnTeam:
    found = await row(f"{ON_TEAM} AND p.id = $2", list(TEAM), key)
    if found is None:
        raise NotThere
    return _on_team(found)


def _on_team(found: Record) -> OnTeam:
    checks = [
        Seen(
            **each
            | {day: date.fromisoformat(each[day]) for day in ("issued_on", "good_until")}
            | {"seen": UUID(each["seen"]), "id": UUID(each["id"])}
        )
        for each in json.loads(found["checks"] or "[]")
    ]
    good: dict[str, date] = {}
    for each in checks:
        if each.confirmed_by:
            good[each.what] = max(each.good_until, good.get(each.what, date.min))
    role = Role[found["role"].upper()]
    facts = Facts(
        role,
        found["until"],
        found["joined_at"],
        found["is_first"],
        found["administration_until"],
        good,
        found["confirmed_for"] or "",
    )
    under_way = found["request"] and Open(
        found["request"],
        found["kind"],
        State(found["state"]),
        found["asked_by"],
        found["asked_by_name"] or "",
        found["signed_by_name"] or "",
        found["asked_at"],
        found["expires_at"],
    )
    return OnTeam(
        found["id"],
        found["name"],
        found["title"],
        role,
        found["active"],
        found["valid_until"],
        found["joined"],
        found["has_key"],
        facts,
        checks,
        under_way or None,
    )


async def wish(name: str, role: Role) -> Wish:
    """The case of naming somebody: an adult with the same name and a role is taken for the same person."""
    found = await rows("SELECT name, role FROM person WHERE role <> 'child' AND active")
    return Wish(role, frozenset(Role[each["role"].upper()] for each in found if fold(each["name"]) == fold(name)))


async def house(name: str) -> House:
    """The case of inviting a first secretary."""
    found = await rows(
        """SELECT w.person IS NOT NULL AND p.valid_until > $1 AS stands,
             n.state = 'signed' AND n.asked_by IS NULL AND n.expires_at > $1 AS invited
           FROM person p LEFT JOIN password w ON w.person = p.id
           LEFT JOIN nomination n ON n.person = p.id AND n.kind = 'join'
           WHERE p.role IN ('secretary', 'safeguarding') AND p.active""",
        now(),
    )
    keepers = sum(bool(each["stands"] or each["invited"]) for each in found)
    return House(keepers, (await wish(name, SECRETARY)).holds)


async def invited_before(name: str) -> list[UUID]:
    """Those whom the machine invited by this name and who have not come."""
    found = await rows(
        "SELECT person, name FROM nomination WHERE kind = 'join' AND state = 'signed' AND asked_by IS NULL"
    )
    return [each["person"] for each in found if fold(each["name"]) == fold(name)]


@dataclass(frozen=True)
class Invited:
    """Who a link is for; `kind` "join" or "keys"."""

    request: UUID
    person: UUID
    name: str
    role: Role
    kind: str
    until: date
    username: str
    case: Link


async def invited(token: str) -> Invited | None:
    """None for a link that nobody made, that was used or taken back."""
    found = await row(
        """SELECT n.id, n.person, n.kind, n.state, n.expires_at, n.until, p.name, p.role, w.username
           FROM nomination n JOIN person p ON p.id = n.person AND p.active LEFT JOIN password w ON w.person = p.id
           WHERE n.token = $1""",
        fingerprint(token),
    )
    if found is None or found["state"] != SIGNED.value:
        return None
    person = await on_team(found["person"])
    stands = (person.valid_until if person.joined else person.first_end.at) > now()
    return Invited(
        found["id"],
        found["person"],
        found["name"],
        person.role,
        found["kind"],
        found["until"],
        found["username"] or "",
        Link(SIGNED, found["expires_at"], now(), stands),
    )


async def administration_until() -> date | None:
    return await value("SELECT administration_until FROM town LIMIT 1")


async def officers() -> list[UUID]:
    return [each["id"] for each in await rows("SELECT id FROM person WHERE role = 'officer' AND active")]
