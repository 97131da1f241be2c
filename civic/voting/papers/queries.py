"""Papers of a poll as the team keys them: how many, in which state. Never what stands on one."""

from dataclasses import dataclass
from uuid import UUID

from asyncpg import Record

from civic.core.actor import Actor
from civic.core.clock import now
from civic.core.database import row, rows
from civic.voting.booths.states import Cards
from civic.voting.box.keyring import box_key
from civic.voting.papers.charter import Keying
from civic.voting.papers.marks import Number
from civic.voting.seen import Poll
from civic.voting.sittings.queries import sitting
from civic.voting.states import OPEN

#: What became of a paper: keyed once, keyed unlike, in the box, or spoiled.
KEYED, HELD, IN, VOID = "keyed", "held", "in", "void"


@dataclass(frozen=True)
class Pile:
    """The printed papers of one sheet. `left`: blank ones handed back, None while nobody has counted them."""

    id: UUID
    serial: int
    place: str
    number: int
    left: int | None
    settled: int
    once: int
    held: int

    @property
    def unaccounted(self) -> int | None:
        """Neither left over nor keyed: they are still to be keyed, or a child took them home."""
        return None if self.left is None else max(0, self.number - self.left - self.settled - self.once - self.held)


async def piles(poll: UUID) -> list[Pile]:
    """In the order of their numbers."""
    found = await rows(
        """SELECT s.id, s.serial, l.name AS place, s.number, s.handed_back AS left,
             count(*) FILTER (WHERE k.state IN ('in', 'void')) AS settled,
             count(*) FILTER (WHERE k.state = 'keyed') AS once, count(*) FILTER (WHERE k.state = 'held') AS held
           FROM sheet s JOIN place l ON l.id = s.place LEFT JOIN paper_ballot k ON k.sheet = s.id
           WHERE s.poll = $1 AND s.door = 'paper' AND s.state = 'printed'
           GROUP BY s.id, l.name ORDER BY s.serial""",
        poll,
    )
    return [Pile(**dict(each)) for each in found]


@dataclass(frozen=True)
class Waiting:
    """A paper that waits: for a second person (`mine`: not for this one), or to be looked at by both (`held`)."""

    number: Number
    held: bool
    mine: bool


async def waiting(poll: UUID, person: UUID | None) -> list[Waiting]:
    """Those that were keyed unlike stand first."""
    found = await rows(
        """SELECT s.serial, k.number, k.state, k.first_by FROM paper_ballot k JOIN sheet s ON s.id = k.sheet
           WHERE s.poll = $1 AND s.state = 'printed' AND k.state IN ('keyed', 'held')
           ORDER BY k.state <> 'held', s.serial, k.number""",
        poll,
    )
    return [
        Waiting(Number(each["serial"], each["number"]), each["state"] == HELD, each["first_by"] == person)
        for each in found
    ]


async def sheet_of(poll: UUID, number: Number) -> UUID | None:
    """The sheet a paper was printed with; None for a number that no valid paper has."""
    found = await row(
        """SELECT id FROM sheet WHERE poll = $1 AND serial = $2 AND door = 'paper' AND state = $3
           AND $4 BETWEEN 1 AND number""",
        poll,
        number.sheet,
        Cards.PRINTED.value,
        number.paper,
    )
    return found["id"] if found else None


async def keyed(sheet: UUID, paper: int) -> Record | None:
    """`first`, `first_by` and `state` of a paper; its row stays locked until the act is done."""
    return await row(
        "SELECT first, first_by, state FROM paper_ballot WHERE sheet = $1 AND number = $2 FOR UPDATE", sheet, paper
    )


async def case(actor: Actor, poll: Poll, printed: bool = True, found: Record | None = None) -> Keying:
    return Keying(
        state=poll.state,
        now=now(),
        closes_at=poll.closes_at,
        by_hand=poll.by_hand,
        box_works=poll.state is not OPEN or poll.by_hand or box_key(poll.id) is not None,
        printed=printed,
        settled=found is not None and found["state"] in (IN, VOID),
        first_by=found["first_by"] if found is not None and found["state"] == KEYED else None,
        desk_open=await sitting(actor, poll.id) is not None,
    )
