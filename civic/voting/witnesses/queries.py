"""Who counts again, and what their rules look at."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from asyncpg import Record

from civic.core.acts import NotThere
from civic.core.clock import now
from civic.core.database import row, rows
from civic.voting.proof.compose import Kind
from civic.voting.states import State
from civic.voting.witnesses.charter import Observing

#: How long anybody may object to a result, and how long whole ballots are kept for it.
OBJECTION = timedelta(days=30)


@dataclass(frozen=True)
class Seen:
    """A witness as the team sees them."""

    id: UUID
    poll: UUID
    name: str
    named_by: str
    signed_by: str
    given_at: datetime | None
    case: Observing


WITNESSES = """
SELECT w.id, w.poll, w.name, w.named_by, w.signed_by, w.given_at, p.state, p.published_at,
  coalesce(a.name, '') AS namer, coalesce(b.name, '') AS signer,
  EXISTS(SELECT FROM bundle u WHERE u.poll = p.id AND u.kind = $2) AS kept
FROM witness w JOIN poll p ON p.id = w.poll
LEFT JOIN person a ON a.id = w.named_by LEFT JOIN person b ON b.id = w.signed_by
"""


async def witnesses(poll: UUID) -> list[Seen]:
    found = await rows(f"{WITNESSES} WHERE w.poll = $1 ORDER BY w.name, w.id", poll, str(Kind.WITNESS))
    return [_seen(each) for each in found]


async def held(key: UUID) -> Seen:
    """With its row locked. Raises NotThere."""
    found = await row(f"{WITNESSES} WHERE w.id = $1 FOR UPDATE OF w", key, str(Kind.WITNESS))
    if found is None:
        raise NotThere
    return _seen(found)


async def poll_case(poll: UUID) -> Observing:
    """Raises NotThere."""
    found = await row("SELECT state FROM poll WHERE id = $1 AND state <> 'draft'", poll)
    if found is None:
        raise NotThere
    return Observing(State(found["state"]))


async def over(before: datetime) -> list[UUID]:
    """Polls whose whole ballots have been kept for long enough: published, or ended without a result, before then."""
    found = await rows(
        """SELECT DISTINCT p.id FROM poll p JOIN bundle u ON u.poll = p.id AND u.kind = $1
           WHERE p.state IN ('published', 'annulled') AND coalesce(p.published_at, p.closed_at, p.opened_at) < $2""",
        str(Kind.WITNESS),
        before,
    )
    return [each["id"] for each in found]


def _seen(found: Record) -> Seen:
    in_time = found["kept"] and (found["published_at"] is None or now() < found["published_at"] + OBJECTION)
    return Seen(
        id=found["id"],
        poll=found["poll"],
        name=found["name"],
        named_by=found["namer"],
        signed_by=found["signer"],
        given_at=found["given_at"],
        case=Observing(
            State(found["state"]),
            found["named_by"],
            found["signed_by"] is not None,
            found["given_at"] is not None,
            in_time,
        ),
    )
