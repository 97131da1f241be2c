"""The lot: drawn once, by anybody, with the same outcome."""

import hashlib
import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.voting.lots import order, places

LINE = st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=12)


@given(LINE, LINE, st.lists(LINE, unique=True, max_size=8))
def test_the_lot_is_the_published_sort(seed, poll, options):
    def by_hand(option):
        return hashlib.sha256(f"{seed}\n{poll}\n{option}".encode()).hexdigest()

    drawn = order(seed, poll, options)
    assert list(drawn) == sorted(options, key=by_hand)
    assert [drawn[place] for place in places(seed, poll, options)] == options


@given(st.permutations(["park", "library", "bikes", "trees"]))
def test_the_order_of_the_ballot_does_not_matter(options):
    assert order("6 2 5 1 4", "poll-1", options) == order("6 2 5 1 4", "poll-1", sorted(options))


def test_a_stranger_with_sha256sum_gets_the_same_order():
    """The three digests are from `printf '%s\\n%s\\n%s' '6 2 5' poll-1 park | sha256sum`, and so on."""
    digests = {"bikes": "43a179a7ab2e47be", "library": "8f8ae48caadca651", "park": "34af9949ef28694e"}
    assert list(order("6 2 5", "poll-1", ["bikes", "library", "park"])) == sorted(digests, key=digests.get)


def test_every_order_can_come_out():
    options = ["a", "b", "c"]
    drawn = Counter(order(str(seed), "poll-1", options) for seed in range(600))
    assert drawn.keys() == set(itertools.permutations(options))
    assert min(drawn.values()) > 50


@pytest.mark.parametrize(
    ("seed", "poll", "options"),
    [("", "p", ["a"]), ("s\n", "p", ["a"]), ("s", "p\n", ["a"]), ("s", "p", ["a\nb"]), ("s", "p", ["a", "a"])],
)
def test_two_readings_are_refused(seed, poll, options):
    with pytest.raises(ValueError):
        order(seed, poll, options)
