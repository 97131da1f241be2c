"""SG-53: a rule has one spelling, and reading it gives the same rule."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civic.voting.tally.rules import (
    RULES,
    Add1,
    Approval,
    ChooseOne,
    EqualShares,
    Fill,
    Greedy,
    InstantRunoff,
    Motion,
    Phragmen,
    Schulze,
    ScottishStv,
    Smileys,
    read_rule,
)

#: The example of the design, to the letter.
PUBLISHED = "pb/mes;util=cost;money=exact;complete=add1(step=1,stop=overspend)+greedy;ties=cost<,votes>,lot"

last = st.sampled_from(["lot", "id", "number"])
money = st.fractions(0, 10**6, max_denominator=100)


def ties(*links):
    before = st.permutations(links).flatmap(lambda all: st.integers(0, len(links)).map(lambda n: tuple(all[:n])))
    return st.tuples(before, last).map(lambda parts: (*parts[0], parts[1]))


budget = ties("cost<", "votes>")
add1 = st.builds(Add1, money.filter(bool), st.sampled_from(["overspend", "exhaustive"]))
complete = st.tuples(st.lists(add1, max_size=1), st.lists(st.builds(Fill, st.integers(0, 3)), max_size=1)).map(
    lambda parts: tuple(parts[0] + parts[1])
)
caps = st.dictionaries(st.text("abcñ -", min_size=1), st.integers(0, 9), max_size=3).map(
    lambda caps: tuple(sorted(caps.items()))
)
some_rule = st.one_of(
    st.builds(Motion, st.sampled_from(["simple", "two_thirds", "absolute"]), money),
    st.builds(ChooseOne, ties()),
    st.builds(Approval, st.integers(1, 99), ties()),
    st.builds(Smileys, ties("happy>", "sad<")),
    st.builds(Schulze, st.sampled_from(["votes", "margins"]), ties("firsts>") | st.just(("none",))),
    st.builds(InstantRunoff, ties()),
    st.builds(ScottishStv, caps=caps, ties=st.sampled_from(["lot", "id", "number"]).map(lambda last: ("stage", last))),
    st.builds(
        Greedy, st.sampled_from(["votes", "score", "votes/cost"]), st.sampled_from(["skip", "stop"]), money, budget
    ),
    st.builds(EqualShares, st.sampled_from(["cost", "one"]), complete=complete, ties=budget),
    st.builds(Phragmen, ties=budget),
)


@given(some_rule)
@settings(max_examples=200, deadline=None)
def test_reading_what_is_written_gives_the_same_rule(rule):
    assert read_rule(str(rule)) == rule
    assert hash(read_rule(str(rule))) == hash(rule)


@given(some_rule, some_rule)
@settings(max_examples=200, deadline=None)
def test_two_rules_have_two_spellings(one, other):
    assert (str(one) == str(other)) == (one == other)


@given(some_rule, st.data())
@settings(max_examples=200, deadline=None)
def test_no_other_text_reads_as_the_rule(rule, data):
    """One letter left out, doubled or changed is another rule or none."""
    text = str(rule)
    at = data.draw(st.integers(0, len(text) - 1))
    put = data.draw(st.sampled_from(["", text[at] * 2, " ", "0", ";", "=", ",", "+", "/"]))
    changed = text[:at] + put + text[at + 1 :]
    try:
        other = read_rule(changed)
    except ValueError:
        return
    assert (other == rule) == (changed == text)


def test_the_published_example():
    rule = read_rule(PUBLISHED)
    assert rule == EqualShares("cost", complete=(Add1(Fraction(1), "overspend"), Fill(1)))
    assert str(rule) == PUBLISHED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "pb",
        "approval",
        "approval;max=0;ties=lot",
        "approval;max=03;ties=lot",
        "approval;ties=lot;max=3",
        "approval;max=3;ties=lot;",
        "approval;max=3;ties=lot;ties=lot",
        "pb/greedy;by=score;fit=skip;least=1e999999999;ties=lot",
        "motion;majority=simple;quorum=1e-999999999",
        "motion;majority=simple;quorum=0.5",
        "approval;max=3;ties=",
        "approval;max=3;ties=votes>",
        "approval;max=3;ties=lot,id",
        "ranked/stv;law=ssi_2007_42;caps=none;ties=lot",
        "choose_one;ties=stage,lot",
        "motion;majority=most;quorum=0",
        "motion;majority=simple;quorum=2/4",
        "motion;majority=simple;quorum=-1",
        "motion;majority=simple;quorum=1/0",
        "pb/greedy;by=votes;fit=skip;least=1;ties=cost<,cost<,lot",
        "ranked/stv;law=ssi_2007_42;caps=b:1,a:1;ties=stage,lot",
        PUBLISHED.replace("exact", "float"),
        PUBLISHED.replace("add1(step=1,stop=overspend)+greedy", "greedy+add1(step=1,stop=overspend)"),
        PUBLISHED.replace("step=1", "step=0"),
        PUBLISHED.replace("step=1", "step=1e999999999"),
        PUBLISHED.replace("+greedy", "+greedy(least=1)"),
    ],
)
def test_what_is_no_rule(text):
    with pytest.raises(ValueError):
        read_rule(text)


def test_every_rule_has_a_name_of_its_own():
    assert len(RULES) == 10
