"""What stands between a paper ballot and the box: its number, its name there, and the mark of what was keyed (SG-59).

Pure. Nothing here can be read or made without the poll's key.
"""

import hmac
import re
from dataclasses import dataclass
from uuid import UUID

from civic.voting.ballots import Ballot

_NAME, _MARK = b"vozyvoto-paper/1\n", b"vozyvoto-keyed/1\n"


@dataclass(frozen=True)
class Number:
    """Of a paper: the sheet's in its poll, and the paper's in its sheet, both from 1 on."""

    sheet: int
    paper: int

    def __str__(self) -> str:
        return f"{self.sheet}-{self.paper:03}"


def read_number(typed: str, sheet: int = 0) -> Number | None:
    """As somebody types it: “3-017”, “3 17”, or “17” for another paper of the sheet before."""
    found = re.fullmatch(r"(?:(\d{1,3})[\s./-]+)?(\d{1,4})", typed.strip(), re.ASCII)
    return Number(int(found[1] or sheet), int(found[2])) if found else None


def credential(sheet: UUID, paper: int) -> bytes:
    """What lets this paper into the box once."""
    return _NAME + sheet.bytes + paper.to_bytes(2)


def mark(poll_key: bytes, sheet: UUID, paper: int, ballot: Ballot | None) -> bytes:
    """32 bytes that are equal for equal keyings of this paper alone. `ballot` None: a spoiled paper."""
    keyed = b"spoiled" if ballot is None else b"ballot:" + ballot.paper.pack(ballot)
    return hmac.digest(poll_key, _MARK + credential(sheet, paper) + keyed, "sha256")
