"""Calls as each person may see them: drafts are the secretary's only."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from asyncpg import Record

from civic.calls.charter import Promise
from civic.calls.forms import Parts
from civic.calls.states import State
from civic.core.actor import SECRETARY, Actor
from civic.core.acts import NotThere
from civic.core.clock import today
from civic.core.database import row, rows


@dataclass(frozen=True)
class Call:
    """A call with its promise. `office_name` is said where people read it."""

    id: UUID
    state: State
    parts: Parts
    office_name: str
    opened_at: datetime | None

    @property
    def case(self) -> Promise:
        parts = self.parts
        return Promise(
            state=self.state,
            today=today(),
            question=parts.question,
            can_change=parts.can_change,
            money=parts.money,
            decides=parts.decides,
            office=parts.office,
            answer_by=parts.answer_by,
            data=parts.data,
            proposals_until=parts.proposals_until,
            first_round_until=parts.first_round_until,
        )


CALL = """
SELECT c.id, c.state, c.question, c.can_change, c.money, c.decides, c.data, c.office, c.answer_by, c.proposals_until,
       c.first_round_until, c.picture, c.opened_at, coalesce(o.name, '') AS office_name
FROM call c LEFT JOIN office o ON o.id = c.office
"""


def call_of(found: Record) -> Call:
    parts = Parts(**{name: found[name] for name in Parts.__dataclass_fields__})
    return Call(found["id"], State(found["state"]), parts, found["office_name"], found["opened_at"])


async def visible(actor: Actor, key: UUID) -> Call:
    """Raises NotThere for a draft, unless it is the secretary who looks."""
    found = await row(CALL + "WHERE c.id = $1 AND (c.state <> 'draft' OR $2)", key, bool(actor.role & SECRETARY))
    if found is None:
        raise NotThere
    return call_of(found)


async def published(state: State | None = None, at_most: int = 50) -> list[Call]:
    """Calls that everyone can read: open ones first, then the newest."""
    found = await rows(
        CALL + """WHERE c.state = ANY($1::varchar[]) ORDER BY c.state = 'open' DESC, c.opened_at DESC, c.id LIMIT $2""",
        [state.value] if state else [State.OPEN.value, State.CLOSED.value],
        at_most,
    )
    return [call_of(each) for each in found]


@dataclass(frozen=True)
class OnDesk:
    """A line of the secretary's desk."""

    id: UUID
    question: str
    state: State
    until: date | None
    time_is_up: bool


async def desk() -> list[OnDesk]:
    """What waits first: drafts, then open calls by their last day, then the closed ones."""
    found = await rows(
        """SELECT id, question, state, proposals_until FROM call
           ORDER BY array_position(ARRAY['draft', 'open', 'closed']::varchar[], state), proposals_until,
                    opened_at DESC, id LIMIT 100"""
    )
    return [
        OnDesk(
            each["id"],
            each["question"],
            State(each["state"]),
            each["proposals_until"],
            each["state"] == "open" and each["proposals_until"] is not None and each["proposals_until"] < today(),
        )
        for each in found
    ]


async def overdue() -> list[UUID]:
    """Open calls whose last day for ideas has passed."""
    found = await rows(
        "SELECT id FROM call WHERE state = 'open' AND proposals_until < $1 ORDER BY proposals_until, id", today()
    )
    return [each["id"] for each in found]
