"""Booth cards: those of a poll for its team, and the one that somebody holds. Never which of them was used."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import Record

from civic.core.acts import NotThere
from civic.core.clock import now
from civic.core.database import row, rows, value
from civic.people.queries import is_open
from civic.voting.booths.charter import Drawn
from civic.voting.booths.charter import Sheet as Case
from civic.voting.booths.states import Cards
from civic.voting.box.keyring import box_key
from civic.voting.box.pseudonyms import pseudonym
from civic.voting.queries import lies_under
from civic.voting.states import OPEN, State


@dataclass(frozen=True)
class Sheet:
    """`serial`: the sheet's number in its poll. `counted_by`: the names of the two who counted `handed_back` alike. `used`,
    `unused` and `void` once the box was counted. `stop`: what somebody asked and nobody signed yet, that its cards
    be worth nothing any more."""

    id: UUID
    place: UUID
    place_name: str
    number: int
    door: str
    serial: int
    state: Cards
    asked_by: UUID
    asked_by_name: str
    signed_by_name: str
    handed_back: int | None
    used: int | None
    unused: int | None
    void: int | None
    hurried: bool
    poll: UUID
    poll_state: State
    closes_at: datetime
    first_back: int | None = None
    first_by: UUID | None = None
    unlike: bool = False
    counted_by: str = ""
    stop: UUID | None = None
    stop_why: str = ""
    stop_asked_by: UUID | None = None
    stop_asked_name: str = ""

    @property
    def case(self) -> Case:
        return Case(
            state=self.state,
            number=self.number,
            asked_by=self.asked_by,
            poll=self.poll_state,
            now=now(),
            closes_at=self.closes_at,
            first_by=self.first_by if self.first_back is not None else None,
            door=self.door,
            stop_asked_by=self.stop_asked_by,
        )

    @property
    def adds_up(self) -> bool:
        if self.used is None or self.unused is None or self.void is None:
            return True
        return self.used + self.unused + self.void == self.number and (self.handed_back or 0) <= self.unused


SHEET = """SELECT s.id, s.place, l.name AS place_name, s.number, s.door, s.serial, s.state, s.asked_by,
  a.name AS asked_by_name,
  coalesce(b.name, '') AS signed_by_name, s.handed_back, s.used, s.unused, s.void, s.hurried,
  s.poll, p.state AS poll_state, p.closes_at, s.first_back, s.first_by, s.unlike,
  CASE WHEN s.second_by IS NULL THEN '' ELSE concat_ws(', ', f.name, g.name) END AS counted_by,
  c.id AS stop, coalesce(c.why, '') AS stop_why, c.asked_by AS stop_asked_by, coalesce(q.name, '') AS stop_asked_name
FROM sheet s JOIN poll p ON p.id = s.poll JOIN place l ON l.id = s.place JOIN person a ON a.id = s.asked_by
LEFT JOIN person b ON b.id = s.signed_by LEFT JOIN person f ON f.id = s.first_by
LEFT JOIN person g ON g.id = s.second_by
LEFT JOIN poll_change c ON c.sheet = s.id AND c.signed_at IS NULL LEFT JOIN person q ON q.id = c.asked_by"""


async def sheets(poll: UUID) -> list[Sheet]:
    """Place by place; what does not add up stands first."""
    found = [_sheet(each) for each in await rows(f"{SHEET} WHERE s.poll = $1 ORDER BY l.name, s.serial, s.id", poll)]
    return sorted(found, key=lambda each: each.adds_up)


async def sheet(key: UUID) -> Sheet:
    """Raises NotThere."""
    found = await row(f"{SHEET} WHERE s.id = $1", key)
    if found is None:
        raise NotThere
    return _sheet(found)


def _sheet(found: Record) -> Sheet:
    return Sheet(**dict(found) | {"state": Cards(found["state"]), "poll_state": State(found["poll_state"])})


async def strangers(poll: UUID) -> int:
    """Ballots that are nobody's, or are missing, as the count found."""
    return await value("SELECT coalesce((result->>'strangers')::int, 0) FROM poll WHERE id = $1", poll)


async def booths_of(poll: UUID) -> list[Record]:
    """The places that cards were printed for."""
    return await rows(
        """SELECT id, name FROM place WHERE id IN (SELECT place FROM sheet WHERE poll = $1 AND state = 'printed')
           ORDER BY name""",
        poll,
    )


@dataclass(frozen=True)
class Held:
    """A card that somebody holds; `code` is the slow hash of its words."""

    code: bytes
    poll: UUID
    sheet: UUID
    place: UUID
    case: Drawn


async def held(code: bytes) -> Held | None:
    """None for a code nobody has printed. Whether it was used is asked of the box, while that has its keys."""
    found = await row(
        """SELECT s.poll, s.id AS sheet, s.place, c.state = 'void' OR s.state <> 'printed' AS void, p.state, p.closes_at
           FROM booth_code c JOIN sheet s ON s.id = c.sheet JOIN poll p ON p.id = s.poll WHERE c.id = $1""",
        code,
    )
    if found is None:
        return None
    state = State(found["state"])
    key = box_key(found["poll"]) if state is OPEN else None
    case = Drawn(
        state=state,
        now=now(),
        closes_at=found["closes_at"],
        used=key is not None and await lies_under(pseudonym(key, code)) != b"",
        void=found["void"],
        council_open=await is_open(),
        box_works=state is not OPEN or key is not None,
    )
    return Held(code, found["poll"], found["sheet"], found["place"], case)
