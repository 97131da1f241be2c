"""The second program, by another author, on real elections: what the engine counted, counted again."""

import math
import re
from dataclasses import replace
from fractions import Fraction

import pytest

from civic.voting.proof import verify
from civic.voting.tally.named import find_rule
from tests.elections.known import OUTCOMES, contest, having, needed, results
from tests.voting.proof.contests import public, witnessed

#: Add1 counts a budget again and again, and the second program is plain Python: files with more different ballots take
#: it minutes.
MANY = 700
IN_TICKS = ("approval", "choose-1")


def short(file, name):
    different = OUTCOMES[file].get("nonempty_distinct_ballots", 0)
    return different <= MANY or ("add1" not in name and different <= 10 * MANY) or name in ("greedy_votes", "mes_cost")


BUDGETS = [
    (file, name)
    for file, name in results("pb")
    if short(file, name) and (OUTCOMES[file]["vote_type"] in IN_TICKS or "greedy_score" not in name)
]
RANKINGS = [
    (file, name)
    for file in having("pairwise")
    for name in ("schulze_winning_votes", "schulze_margins", "irv_single_seat")
    if not (file.endswith(".toi") and name == "irv_single_seat")  # its voters share ranks, which a runoff has not
]
WARDS = [(file, "scottish_stv") for file in having("scottish_stv")]


def test_the_elections_are_there():
    needed()
    assert (len(BUDGETS), len(RANKINGS), len(WARDS)) == (238, 146, 38)


def in_whole_numbers(there, rule):
    """One file has costs in hundredths; our money is whole."""
    purse = there.purse
    factor = math.lcm(*(Fraction(each).denominator for each in (*purse.costs, purse.budget)))
    costs = tuple(int(each * factor) for each in purse.costs)
    purse = replace(purse, costs=costs, budget=int(purse.budget * factor))
    return replace(there, purse=purse), re.sub("step=([0-9/]+)", lambda one: f"step={Fraction(one[1]) * factor}", rule)


@pytest.mark.parametrize(("file", "name"), BUDGETS + RANKINGS + WARDS)
def test_counted_again(file, name, monkeypatch):
    there = contest(file)
    rule = str(find_rule(name, there))
    if there.purse:
        there, rule = in_whole_numbers(there, rule)
        # in these cities a voter may ask for more than the whole budget
        monkeypatch.setattr(verify, "asked", lambda poll, ballots, result: verify.ticks(poll, ballots, result, 10**6))
    composed = witnessed(rule, there, seats=there.seats or 1)
    assert "Counted again from the ballots: the same." in "\n".join(verify.findings(verify.canonical(composed)))
    if composed["result"]["chose"] < 3000:
        assert verify.findings(verify.canonical(public(composed)))
