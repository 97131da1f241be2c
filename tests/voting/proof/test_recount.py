"""Every method that is counted in rounds, counted by two programs of two authors: what one finds the other confirms, and
what was changed it refuses."""

import copy
import json
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civic.voting.proof import bundle, verify
from tests.voting.proof.contests import BUDGETS, RANKED, Small, body, changed, draw, public
from tests.voting.proof.polls import SEED

RULES = (*RANKED, *BUDGETS)
ONE_CONTEST = st.integers(0, 2**32 - 1)


def told(composed):
    return "\n".join(verify.findings(verify.canonical(composed)))


def agrees(composed):
    try:
        return bool(told(composed))
    except verify.Disagrees:
        return False


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=400, deadline=None)
@given(number=ONE_CONTEST)
def test_both_programs_count_the_same(rule, number):
    """From the ballots; and without them the rounds hold together."""
    composed = body(draw(rule, random.Random(number)))
    assert "Counted again from the ballots: the same." in told(composed)
    from_sums = "from the totals" if rule in ("ranked/schulze", "pb/greedy") else "The rounds follow from each other"
    assert from_sums in told(public(composed))


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=250, deadline=None)
@given(number=ONE_CONTEST)
def test_what_was_changed_is_refused_and_nothing_else(rule, number):
    """A result of other ballots, costs, numbers of the rule or another lot: good exactly if it would be the same."""
    chance = random.Random(number)
    small = draw(rule, chance)
    other = changed(small, chance)
    was, now = body(small)["result"], body(other)
    same = json.dumps(was) == json.dumps(now["result"])
    assert agrees(now | {"result": was}) is same


def test_the_changes_change_something():
    """The test above would be empty if the changes never mattered."""
    chance, found = random.Random(7), Counter()
    for rule in RULES:
        for _each in range(60):
            small = draw(rule, chance)
            found[rule] += body(small)["result"] != body(changed(small, chance))["result"]
    assert min(found[rule] for rule in RULES) > 15, found


def numbers(value, path=()):
    """Paths to all that is told in a result, each with something else in its place."""
    match value:
        case dict():
            for key in value:
                yield from numbers(value[key], (*path, key))
        case list():
            for place, each in enumerate(value):
                yield from numbers(each, (*path, place))
        case bool():
            yield path, not value
        case int():
            yield path, value + 1
        case str():
            yield path, value + "1"
        case None:
            yield path, 0


@pytest.mark.parametrize("rule", RULES)
def test_no_word_of_a_result_can_be_another(rule):
    """Of some contests with many rounds each number, name and yes or no is changed, one at a time."""
    chance, tried = random.Random(11), 0
    while tried < 300:
        composed = body(draw(rule, chance))
        for path, other in numbers(composed["result"]):
            forged = copy.deepcopy(composed)
            *way, last = path
            here = forged["result"]
            for step in way:
                here = here[step]
            here[last] = other
            assert not agrees(forged), (path, other)
            tried += 1


SHARES = Small(
    "pb/mes;util=cost;money=exact;complete=add1(step=1,stop=overspend)+greedy;ties=cost<,votes>,lot",
    ("a", "b", "c", "d", "e"), ((0, 1), (0, 2), (1, 2), (3,), (3, 4), ()), costs=(40, 40, 30, 25, 60), budget=100,
)  # fmt: skip
COUNCIL = Small(
    "ranked/stv;law=ssi_2007_42;caps=g:1;ties=stage,lot", ("a", "b", "c", "d", "e"),
    (*[(0, 1, 2)] * 7, *[(1, 0)] * 5, *[(2, 3)] * 3, *[(3, 2)] * 3, (4, 1), (4, 1)), seats=2, groups=("g", "g", "h", "", ""),
)  # fmt: skip
FORGERIES = [
    (SHARES, ("winners", 2), "a"),  # another winner
    (SHARES, ("rounds", 1, "option"), "c"),  # another round's project
    (SHARES, ("rounds", 1, "price"), 40),  # above what a ballot has
    (SHARES, ("rounds", 2, "price"), 14),  # does not add up to the cost
    (SHARES, ("rounds", 3, "left"), 45),  # money that was spent already
    (SHARES, ("rounds", 0, "steps"), 30),  # more steps than were tried
    (SHARES, ("rounds", 0, "each"), 50),  # more money for each than with these steps
    (SHARES, ("rounds", 4, "bought"), True),  # a turn that does not fit
    (SHARES, ("ties", 2, "options"), ["a", "b"]),  # who won is not the first by lot
    (COUNCIL, ("winners",), ["a", "b"]),
    (COUNCIL, ("rounds", 1, "votes", "a"), "8.00000"),  # not the first preferences
    (COUNCIL, ("rounds", 3, "votes", "c"), "2.00000"),  # a vote lost
    (COUNCIL, ("rounds", 3, "votes", "c"), "6.00000"),  # votes that come from nowhere
    (COUNCIL, ("rounds", 3, "about"), ["c"]),  # out without being the last
    (COUNCIL, ("rounds", 2, "does"), "exclusion"),
    (COUNCIL, ("rounds", 6, "changed"), False),
]


@pytest.mark.parametrize(("small", "path", "other"), FORGERIES, ids=map(str, range(len(FORGERIES))))
def test_a_round_that_does_not_follow(small, path, other):
    """Without the ballots, from the rounds alone."""
    composed = public(body(small))
    assert agrees(composed)
    *way, last = path
    here = composed["result"]
    for step in way:
        here = here[step]
    assert here[last] != other
    here[last] = other
    assert not agrees(composed)


@pytest.mark.parametrize(("rule", "number"), [("pb/mes", 3), ("ranked/stv", 5)])
def test_every_byte_mutated_is_caught(rule, number):
    chance = random.Random(number)
    raw = bundle.write(next(each for each in iter(lambda: body(draw(rule, chance)), None) if each["ballots"]), SEED)
    assert verify.check(raw)
    for at in range(len(raw)):
        broken = bytearray(raw)
        broken[at] ^= 1
        with pytest.raises(bundle.BrokenBundle):
            bundle.read(bytes(broken))
        with pytest.raises(verify.Disagrees):
            verify.check(bytes(broken))
