"""Our own bundle (docs/decisions/0024-bundle.md), where it holds the ballots themselves."""

import numpy as np

from civic.voting.ballots import Gathered
from civic.voting.canonical import spelled
from civic.voting.counting import contest_of
from civic.voting.files.broken import Reading
from civic.voting.manifest import from_json
from civic.voting.proof import bundle
from civic.voting.tally.contest import Contest
from civic.voting.tally.marks import Marks
from civic.voting.tally.rankings import Rankings
from civic.voting.tally.rules import InstantRunoff, Rule, Schulze, ScottishStv, Smileys

Ballots = list[list]


def read(name: str, text: str) -> Contest:
    """As the poll itself was counted: seats, money, groups, and the lot, are the manifest's. Who signed is not asked here:
    `civic verify` does."""
    with Reading(name):
        body = bundle.read(text.encode())
        if body["ballots"] is None:
            raise ValueError("this bundle holds sums and no ballots: the witnesses' one can be counted again")
        manifest = from_json(spelled(body["manifest"]))
        try:
            return contest_of(manifest, _ballots(manifest.how, len(manifest.options), body["ballots"]))
        except (KeyError, TypeError, IndexError) as problem:
            raise ValueError(f"signed, and yet not a bundle: {problem!r}") from problem


def _ballots(rule: Rule, options: int, grouped: Ballots) -> Gathered:
    times, ballots = [each[0] for each in grouped], [each[1] for each in grouped]
    match rule:
        case Schulze() | InstantRunoff() | ScottishStv():
            return Rankings.of(options, ballots, times)
        case Smileys():
            return np.repeat(np.array(ballots, np.int8).reshape(len(ballots), options).T, times, axis=1)
        case _:
            return Marks.of(options, ballots, times)
