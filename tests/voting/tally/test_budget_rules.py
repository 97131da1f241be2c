"""Budget rules beside a slow reference written from their texts (slowly_budget.py), on thousands of small contests."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civic.voting.tally import chain, equal_shares, greedy, phragmen
from civic.voting.tally.contest import Purse
from civic.voting.tally.marks import Marks
from civic.voting.tally.purses import Electorate, Unsure
from civic.voting.tally.rules import Add1, EqualShares, Fill, Greedy, Phragmen
from civic.voting.tally.shares import EvenStart, Market, Shared
from tests.voting.tally import slowly_budget as slowly
from tests.voting.tally.contests import Budget, First, budgets, rich_budgets

LOT = ("lot",)
some = settings(max_examples=200, deadline=None)
few = settings(max_examples=40, deadline=None)


def purse(contest, scores=None):
    return Purse(contest.costs, contest.budget, scores)


def shares(contest, **rule):
    rule = EqualShares(ties=LOT, **rule)
    return equal_shares.count(rule, contest.marks, purse(contest), contest.first.places)


@given(budgets(least=0), st.sampled_from(["skip", "stop"]), st.integers(0, 3))
@some
def test_greedy_by_votes(contest, fit, least):
    scores = [slowly.votes(contest.ballots, project) for project in range(contest.options)]
    allowed = [project for project in range(contest.options) if scores[project] >= least]
    expected = slowly.greedy(allowed, scores, contest.costs, contest.budget, contest.first, fit == "stop")
    rule = Greedy("votes", fit, Fraction(least), LOT)
    assert list(greedy.count(rule, contest.marks, purse(contest), contest.first.places).winners) == expected


@given(budgets(least=0), st.lists(st.integers(0, 9), min_size=6, max_size=6))
@some
def test_greedy_by_points(contest, points):
    scores = tuple(points[: contest.options])
    expected = slowly.greedy(range(contest.options), scores, contest.costs, contest.budget, contest.first)
    rule = Greedy("score", "skip", Fraction(0), LOT)
    result = greedy.count(rule, contest.marks, purse(contest, scores), contest.first.places)
    assert (list(result.winners), result.totals) == (expected, scores)


@given(budgets(least=0))
@some
def test_greedy_by_votes_for_each_unit_of_cost(contest):
    votes = [slowly.votes(contest.ballots, project) for project in range(contest.options)]
    asked = [project for project in range(contest.options) if votes[project]]
    worth = [Fraction(vote, cost) for vote, cost in zip(votes, contest.costs, strict=True)]
    expected = slowly.greedy(asked, worth, contest.costs, contest.budget, contest.first)
    rule = Greedy("votes/cost", ties=LOT)
    assert list(greedy.count(rule, contest.marks, purse(contest), contest.first.places).winners) == expected


def same_shares(contest, util):
    """The same purchases at the same prices, and the same equals at each."""
    worth = contest.costs if util == "cost" else [1] * contest.options
    share = Fraction(contest.budget, len(contest.ballots))
    expected = slowly.equal_shares(contest.ballots, contest.costs, share, worth, contest.first)
    result = shares(contest, util=util)
    assert [(each.option, each.price) for each in result.rounds[1:]] == [each[:2] for each in expected]
    ties = {tie.round: set(tie.options) for tie in result.ties}
    assert ties == {turn: equals for turn, (_, _, equals) in enumerate(expected, 1) if len(equals) > 1}


@given(budgets(voters=12), st.sampled_from(["cost", "one"]))
@some
def test_equal_shares(contest, util):
    same_shares(contest, util)


@pytest.mark.parametrize("util", ["cost", "one"])
@pytest.mark.parametrize("seed", range(12))
def test_equal_shares_where_many_run_out_of_money(seed, util):
    for contest in rich_budgets(seed):
        same_shares(contest, util)
        all_is_paid(contest, util)


@given(budgets(voters=60, most=12, dear=1_000_003, least=30), st.sampled_from(["cost", "one"]))
@few
def test_equal_shares_of_larger_money(contest, util):
    worth = contest.costs if util == "cost" else [1] * contest.options
    share = Fraction(contest.budget, len(contest.ballots))
    expected = slowly.equal_shares(contest.ballots, contest.costs, share, worth, contest.first)
    assert [(each.option, each.price) for each in shares(contest, util=util).rounds[1:]] == [
        each[:2] for each in expected
    ]


@pytest.mark.parametrize("util", ["cost", "one"])
@pytest.mark.parametrize("seed", range(6))
def test_what_floats_are_sure_of_is_so(seed, util):
    """The same purchases in the same order as the exact run, at ever larger endowments; and mostly they are sure."""
    sure = unsure = 0
    for contest in rich_budgets(seed, 25):
        worth = contest.costs if util == "cost" else [1] * contest.options
        links = chain.Chain((("lot", contest.first.places),))
        market = Market(Electorate(contest.marks, contest.costs), worth, links)
        start = EvenStart(market)
        for eighths in range(8, 24, 2):
            endowment = Fraction(contest.budget * eighths, 8 * len(contest.ballots))
            exactly = [each.option for each in market.buy(endowment, contest.budget)[0]]
            try:
                assert market.outcome(endowment, start) == exactly
                sure += 1
            except Unsure:
                unsure += 1
    assert sure > unsure


def same_add1(contest, util, step, exhaustive):
    worth = contest.costs if util == "cost" else [1] * contest.options
    steps, outcome = slowly.add1(contest.ballots, contest.costs, contest.budget, worth, contest.first, step, exhaustive)
    told = []
    rule = EqualShares(util, complete=(Add1(step, "exhaustive" if exhaustive else "overspend"),), ties=LOT)
    result = equal_shares.count(rule, contest.marks, purse(contest), contest.first.places, told.append)
    assert (result.rounds[0].steps, list(result.winners)) == (steps, outcome)
    assert told == list(range(result.rounds[0].tried + 1))


fifths = st.fractions(Fraction(1, 5), 2, max_denominator=5)


@given(budgets(voters=7, most=5), st.sampled_from(["cost", "one"]), fifths, st.booleans())
@some
def test_equal_shares_with_add1(contest, util, step, exhaustive):
    same_add1(contest, util, step, exhaustive)


@pytest.mark.parametrize("exhaustive", [True, False])
@pytest.mark.parametrize("util", ["cost", "one"])
@pytest.mark.parametrize("seed", range(4))
def test_add1_where_many_run_out_of_money(seed, util, exhaustive):
    for contest in rich_budgets(seed, 20):
        same_add1(contest, util, Fraction(contest.budget, 8 * len(contest.ballots)), exhaustive)


@given(budgets(), st.integers(0, 1))
@some
def test_equal_shares_filled_greedily(contest, least):
    share = Fraction(contest.budget, len(contest.ballots))
    bought = [
        each[0] for each in slowly.equal_shares(contest.ballots, contest.costs, share, contest.costs, contest.first)
    ]
    left = contest.budget - sum(contest.costs[project] for project in bought)
    votes = [slowly.votes(contest.ballots, project) for project in range(contest.options)]
    others = [project for project in range(contest.options) if project not in bought and votes[project] >= least]
    expected = bought + slowly.greedy(others, votes, contest.costs, left, contest.first)
    assert list(shares(contest, complete=(Fill(least),)).winners) == expected


def same_phragmen(contest):
    """The reference lets everybody earn; ours keeps loads. They buy the same at the same moments."""
    expected = slowly.phragmen(contest.ballots, contest.costs, contest.budget, contest.first)
    result = phragmen.count(Phragmen(ties=LOT), contest.marks, purse(contest), contest.first.places)
    assert [(each.option, each.load) for each in result.rounds] == expected


@given(budgets(voters=10))
@some
def test_phragmen(contest):
    same_phragmen(contest)


@pytest.mark.parametrize("seed", range(12))
def test_phragmen_where_much_is_bought(seed):
    for contest in rich_budgets(seed):
        same_phragmen(contest)


def all_is_paid(contest, util="cost"):
    """From the told rounds alone: purses never fall below nothing, and what friends pay is the cost."""
    result = shares(contest, util=util)
    purses = [Fraction(contest.budget, len(contest.ballots))] * len(contest.ballots)
    for each in result.rounds[1:]:
        friends = [voter for voter, ballot in enumerate(contest.ballots) if each.option in ballot]
        gifts = {voter: min(purses[voter], each.price) for voter in friends}
        assert sum(gifts.values()) == contest.costs[each.option]
        assert each.friends == sum(purses[voter] > 0 for voter in friends)
        assert each.broke == sum(0 < purses[voter] <= each.price for voter in friends)
        purses = [purse - gifts.get(voter, 0) for voter, purse in enumerate(purses)]
        assert min(purses) >= 0
    assert isinstance(result.rounds[-1], Shared) or len(result.rounds) == 1


@given(budgets(voters=12))
@some
def test_nobody_pays_more_than_the_share_and_each_cost_is_paid(contest):
    all_is_paid(contest)


RULES = [
    Greedy(ties=LOT),
    Greedy("votes", "stop", Fraction(2), LOT),
    Greedy("votes/cost", ties=LOT),
    EqualShares(ties=LOT),
    EqualShares("one", complete=(Add1(Fraction(1)), Fill()), ties=LOT),
    EqualShares("cost", complete=(Add1(Fraction(1, 2), "exhaustive"),), ties=LOT),
    Phragmen(ties=LOT),
]
COUNTS = {Greedy: greedy.count, EqualShares: equal_shares.count, Phragmen: phragmen.count}


def count(rule, contest, marks=None):
    return COUNTS[type(rule)](rule, marks or contest.marks, purse(contest), contest.first.places)


@pytest.mark.parametrize("rule", RULES, ids=str)
@given(data=st.data())
@few
def test_what_must_not_matter(rule, data):
    """The order of the ballots, the positions of the options, and whether identical ballots come one by one."""
    contest = data.draw(budgets())
    plain = count(rule, contest)
    assert sum(contest.costs[option] for option in plain.winners) <= contest.budget

    shuffled = data.draw(st.permutations(contest.ballots))
    assert count(rule, contest, Marks.of(contest.options, shuffled)).winners == plain.winners

    different = sorted(set(contest.ballots), key=sorted)
    merged = Marks.of(contest.options, different, [contest.ballots.count(ballot) for ballot in different])
    assert count(rule, contest, merged) == plain
    grouped = contest.marks.grouped()
    assert count(rule, contest, grouped) == plain

    moved = data.draw(st.permutations(range(contest.options)))
    costs = [0] * contest.options
    for option, place in enumerate(moved):
        costs[place] = contest.costs[option]
    renamed = Budget(
        tuple(frozenset(moved[option] for option in ballot) for ballot in contest.ballots),
        tuple(costs),
        contest.budget,
        First([moved[option] for option in contest.first.order]),
    )
    assert count(rule, renamed).winners == tuple(moved[option] for option in plain.winners)
