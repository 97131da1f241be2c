"""abcvoting's test instances (approval committees of a fixed size): with costs of one and a budget of the seats, our
budget rules are the committee rules whose results stand in the files."""

import pytest
import yaml

from civic.voting.tally import count
from civic.voting.tally.contest import Contest, Purse
from civic.voting.tally.marks import Marks
from civic.voting.tally.rules import Approval, EqualShares, Fill, Phragmen
from tests.elections.known import FOLDER

FILES = sorted((FOLDER / "abc").glob("*.yaml"))
ID = ("number",)


@pytest.fixture(params=FILES, ids=lambda path: path.name.split(".")[0])
def instance(request):
    told = yaml.safe_load(request.param.read_text())
    size, options = told["committeesize"], told["num_cand"]
    purse = Purse((1,) * options, size)
    there = Contest(tuple(map(str, range(options))), Marks.of(options, told["profile"]), purse=purse, seats=size)
    results = {each["rule_id"]: each["result"] for each in told["compute"] if not each.get("resolute")}
    return there, results


def committee(rule, there):
    return sorted(count(rule, there).winners)


def test_approval(instance):
    there, results = instance
    elected = committee(Approval(len(there.ids), ID), there)  # ours elects nobody without a vote
    assert any(set(elected) <= set(each) for each in results["av"])
    assert len(elected) == min(there.seats, sum(votes > 0 for votes in there.ballots.totals))


def test_equal_shares(instance):
    """Whom it elects before completion are in some committee that the file lists; completed by votes they are one."""
    there, results = instance
    begun = set(committee(EqualShares("one", ties=ID), there))
    assert any(begun <= set(each) for each in results["equal-shares"])
    filled = committee(EqualShares("one", complete=(Fill(0),), ties=ID), there)
    assert filled in results["equal-shares-with-av-completion"]


def test_phragmen(instance):
    there, results = instance
    elected = committee(Phragmen(ties=ID), there)
    assert any(set(elected) <= set(each) for each in results["seqphragmen"])
