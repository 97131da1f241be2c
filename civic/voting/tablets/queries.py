"""Tablets that are out as booths without network, and those that could go."""

from dataclasses import dataclass
from uuid import UUID

from asyncpg import Record

from civic.core import secrets
from civic.core.actor import Actor
from civic.core.acts import NotThere
from civic.core.clock import now
from civic.core.database import row, rows, value
from civic.people import code_words
from civic.voting.booths.queries import Sheet
from civic.voting.booths.states import TABLET, Cards
from civic.voting.box.keyring import box_key
from civic.voting.states import OPEN, State
from civic.voting.tablets.charter import GoingOut, Out
from civic.voting.tablets.codes import code_of

#: What becomes of a tablet that went out. One that was told as lost brings nothing until somebody else has found it.
PREPARED, BACK, LOST = "prepared", "back", "lost"


@dataclass(frozen=True)
class Outing:
    """`device` None: the tablet is no longer on any list. `refused`: how many cards or ballots of it were none."""

    id: UUID
    poll: UUID
    sheet: UUID
    device: UUID | None
    device_name: str
    place_name: str
    state: str
    refused: int
    why: str
    lost_by: UUID | None
    poll_state: State

    @property
    def case(self) -> Out:
        works = self.poll_state is not OPEN or box_key(self.poll) is not None
        return Out(self.poll_state, works, self.state != PREPARED, self.state == LOST, self.lost_by)


OUTING = """SELECT o.id, o.poll, o.sheet, o.device, coalesce(d.name, '') AS device_name, l.name AS place_name, o.state,
  o.refused, o.why, o.lost_by, p.state AS poll_state
FROM outing o JOIN poll p ON p.id = o.poll JOIN sheet s ON s.id = o.sheet JOIN place l ON l.id = s.place
LEFT JOIN device d ON d.id = o.device"""


async def outing(key: UUID) -> Outing:
    """Raises NotThere."""
    found = await row(f"{OUTING} WHERE o.id = $1", key)
    if found is None:
        raise NotThere
    return _outing(found)


async def carried_by(actor: Actor, key: UUID) -> Outing:
    """An outing, for the tablet that is out for it. Raises NotThere for everybody else."""
    found = await outing(key)
    if found.device is None or found.device != actor.device:
        raise NotThere
    return found


async def outings(poll: UUID) -> list[Outing]:
    """Those that are out stand first."""
    found = await rows(f"{OUTING} WHERE o.poll = $1 ORDER BY o.state <> 'prepared', l.name, d.name, o.id", poll)
    return [_outing(each) for each in found]


async def lost(poll: UUID) -> tuple[int, int]:
    """Tablets that were told as lost and are, and those that were found again."""
    found = await row(
        """SELECT count(*) FILTER (WHERE state = 'lost') AS lost, count(*) FILTER (WHERE state <> 'lost') AS found
           FROM outing WHERE poll = $1 AND why <> ''""",
        poll,
    )
    return (found["lost"], found["found"]) if found else (0, 0)


async def out_with(device: UUID | None) -> Outing | None:
    """What this tablet is out for, also once it was told as lost; while its vote is open."""
    found = await row(
        f"""{OUTING} WHERE o.device = $1 AND o.state <> 'back' AND p.state = 'open'
            ORDER BY o.state <> 'prepared', o.id LIMIT 1""",
        device,
    )
    return _outing(found) if found else None


async def codes(sheet: UUID) -> list[bytes]:
    """Of a sheet that stands, ascending: their order says nothing."""
    found = await rows(
        """SELECT c.id FROM booth_code c JOIN sheet s ON s.id = c.sheet
           WHERE s.id = $1 AND s.state = 'printed' ORDER BY c.id""",
        sheet,
    )
    return [each["id"] for each in found]


async def going_out(sheet: Sheet, device: UUID | None) -> GoingOut:
    """`device`: None where it is still to be chosen."""
    at_hand = device is None or await row(
        """SELECT FROM device d WHERE d.id = $1 AND d.revoked_at IS NULL AND NOT EXISTS(
             SELECT FROM outing o JOIN poll p ON p.id = o.poll
             WHERE o.device = d.id AND (o.sheet = $2 OR (o.state <> 'back' AND p.state = 'open')))""",
        device,
        sheet.id,
    )
    printed = sheet.door == TABLET and sheet.state is Cards.PRINTED
    return GoingOut(sheet.poll_state, now(), sheet.closes_at, printed, at_hand is not None)


async def at_hand() -> list[Record]:
    """Tablets of the council that are not out, with the place where they stand."""
    return await rows(
        """SELECT d.id, d.name, l.name AS place_name FROM device d JOIN place l ON l.id = d.place
           WHERE d.revoked_at IS NULL AND NOT EXISTS(
             SELECT FROM outing o JOIN poll p ON p.id = o.poll
             WHERE o.device = d.id AND o.state <> 'back' AND p.state = 'open')
           ORDER BY l.name, d.name, d.id"""
    )


def _outing(found: Record) -> Outing:
    return Outing(**dict(found) | {"poll_state": State(found["poll_state"])})


async def has_card(typed: str) -> bool:
    """Whether these are the words of a card for a tablet without network, which only who has the card can know. Neither of
    which place nor whether it was used is said. To be asked after `booths.acts.find_card`, which counts who asks too often."""
    open_polls = await rows(
        """SELECT DISTINCT s.poll FROM sheet s JOIN poll p ON p.id = s.poll
           WHERE s.door = $1 AND s.state = 'printed' AND p.state = 'open' LIMIT 8""",
        TABLET,
    )
    words = code_words.plain(typed.rpartition("/")[2])
    async with secrets.turn():
        codes = [await code_of(words, each["poll"]) for each in open_polls]
    return await value("SELECT EXISTS(SELECT FROM booth_code WHERE id = ANY($1::bytea[]))", codes)
