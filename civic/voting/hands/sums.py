"""Raised hands, summed and counted by the frozen rules. Pure. They are not secret, and are told as such."""

from collections.abc import Iterable

import numpy as np

from civic.voting.ballots import Ballot
from civic.voting.counting import Counted, count_gathered
from civic.voting.manifest import Manifest

#: Yes, no, abstain, as in the manifest of a motion.
Hands = tuple[int, int, int]


def counted(manifest: Manifest, rows: Iterable[Hands]) -> Counted:
    """`rows`: the hands of each place."""
    sums = [sum(each) for each in zip(*rows, strict=True)] or [0, 0, 0]
    packed = [manifest.paper.pack(Ballot(manifest.paper, (answer,))) for answer in range(len(sums))]
    table = np.repeat(np.frombuffer(b"".join(packed), np.uint8).reshape(len(sums), -1), sums, axis=0)
    gathered, _unreadable = manifest.paper.gather(table)
    return count_gathered(manifest, gathered)
