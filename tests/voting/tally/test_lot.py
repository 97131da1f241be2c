"""The lot is thrown before the count: the published seed gives the same result again, and another seed changes only
contests that say "lot" (voting.md, decided ties). For every rule, on contests so small that equals are common."""

from fractions import Fraction
from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civic.voting import lots
from civic.voting.tally import count
from civic.voting.tally.contest import Contest, Purse
from civic.voting.tally.marks import Marks
from civic.voting.tally.rankings import Rankings
from civic.voting.tally.rules import (
    Add1,
    Approval,
    ChooseOne,
    EqualShares,
    Fill,
    Greedy,
    InstantRunoff,
    Phragmen,
    Schulze,
    ScottishStv,
    Smileys,
)
from tests.voting.tally.contests import budgets, ranked, rich_ranked

LOT, CHAIN = ("lot",), ("cost<", "votes>", "lot")
OF_MONEY = (
    Greedy(ties=CHAIN),
    Greedy("votes", "stop", ties=LOT),
    Greedy("votes/cost", ties=LOT),
    EqualShares(ties=LOT),
    EqualShares(ties=CHAIN),
    EqualShares("cost", complete=(Add1(Fraction(1)), Fill(1)), ties=CHAIN),
    EqualShares("one", complete=(Add1(Fraction(1, 2), "exhaustive"),), ties=CHAIN),
    EqualShares("one", complete=(Fill(0),), ties=LOT),
    Phragmen(ties=LOT),
    Phragmen(ties=CHAIN),
)
OF_RANKS = (Schulze(ties=LOT), Schulze(ties=("firsts>", "lot")), InstantRunoff(), ScottishStv(ties=("stage", "lot")))
SEEDS = st.lists(st.sampled_from([f"dice {each}" for each in range(1, 40)]), min_size=2, max_size=4, unique=True)
few = settings(max_examples=60, deadline=None)


def made(ballots, options, **more):
    return Contest(tuple(f"idea {each}" for each in range(options)), ballots, poll="7d0c", **more)


def counted(rule, contest, seed):
    return count(rule, contest, lot=lots.places(seed, contest.poll, contest.ids))


def only_what_says_so_changes(rule, contest, seeds):
    """One count that did without the lot is that of every seed."""
    results = [counted(rule, contest, seed) for seed in seeds]
    assert results[0] == counted(rule, contest, seeds[0]), "the published seed gives the same"
    if not all(any(tie.by == "lot" for tie in result.ties) for result in results):
        assert len({(result.winners, result.totals) for result in results}) == 1


@pytest.mark.parametrize("rule", OF_MONEY, ids=str)
@given(contest=budgets(), seeds=SEEDS)
@few
def test_money(rule, contest, seeds):
    purse = Purse(contest.costs, contest.budget)
    only_what_says_so_changes(rule, made(contest.marks, contest.options, purse=purse), seeds)


@pytest.mark.parametrize("rule", OF_RANKS, ids=str)
@given(contest=ranked(), seeds=SEEDS)
@few
def test_ranks(rule, contest, seeds):
    only_what_says_so_changes(rule, made(contest.rankings, contest.options), seeds)


def test_seats_with_surpluses_and_exclusions():
    rule = ScottishStv(ties=("stage", "lot"))
    for contest in islice(rich_ranked(13), 40):
        only_what_says_so_changes(
            rule, made(contest.rankings, contest.options, seats=2), ["dice 1", "dice 2", "dice 3"]
        )


@pytest.mark.parametrize("rule", [ChooseOne(), Approval(3)], ids=str)
@given(data=st.data(), seeds=SEEDS)
@few
def test_ticks(rule, data, seeds):
    most = 1 if rule == ChooseOne() else 3
    ballots = data.draw(st.lists(st.frozensets(st.integers(0, 3), max_size=most), max_size=8))
    seats = data.draw(st.integers(1, 3))
    only_what_says_so_changes(rule, made(Marks.of(4, ballots), 4, seats=seats), seeds)


@pytest.mark.parametrize("rule", [Smileys(ties=LOT), Smileys()], ids=str)
@given(data=st.data(), seeds=SEEDS)
@few
def test_faces(rule, data, seeds):
    face = st.lists(st.integers(-1, 2), min_size=4, max_size=4)
    faces = np.array(data.draw(st.lists(face, min_size=1, max_size=6)), np.int8).T
    only_what_says_so_changes(rule, made(faces, 4, seats=data.draw(st.integers(1, 3))), seeds)


@pytest.mark.parametrize("rule", [*OF_MONEY, *OF_RANKS, ChooseOne(), Approval(3), Smileys()], ids=str)
def test_a_lot_that_decides_says_so(rule):
    """Or the above would hold of a rule that has no lot at all: of two equals each wins by some seed."""
    if rule in OF_RANKS:
        contest = made(Rankings.of(2, [((0,),), ((1,),)]), 2)
    elif isinstance(rule, Smileys):
        contest = made(np.full((2, 2), 2, np.int8), 2)
    else:
        contest = made(Marks.of(2, [frozenset({0}), frozenset({1})]), 2, purse=Purse((5, 5), 9))
    results = [counted(rule, contest, f"dice {number}") for number in range(12)]
    assert any(tie.by == "lot" for result in results for tie in result.ties) or isinstance(rule, EqualShares)
    assert len({result.winners for result in results}) == 2 or isinstance(rule, EqualShares)
