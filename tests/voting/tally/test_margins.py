"""Where floats cannot tell, whole numbers do: contests that differ by less than the margins."""

from fractions import Fraction

import pytest

from civic.voting.tally import chain, equal_shares, grouping, phragmen
from civic.voting.tally.contest import Purse
from civic.voting.tally.marks import Marks
from civic.voting.tally.purses import Electorate, Unsure
from civic.voting.tally.rules import Add1, EqualShares, Phragmen
from civic.voting.tally.shares import EvenStart, Market

HUGE = 10**12
LOT = ("lot",)


def shares(ballots, costs, budget, weights=None, **rule):
    marks = Marks.of(len(costs), ballots, weights)
    return equal_shares.count(EqualShares(ties=LOT, **rule), marks, Purse(tuple(costs), budget), range(len(costs)))


def test_a_purse_with_almost_nothing_is_not_broke():
    """Both keep one coin of a million millions, and it is enough for the second project."""
    result = shares([{0, 1}, {0, 1}], [2 * HUGE - 2, 2], 2 * HUGE)
    assert [(each.option, each.price, each.broke) for each in result.rounds[1:]] == [(0, HUGE - 1, 0), (1, 1, 2)]


def test_a_purse_with_nothing_is_broke():
    assert shares([{0, 1}, {0, 1}], [2 * HUGE, 2], 2 * HUGE).winners == (0,)


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_one_coin_decides_what_friends_can_pay(more):
    """A hundred friends with ten thousand million each, and a cost of exactly that, a coin less, a coin more."""
    result = shares([{0}, {1}], [HUGE + more, HUGE], 2 * HUGE, weights=[100, 100])
    assert (0 in result.winners) == (more <= 0)


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_what_is_a_coin_too_dear_does_not_hide_the_next(more):
    """Three buy the first, and one of them has half left. It and another have just the cost of the second, a coin less
    or a coin more; the third would cost its friend more than that costs them."""
    ballots = [{0, 1}, {0}, {0}, {1}, {2}]
    costs = (3 * HUGE // 2, 3 * HUGE // 2 + more, HUGE * 9 // 10)
    assert shares(ballots, costs, 5 * HUGE).winners == ((0, 1, 2) if more <= 0 else (0, 2))


@pytest.mark.parametrize(("costs", "first"), [((HUGE, HUGE + 1), 0), ((HUGE + 1, HUGE), 1), ((HUGE, HUGE), 0)])
def test_one_coin_decides_who_is_first(costs, first):
    """With worth one the cheaper is first, with the same friends; equals by the lot."""
    result = shares([{0, 1}, {0, 1}], costs, 3 * HUGE, util="one")
    assert (result.winners[0], len(result.ties)) == (first, costs[0] == costs[1])


@pytest.mark.parametrize(("costs", "first"), [((HUGE, HUGE + 1), 0), ((HUGE + 1, HUGE), 1)])
def test_one_coin_decides_who_is_first_by_phragmen(costs, first):
    marks, purse = Marks.of(2, [{0}, {1}]), Purse(costs, 3 * HUGE)
    result = phragmen.count(Phragmen(ties=LOT), marks, purse, (1 - first, first))
    assert (result.winners[0], result.ties) == (first, ())


def test_phragmen_stops_when_one_of_those_next_would_overspend():
    """After the first there are 3 left; at the moment 2 both others could be bought, and one costs 4."""
    marks = Marks.of(3, [{0}, {1}, {2}, {2}])
    result = phragmen.count(Phragmen(ties=LOT), marks, Purse((1, 2, 4), 4), (0, 1, 2))
    assert (result.winners, result.rounds[-1].left) == ((0,), 3)


def test_floats_that_cannot_tell_say_so():
    """And add1 then asks the exact run: with the coin that the first step brings, the project is bought."""
    ballots, costs = [{0}, {0}, set()], (2 * HUGE + 2,)
    market = Market(Electorate(Marks.of(1, ballots), costs), costs, chain.Chain((("lot", (0,)),)))
    assert market.outcome(Fraction(HUGE), EvenStart(market)) == []
    with pytest.raises(Unsure):
        market.outcome(Fraction(HUGE + 1), EvenStart(market))
    result = shares(ballots, costs, 3 * HUGE, complete=(Add1(Fraction(1)),))
    assert (result.rounds[0].steps, result.winners) == (1, (0,))


def test_a_friend_who_has_just_the_price_is_for_whole_numbers():
    """One friend has half, one four fifths, one all; they share a cost for which four fifths is the price."""
    ballots = [{0, 2}, {1, 2}, {2}, *[{0}] * 3, *[{1}] * 4]
    costs = (2 * HUGE, HUGE, HUGE * 21 // 10)
    market = Market(Electorate(Marks.of(3, ballots), costs), costs, chain.Chain((("lot", (0, 1, 2)),)))
    with pytest.raises(Unsure):
        market.outcome(Fraction(HUGE), EvenStart(market))
    rounds, _ties = market.buy(Fraction(HUGE), 10 * HUGE)
    assert [(each.option, each.price / HUGE, each.broke) for each in rounds] == [
        (1, Fraction(1, 5), 0),
        (0, Fraction(1, 2), 0),
        (2, Fraction(4, 5), 2),
    ]


def test_two_ballots_with_one_key_are_still_two(monkeypatch):
    """The first factors make every key equal; the next ones do not."""
    honest = grouping.factors
    salts = []

    def clumsy(width, salt):
        salts.append(salt)
        return honest(width, salt) * 0 if salt < 2 else honest(width, salt)

    monkeypatch.setattr(grouping, "factors", clumsy)
    grouped = Marks.of(4, [{0, 1}, {2, 3}, {0}, {0, 1}, set(), set()]).grouped()
    found = {
        tuple(grouped.marks[start:end].tolist()): weight
        for start, end, weight in zip(grouped.starts, grouped.starts[1:], grouped.weights.tolist(), strict=False)
    }
    assert (found, salts) == ({(0, 1): 2, (2, 3): 1, (0,): 1, (): 2}, [0, 1, 2])
