"""Ranked rules beside a slow reference written from their texts (slowly_ranked.py), on manys of small contests."""

from collections import Counter
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from civic.voting.tally import pairwise, runoff, schulze, stv
from civic.voting.tally.rankings import UNRANKED, Rankings
from civic.voting.tally.rules import InstantRunoff, Schulze, ScottishStv
from tests.voting.tally import slowly_ranked as slowly
from tests.voting.tally.contests import First, Ranked, ranked, rich_ranked

STV = ScottishStv(ties=("stage", "lot"))
many = settings(max_examples=400, deadline=None)
some = settings(max_examples=120, deadline=None)


@given(ranked())
@some
def test_pairwise(contest):
    expected = tuple(
        tuple(slowly.preferred(contest.ballots, a, b) for b in range(contest.options)) for a in range(contest.options)
    )
    assert pairwise.matrix(contest.rankings) == expected


@given(ranked(voters=7), st.sampled_from(["votes", "margins"]))
@many
def test_schulze(contest, strength):
    """All the unbeaten; then the one with more first ranks, then the luckier."""
    assume(any(contest.ballots))
    unbeaten = slowly.schulze(contest.ballots, contest.options, strength)
    every = schulze.count(Schulze(strength, ("none",)), contest.rankings, contest.first.places)
    assert list(every.winners) == unbeaten
    one = schulze.count(Schulze(strength, ("firsts>", "lot")), contest.rankings, contest.first.places)
    firsts = Counter(option for ballot in contest.ballots if ballot for option in ballot[0])
    most = max(firsts[option] for option in unbeaten)
    assert one.winners == (contest.first([option for option in unbeaten if firsts[option] == most]),)
    assert [set(tie.options) for tie in one.ties] == ([set(unbeaten)] if len(unbeaten) > 1 else [])


def same_runoff(contest):
    def unlucky(equals):
        return max(equals, key=contest.first.order.index)

    winner, gone = slowly.runoff(contest.ballots, contest.options, unlucky)
    result = runoff.count(InstantRunoff(), contest.rankings, contest.first.places)
    assert result.winners == (() if winner is None else (winner,))
    assert [each.excluded for each in result.rounds if each.excluded is not None] == gone


@given(ranked(voters=12, most=5))
@some
def test_instant_runoff(contest):
    same_runoff(contest)


@given(ranked(voters=14, most=5), st.integers(1, 3))
@some
def test_scottish_stv(contest, seats):
    """A paper at a time in decimals: the same seats in the same order."""
    expected = slowly.scottish(contest.ballots, contest.options, seats, contest.first)
    assert list(stv.count(STV, contest.rankings, seats, contest.first.places).winners) == expected


@pytest.mark.parametrize("seed", range(12))
def test_ranks_with_many_surpluses_and_exclusions(seed):
    chance = Random(seed)
    for contest in rich_ranked(seed):
        seats = chance.randint(1, contest.options)
        expected = slowly.scottish(contest.ballots, contest.options, seats, contest.first)
        assert list(stv.count(STV, contest.rankings, seats, contest.first.places).winners) == expected
        same_runoff(contest)
        groups = [chance.choice(("a", "b", None)) for _option in range(contest.options)]
        same_caps(contest, seats, groups, {"a": chance.randint(0, 2), "b": chance.randint(1, 2)})


def same_caps(contest, seats, groups, caps):
    """The reference asks every way to fill the seats whether it keeps within the caps."""
    free = [option for option in range(contest.options) if groups[option] not in caps]
    places = len(free) + sum(min(most, groups.count(group)) for group, most in caps.items())
    rule = ScottishStv(caps=tuple(caps.items()), ties=("stage", "lot"))
    if places < min(seats, contest.options):
        with pytest.raises(ValueError):
            stv.count(rule, contest.rankings, seats, contest.first.places, groups)
        return
    result = stv.count(rule, contest.rankings, seats, contest.first.places, groups)
    assert list(result.winners) == slowly.scottish(contest.ballots, contest.options, seats, contest.first, caps, groups)
    assert all(sum(groups[option] == group for option in result.winners) <= most for group, most in caps.items())
    without = slowly.scottish(contest.ballots, contest.options, seats, contest.first)
    told = result.rounds[-1]
    assert (told.changed, list(told.without)) == (set(without) != set(result.winners), without)


@given(ranked(voters=12, most=6), st.integers(1, 4), st.data())
@some
def test_caps_by_guard_and_doom(contest, seats, data):
    groups = data.draw(st.lists(st.sampled_from(["a", "b", None]), min_size=contest.options, max_size=contest.options))
    same_caps(contest, seats, groups, {"a": data.draw(st.integers(0, 2)), "b": data.draw(st.integers(1, 2))})


@given(ranked(voters=10, most=5), st.data())
@some
def test_withdrawn_as_if_never_on_the_ballot(contest, data):
    gone = data.draw(st.sets(st.integers(0, contest.options - 1)))
    left = [option for option in range(contest.options) if option not in gone]
    assume(left)
    number = {option: place for place, option in enumerate(left)}
    ballots = []
    for ballot in contest.ballots:
        kept = (tuple(number[option] for option in place if option in number) for place in ballot)
        ballots.append([place for place in kept if place])
    smaller = Rankings.of(len(left), ballots)
    assert (contest.rankings.without(gone).ranks[left] == smaller.ranks).all()
    assert (contest.rankings.without(gone).ranks[sorted(gone)] == UNRANKED).all()
    places = First([number[option] for option in contest.first.order if option in number]).places
    expected = stv.count(STV, smaller, 2, places).winners
    result = stv.count(STV, contest.rankings, 2, contest.first.places, withdrawn=frozenset(gone))
    assert result.winners == tuple(left[option] for option in expected)


COUNTS = {
    "schulze": lambda rankings, order: schulze.count(Schulze(), rankings, order),
    "runoff": lambda rankings, order: runoff.count(InstantRunoff(), rankings, order),
    "stv": lambda rankings, order: stv.count(STV, rankings, 2, order),
}


@pytest.mark.parametrize("count", COUNTS.values(), ids=COUNTS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_must_not_matter(count, data):
    """The order of the ballots, the positions of the options, and whether identical ballots come one by one."""
    contest = data.draw(ranked())
    plain = count(contest.rankings, contest.first.places)
    shuffled = Rankings.of(contest.options, data.draw(st.permutations(contest.ballots)))
    assert count(shuffled, contest.first.places) == plain
    tally = Counter(contest.ballots)
    merged = Rankings.of(contest.options, list(tally), list(tally.values()))
    assert count(merged, contest.first.places) == plain
    moved = data.draw(st.permutations(range(contest.options)))
    renamed = Ranked(
        tuple(tuple(tuple(moved[option] for option in place) for place in ballot) for ballot in contest.ballots),
        contest.options,
        First([moved[option] for option in contest.first.order]),
    )
    winners = count(renamed.rankings, renamed.first.places).winners
    assert winners == tuple(moved[option] for option in plain.winners)
