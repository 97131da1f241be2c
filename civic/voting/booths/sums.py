"""What the box knows of the booth cards and papers, at its close and never after: how many of each sheet were used
(SG-57, SG-59).

Pure. A ballot in the box that neither a child of the roll, nor a card, nor a paper keyed twice can have made is a
stranger: somebody put it there with a hand in the database, for only who holds the poll's key can make a name that is
known here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from civic.voting.box.pseudonyms import pseudonym
from civic.voting.papers.marks import credential


@dataclass
class Sum:
    """The cards or papers of one sheet."""

    used: int = 0
    unused: int = 0
    void: int = 0


@dataclass(frozen=True)
class Sums:
    """`strangers`: names in the box that are nobody's. A child who left the council is none. `missing`: papers that two
    people keyed alike and that are not in the box."""

    sheets: dict[UUID, Sum] = field(default_factory=dict)
    strangers: int = 0
    missing: int = 0


def add_up(
    poll_key: bytes,
    box: set[bytes],
    codes: Iterable[tuple[bytes, UUID, bool]],
    roll: list[UUID],
    roll_size: int,
    printed: Mapping[UUID, int] | None = None,
    papers: Iterable[tuple[UUID, int, bool]] = (),
) -> Sums:
    """`box`: the names in it. `codes`: hash, sheet, and whether it is void. `roll`: who is still on it, of `roll_size`
    when it was frozen; as many ballots may be of children who left since. `printed`: papers of each sheet; `papers`:
    those keyed twice alike: sheet, number, and whether it is spoiled."""
    sheets: dict[UUID, Sum] = defaultdict(Sum)
    known = missing = 0
    for code, sheet, void in codes:
        if pseudonym(poll_key, code) in box:
            sheets[sheet].used += 1
            known += 1
        elif void:
            sheets[sheet].void += 1
        else:
            sheets[sheet].unused += 1
    for sheet, number in (printed or {}).items():
        sheets[sheet].unused = number
    for sheet, paper, spoiled in papers:
        sheets[sheet].unused -= 1
        if spoiled:
            sheets[sheet].void += 1
        elif pseudonym(poll_key, credential(sheet, paper)) in box:
            sheets[sheet].used += 1
            known += 1
        else:
            missing += 1
    known += sum(pseudonym(poll_key, child.bytes) in box for child in roll)
    return Sums(dict(sheets), max(0, len(box) - known - (roll_size - len(roll))), missing)
