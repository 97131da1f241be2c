"""Raised hands, summed and counted by the frozen rules. Pure. They are not secret, and are told as such."""

from collections.abc import Iterable

from civic.voting.ballots import Ballot
from civic.voting.counting import Counted, count_ballots
from civic.voting.manifest import Manifest

#: Yes, no, abstain, as in the manifest of a motion.
Hands = tuple[int, int, int]


def counted(manifest: Manifest, rows: Iterable[Hands]) -> Counted:
    """`rows`: the hands of each place."""
    answers = [Ballot(manifest.paper, (answer,)) for answer in range(len(manifest.ids))]
    sums = map(sum, zip(*rows, strict=True))
    return count_ballots(manifest, [each for each, hands in zip(answers, sums, strict=False) for _ in range(hands)])
