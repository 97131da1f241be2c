"""Every rule a vote can have is told in words, and the words tell what the rule does."""

from fractions import Fraction

import pytest

from civic.core.words import Voice, speaking
from civic.voting import ways
from civic.voting.said import said
from civic.voting.tally.rules import Approval, ChooseOne, Greedy, Motion, ScottishStv, Smileys, read_rule

ALL = [
    "motion;majority=simple;quorum=0",
    "motion;majority=two_thirds;quorum=1/2",
    "motion;majority=absolute;quorum=2/5",
    "choose_one;ties=lot",
    "approval;max=3;ties=lot",
    "smileys;ties=happy>,sad<,lot",
    "ranked/schulze;strength=votes;ties=firsts>,lot",
    "ranked/irv;ties=lot",
    "ranked/stv;law=ssi_2007_42;caps=parks:2,water:2;ties=stage,lot",
    "pb/mes;util=cost;money=exact;complete=add1(step=5,stop=overspend)+greedy;ties=cost<,votes>,lot",
    "pb/greedy;by=votes;fit=skip;least=1;ties=cost<,votes>,lot",
    "pb/greedy;by=votes/cost;fit=skip;least=1;ties=cost<,votes>,lot",
    "pb/phragmen;stop=tied;ties=cost<,votes>,lot",
]


@pytest.fixture(autouse=True)
def english():
    token = speaking.set(Voice("en", "adult"))
    yield
    speaking.reset(token)


@pytest.mark.parametrize("text", ALL)
@pytest.mark.parametrize("locale", ["es_MX", "en"])
def test_each_rule_has_its_own_words(text, locale):
    speaking.set(Voice(locale, "b"))
    told = said(read_rule(text), 2, 1000 if text.startswith("pb/") else None)
    others = [said(read_rule(other), 2, 1000 if other.startswith("pb/") else None) for other in ALL if other != text]
    assert told.mark and told.name and told.counted and all(told.counted)
    assert told not in others and (told.mark, told.counted) not in [(other.mark, other.counted) for other in others]


def test_quorum_and_threshold_are_told_in_words():
    words = said(Motion("two_thirds", Fraction(1, 2))).counted
    assert words[0] == "At least half of the list has to vote, or nothing is decided."
    assert "two of every three" in words[1]
    assert said(Motion("simple", Fraction(0))).counted[0] == "It passes if more say yes than no."
    assert "2 of every 5" in said(Motion("simple", Fraction(2, 5))).counted[0]


def test_a_tie_that_the_dice_decide_is_told_and_a_motion_has_none():
    for rule in (ChooseOne(), Approval(2), Smileys(), Greedy()):
        assert any("dice decide" in sentence for sentence in said(rule).counted), rule
    assert not any("dice" in sentence for sentence in said(Motion()).counted)


def test_caps_and_money_are_told_with_their_number():
    assert "At most 2 of them are about the same thing." in said(ScottishStv(caps=(("parks", 2),)), 3).counted
    assert "There are 50,000 pesos to share out." in said(ways.of_money("mes", 50_000, 40), 1, 50_000).counted


@pytest.mark.parametrize(
    ("budget", "children", "step"), [(100_000, 46, 22), (5_000, 46, 1), (10**9, 1, 10**7), (1000, 0, 10)]
)
def test_the_step_of_add1_is_a_hundredth_of_a_child_s_part_and_at_least_one_peso(budget, children, step):
    assert ways.step(budget, children) == step
    assert f"add1(step={step},stop=overspend)+greedy" in str(ways.of_money("mes", budget, children))


@pytest.mark.parametrize("text", ALL)
def test_what_the_form_shows_of_a_rule_makes_the_same_rule_again(text):
    rule = read_rule(text)
    typed = ways.as_typed(rule)
    assert typed["method"] in ways.WAYS
    if "sharing" in typed:
        assert type(ways.of_money(typed["sharing"], 1000, 40)) is type(rule)
