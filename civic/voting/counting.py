"""The box opened, counted and forgotten in one place."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from civic.voting import lots
from civic.voting.ballots import Ballot, Gathered
from civic.voting.box import open_rows
from civic.voting.manifest import Manifest
from civic.voting.tally import count
from civic.voting.tally.contest import Contest, Purse
from civic.voting.tally.result import Result
from civic.voting.tally.told import as_data, number


@dataclass(frozen=True)
class Counted:
    """`unreadable`: rows that were not sealed to this poll, or hold no ballot of its paper."""

    contest: Contest
    result: Result
    unreadable: int = 0

    def kept(self, manifest: Manifest) -> dict[str, Any]:
        """As the poll's row keeps it: positions for options, but in `rounds`, which are as `tally.told` has them."""
        result = self.result
        return {
            "ballots": result.ballots,
            "blanks": result.blanks,
            "unreadable": self.unreadable,
            "totals": [number(total) for total in result.totals],
            "winners": list(result.winners),
            "ties": [asdict(tie) for tie in result.ties],
            "rounds": as_data(manifest.how, result, self.contest)["rounds"] if result.rounds else [],
        }


def count_box(manifest: Manifest, secret: bytes, sealed: Sequence[bytes]) -> Counted:
    paper = manifest.paper
    packed, closed = open_rows(secret, sealed, paper.width)
    gathered, unreadable = paper.gather(np.frombuffer(packed, np.uint8).reshape(-1, paper.width))
    return count_gathered(manifest, gathered, closed + unreadable)


def count_ballots(manifest: Manifest, ballots: Iterable[Ballot]) -> Counted:
    """Ballots that are open already."""
    packed = b"".join(manifest.paper.pack(ballot) for ballot in ballots)
    gathered, unreadable = manifest.paper.gather(np.frombuffer(packed, np.uint8).reshape(-1, manifest.paper.width))
    return count_gathered(manifest, gathered, unreadable)


def count_gathered(manifest: Manifest, gathered: Gathered, unreadable: int = 0) -> Counted:
    """By the frozen rules alone."""
    contest = contest_of(manifest, gathered)
    lot = lots.places(manifest.lot_seed, manifest.poll, manifest.ids)
    return Counted(contest, count(manifest.how, contest, lot=lot), unreadable)


def contest_of(manifest: Manifest, gathered: Gathered) -> Contest:
    return Contest(
        manifest.ids,
        gathered,
        tuple(option.title for option in manifest.options),
        seats=manifest.seats,
        purse=Purse(tuple(cost or 0 for cost in manifest.costs), manifest.budget) if manifest.budget else None,
        groups=tuple(option.group or None for option in manifest.options),
        entitled=manifest.roll_size,
        poll=manifest.poll,
    )
