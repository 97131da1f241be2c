"""Reading requests: whose they are, what the desk sees of them, and what is late. Never writes."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from asyncpg import Record

from civic.core.acts import NotThere
from civic.core.ages import BANDS, band
from civic.core.clock import CITY, today
from civic.core.database import row, rows
from civic.core.words import N_, _
from civic.rights.charter import Case
from civic.rights.kinds import RIGHTS
from civic.rights.states import DONE, REFUSED, SAID, Request

OVER = (REFUSED, DONE)


@dataclass(frozen=True)
class Asked:
    """A request. `who` is a role and an age, never a name (the desk resolves it by its receipt); `late` is flagged."""

    id: UUID
    receipt: str
    kind: str
    words: str
    state: Request
    asked_on: date
    due_on: date
    cause: str
    who: str
    of_guardian: bool
    person: UUID | None
    about: UUID | None
    case: Case

    @property
    def late(self) -> bool:
        return self.state not in OVER and self.due_on < today()

    @property
    def said(self) -> tuple[str, str, str]:
        label, kind, picture = SAID[self.state]
        return _(label), kind, picture

    @property
    def right(self) -> str:
        return _(RIGHTS[self.kind].law)


SQL = """
SELECT r.*, p.role, p.birth_year, p.birth_month FROM request r LEFT JOIN person p ON p.id = r.person
"""


def _asked(found: Record) -> Asked:
    state = Request(found["state"])
    guardian = found["role"] == "guardian"
    verdict = "no" if found["cause"] else ""
    who = N_("Somebody who has left")
    if guardian:
        who = N_("A guardian, about a child in their care")
    elif found["role"]:
        who = BANDS[band(found["birth_year"], found["birth_month"], today())].label
    return Asked(
        found["id"],
        found["receipt"],
        found["kind"],
        found["words"],
        state,
        found["asked_at"].astimezone(CITY).date(),
        found["due_on"],
        found["cause"],
        _(who),
        guardian,
        found["person"],
        found["about"],
        Case(state, found["answered_by"], found["extended_by"] is not None, verdict, found["cause"], found["kind"]),
    )


async def request(key: UUID) -> Asked:
    found = await row(SQL + "WHERE r.id = $1", key)
    if found is None:
        raise NotThere
    return _asked(found)


async def waiting() -> list[Asked]:
    """What is not over, the first due first; then the newest that are."""
    found = await rows(
        SQL + "ORDER BY r.state = ANY($1::varchar[]), r.due_on, r.asked_at DESC LIMIT 200",
        [each.value for each in OVER],
    )
    return [_asked(each) for each in found]


async def requests_of(person: UUID) -> list[Asked]:
    return [_asked(each) for each in await rows(SQL + "WHERE r.person = $1 ORDER BY r.asked_at DESC LIMIT 50", person)]


async def by_receipt(person: UUID, receipt: str) -> Asked:
    """One's own. Raises NotThere for anybody else's."""
    found = await row(SQL + "WHERE r.person = $1 AND r.receipt = $2", person, receipt)
    if found is None:
        raise NotThere
    return _asked(found)


async def overdue() -> list[tuple[UUID, datetime]]:
    """Late requests that the secretariat was not told of."""
    found = await rows(
        """SELECT r.id, r.due_on FROM request r WHERE r.due_on < $1 AND NOT r.state = ANY($2::varchar[])
           AND NOT EXISTS(SELECT FROM message m WHERE m.kind = 'request_late' AND m.link = '/mesa/derechos/' || r.id)""",
        today(),
        [each.value for each in OVER],
    )
    return [(each["id"], each["due_on"]) for each in found]
