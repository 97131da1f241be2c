"""The slots of the box. Who serves has no right on the table itself, only on these functions of the database
(docs/decisions/0027); each asks in its one round trip what the charter asks."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from civic.consent.purposes import TAKE_PART, TEXT
from civic.core.clock import now, today
from civic.core.database import DB, rows, value
from civic.core.together import Together
from civic.voting.box.keyring import box_key
from civic.voting.box.pseudonyms import pseudonym

CAST = "SELECT * FROM cast_ballots($1, $2, $3, $4, $5, $6, $7, $8)"
#: Rows of a box in one round trip.
PART = 20_000


@dataclass(frozen=True)
class Cast:
    """A sealed ballot on its way into the box."""

    child: UUID
    sealed: bytes


_slots: dict[UUID, Together[Cast, bool | None]] = {}


async def cast(poll: UUID, child: UUID, sealed: bytes) -> bool | None:
    """Into the box, certain when this returns: True for the first ballot of this child, False for one that takes the
    place of an earlier one, None if it may not be. Votes of one moment share one statement and one commit (SG-50)."""
    if poll not in _slots:
        while len(_slots) >= 32:
            _slots.pop(next(iter(_slots)))
        _slots[poll] = Together(partial(_cast_all, poll), few=8, pause=0.02)
    return await _slots[poll](Cast(child, sealed))


async def _cast_all(poll: UUID, ballots: list[Cast]) -> list[bool | None]:
    secret = box_key(poll)
    if secret is None:
        return [None] * len(ballots)
    last = {each.child: each for each in ballots}  # of two ballots of one child the later counts
    named = {pseudonym(secret, child.bytes): each for child, each in last.items()}
    found = await rows(
        CAST,
        poll,
        [each.child for each in named.values()],
        list(named),
        [each.sealed for each in named.values()],
        now(),
        TAKE_PART,
        TEXT,
        today(),
    )
    taken = {named[each["name"]]: each["is_new"] for each in found}
    return [taken.get(each, False) if last[each.child] in taken else None for each in ballots]


async def cast_card(poll: UUID, code: bytes, name: bytes, sealed: bytes) -> bool:
    """Whether it is in: the first ballot of a card that may vote."""
    return await value("SELECT cast_card($1, $2, $3, $4, $5)", poll, code, name, sealed, now())


async def take_batch(
    outing: UUID, ballots: Sequence[tuple[bytes, bytes, bytes]], aside: Sequence[tuple[bytes, bytes]]
) -> bool:
    """What a tablet brings: (code, name, sealed) of each ballot, and (code, name) of what was put aside. False once the
    vote is closed, or the tablet is back or lost."""
    codes, names, sealed = ([each[part] for each in ballots] for part in range(3))
    away = ([each[part] for each in aside] for part in range(2))
    return await value("SELECT take_batch($1, $2, $3, $4, $5, $6)", outing, codes, names, sealed, *away)


async def read_box(poll: UUID) -> AsyncIterator[list[tuple[bytes, bytes]]]:
    """Names and sealed ballots of a closed poll, by name, in parts. Of any other: nothing."""
    last = b""
    while part := await rows("SELECT id, sealed FROM read_box($1, $2, $3)", poll, last, PART):
        last = part[-1]["id"]
        yield [(each["id"], each["sealed"]) for each in part]


async def empty_box(poll: UUID) -> None:
    """What is left of a poll in the box goes for good, and is no more when the act is certain. Voters of other polls wait
    until then, so it comes last in an act; their million ballots take some seconds."""
    async with DB.transaction() as here:
        await here.connection.execute("SELECT empty_box($1)", poll, timeout=60)
