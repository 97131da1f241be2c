"""Our own bundle (docs/decisions/0024-bundle.md), where it holds the ballots themselves."""

import numpy as np

from civic.voting.files.broken import Reading
from civic.voting.proof import bundle
from civic.voting.tally.contest import Contest
from civic.voting.tally.marks import Marks
from civic.voting.tally.rankings import Rankings
from civic.voting.tally.rules import InstantRunoff, Schulze, ScottishStv, Smileys, read_rule

Ballots = list[list]


def read(name: str, text: str) -> Contest:
    """The lot's poll is that of the manifest. Who signed is not asked here: `civic verify` does."""
    with Reading(name):
        body = bundle.read(text.encode())
        if body["ballots"] is None:
            raise ValueError("this bundle holds sums and no ballots: the witnesses' one can be counted again")
        manifest = body["manifest"]
        try:
            ids = tuple(option["id"] for option in manifest["options"])
            names = tuple(option["title"] for option in manifest["options"])
            ballots = _ballots(manifest["rule"], len(ids), body["ballots"])
            more = {"seats": manifest["seats"], "entitled": manifest["roll_size"], "poll": manifest["poll"]}
            return Contest(ids, ballots, names, **more)
        except (KeyError, TypeError, IndexError) as problem:
            raise ValueError(f"signed, and yet not a bundle: {problem!r}") from problem


def _ballots(rule: str, options: int, grouped: Ballots) -> Marks | Rankings | np.ndarray:
    times, ballots = [each[0] for each in grouped], [each[1] for each in grouped]
    match read_rule(rule):
        case Schulze() | InstantRunoff() | ScottishStv():
            return Rankings.of(options, ballots, times)
        case Smileys():
            return np.repeat(np.array(ballots, np.int8).reshape(len(ballots), options).T, times, axis=1)
        case _:
            return Marks.of(options, ballots, times)
