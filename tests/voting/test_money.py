"""Money as children read it."""

from hypothesis import given
from hypothesis import strategies as st

from civic.core.words import Voice, speaking
from civic.voting.money import MOST_COINS, PARTS, coin, coins, said

SAID = {
    0: "0 pesos",
    1: "1 peso",
    999: "999 pesos",
    1_000: "mil pesos",
    1_500: "mil 500 pesos",
    45_000: "45 mil pesos",
    45_007: "45 mil 7 pesos",
    1_000_000: "1 millón de pesos",
    2_000_000: "2 millones de pesos",
    1_200_000: "1 millón 200 mil pesos",
    1_001_001: "1 millón mil 1 pesos",
    3_456_789_012: "3,456 millones 789 mil 12 pesos",
}


def test_nobody_has_to_count_noughts() -> None:
    assert {pesos: said(pesos) for pesos in SAID} == SAID


def test_english_says_it_its_own_way() -> None:
    token = speaking.set(Voice("en", "b"))
    try:
        assert [said(pesos) for pesos in (1, 1_000, 1_200_000, 2_000_000)] == [
            "1 peso", "one thousand pesos", "1 million 200 thousand pesos", "2 millions pesos"
        ]  # fmt: skip
    finally:
        speaking.reset(token)


amounts = st.integers(1, 10**9)


@given(amounts, st.lists(amounts, max_size=20))
def test_a_budget_is_few_coins_of_a_round_amount(budget: int, costs: list[int]) -> None:
    each = coin(budget, [min(budget, cost) for cost in costs])
    assert str(each).rstrip("0") in ("1", "2", "5")
    assert len(coins(budget, each)) <= MOST_COINS


@given(st.integers(1, MOST_COINS), st.integers(0, 6), st.lists(st.integers(1, MOST_COINS), max_size=8))
def test_what_can_be_whole_coins_is(number: int, noughts: int, costs: list[int]) -> None:
    unit = 10**noughts
    each = coin(number * unit, [min(number, cost) * unit for cost in costs])
    assert all(part == PARTS for cost in costs for part in coins(min(number, cost) * unit, each))


def test_half_a_coin_is_half_a_coin() -> None:
    assert coin(1_000_000, [600_000, 350_000, 150_000]) == 100_000
    assert coins(350_000, 100_000) == [PARTS, PARTS, PARTS, PARTS // 2]
    assert coins(1, 100_000) == [1]
