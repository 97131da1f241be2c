"""`civic tally FILE --rule RULE`: count an election that lies in a file."""

import argparse
import json
import sys
from fractions import Fraction

from civic.voting import files, lots
from civic.voting.files.broken import amount
from civic.voting.tally import count
from civic.voting.tally.named import find_rule
from civic.voting.tally.rules import Approval, ChooseOne, ScottishStv, Smileys
from civic.voting.tally.story import tell
from civic.voting.tally.told import as_data

#: Rules that can fill more than one seat.
SEVERAL = Approval | ChooseOne | ScottishStv | Smileys


def run(given: argparse.Namespace) -> int:
    """Raises ValueError in words, BrokenFile among them."""
    contest = files.read(given.file)
    step = None if given.step is None else Fraction(amount(given.step, "the step"))
    rule = find_rule(given.rule, contest, step, given.ties)
    lot = ()
    if getattr(rule, "ties", ())[-1:] == ("lot",):
        seed = contest.lot_seed if given.lot_seed is None else given.lot_seed
        if seed is None:
            raise ValueError(f"{rule} ends ties by lot: say which with --lot-seed")
        lot = lots.places(seed, contest.poll, contest.ids)
    if given.seats is not None and given.seats < 1:
        raise ValueError("seats are 1 or more")
    if given.seats is not None and (not isinstance(rule, SEVERAL) and given.seats > 1):
        raise ValueError(f"{rule} does not fill seats")
    result = count(rule, contest, seats=given.seats, lot=lot)
    if given.json:
        json.dump(as_data(rule, result, contest), sys.stdout, ensure_ascii=False)
        print()
    elif given.explain:
        print(*tell(rule, result, contest), sep="\n")
    else:
        for option in result.winners:
            print(contest.ids[option])
    return 0
