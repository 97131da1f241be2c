"""Counting: plain arrays in, a frozen result out, integers only, no chance inside a count.

A method is a file with a `count`; `count_poll` knows which file a manifest names.
"""

from collections.abc import Iterable

from civic.voting import lots
from civic.voting.ballots import Approval, Ballot, ChooseOne
from civic.voting.manifest import Manifest
from civic.voting.tally import approval, choose_one
from civic.voting.tally.result import Result


def count_poll(manifest: Manifest, ballots: Iterable[Ballot]) -> Result:
    """Count the opened box by the frozen rules alone."""
    marks = (ballot.chosen for ballot in ballots)
    options = len(manifest.options)
    how = {"seats": manifest.seats, "lot": lots.places(manifest.lot_seed, manifest.poll, manifest.ids)}
    match manifest.ballot_method:
        case ChooseOne():
            return choose_one.count(marks, options, **how)
        case Approval(most=most):
            return approval.count(marks, options, most=most, **how)
