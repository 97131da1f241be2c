"""Counting, beside a slow and obvious reference that chooses seat by seat."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.voting import lots
from civic.voting.counting import count_ballots
from civic.voting.manifest import Manifest, Option
from civic.voting.tally import approval
from civic.voting.tally.marks import Marks
from civic.voting.tally.result import Result, Tie


@st.composite
def contests(draw, most=None):
    options = draw(st.integers(1, 5))
    most = most or draw(st.integers(1, options))
    return SimpleNamespace(
        options=options,
        most=most,
        seats=draw(st.integers(1, options)),
        lot=draw(st.permutations(range(options))),
        ballots=draw(st.lists(st.frozensets(st.integers(0, options - 1), max_size=most), max_size=9)),
    )


def changed(contest, **change):
    asked = vars(contest) | change
    return count(asked["ballots"], asked["options"], asked["most"], asked["seats"], asked["lot"])


def count(ballots, options, most, seats, lot):
    return approval.count(Marks.of(options, ballots), most, seats, lot)


def slowly(contest):
    """Seat by seat: look at everybody left, take the most votes, and of equals the luckiest."""
    votes = {option: sum(option in ballot for ballot in contest.ballots) for option in range(contest.options)}
    left, winners, by_lot = {option for option in votes if votes[option] > 0}, [], set()
    for _seat in range(contest.seats):
        if not left:
            break
        best = max(votes[option] for option in left)
        equals = {option for option in left if votes[option] == best}
        luckiest = min(equals, key=lambda option: contest.lot[option])
        if len(equals) > 1:
            by_lot.add(luckiest)
        winners.append(luckiest)
        left.remove(luckiest)
    stayed_out_by_lot = bool(winners) and any(votes[option] == votes[winners[-1]] for option in left)
    return votes, winners, by_lot, stayed_out_by_lot


@given(contests())
def test_approval_equals_the_reference(contest):
    votes, winners, by_lot, stayed_out_by_lot = slowly(contest)
    result = changed(contest)
    assert result.totals == tuple(votes.values())
    assert result.winners == tuple(winners)
    assert (result.ballots, result.blanks) == (len(contest.ballots), contest.ballots.count(frozenset()))
    assert any(tie.decisive for tie in result.ties) == stayed_out_by_lot
    assert by_lot <= {option for tie in result.ties for option in tie.options[: tie.elected]}


@given(contests(most=1))
def test_choose_one_equals_the_reference(contest):
    votes, winners, _by_lot, _out = slowly(contest)
    result = count(contest.ballots, contest.options, 1, contest.seats, contest.lot)
    assert (result.totals, result.winners) == (tuple(votes.values()), tuple(winners))
    assert sum(result.totals) + result.blanks == result.ballots


@given(contests(), st.randoms())
def test_the_order_of_the_ballots_changes_nothing(contest, chance):
    shuffled = chance.sample(contest.ballots, len(contest.ballots))
    assert changed(contest, ballots=shuffled) == changed(contest)


@given(contests(), st.data())
def test_the_names_of_the_options_change_nothing(contest, data):
    renamed = data.draw(st.permutations(range(contest.options)))
    lot = [place for _option, place in sorted(zip(renamed, contest.lot, strict=True))]
    result = changed(
        contest, ballots=[frozenset(renamed[option] for option in ballot) for ballot in contest.ballots], lot=lot
    )
    assert result.winners == tuple(renamed[option] for option in changed(contest).winners)


@given(contests())
def test_another_lot_changes_only_what_is_told_as_a_tie(contest):
    one, other = changed(contest), changed(contest, lot=[contest.options - 1 - place for place in contest.lot])
    assert one.totals == other.totals
    tied = {option for tie in one.ties for option in tie.options}
    assert set(one.winners) - tied == set(other.winners) - tied
    assert set(one.winners) ^ set(other.winners) <= tied


@given(contests())
def test_one_more_vote_never_harms(contest):
    before = changed(contest)
    for winner in before.winners:
        assert winner in changed(contest, ballots=[*contest.ballots, frozenset({winner})]).winners


def test_the_lot_is_told_where_it_chose():
    result = count([[0], [1], [1], [2], [2], []], 4, 1, 1, [3, 2, 0, 1])
    assert result == Result(ballots=6, blanks=1, totals=(1, 2, 2, 0), winners=(2,), ties=(Tie((2, 1), 1),))
    assert result.ties[0].decisive


def test_a_tie_inside_the_winners_ordered_them_and_kept_nobody_out():
    result = count([[0, 1], [0, 1], [2]], 3, 2, 2, [1, 0, 2])
    assert (result.winners, [tie.decisive for tie in result.ties]) == ((1, 0), [False])


def test_a_tie_below_the_last_seat_is_none_of_ours():
    assert count([[0], [0], [1], [2]], 3, 1, 1, [0, 1, 2]).ties == ()


def test_nobody_wins_without_a_vote():
    assert count([[1], []], 3, 2, 3, [0, 1, 2]).winners == (1,)
    assert count([[], []], 3, 1, 1, [0, 1, 2]) == Result(2, 2, (0, 0, 0), (), ())
    assert count([], 3, 1, 1, [0, 1, 2]).winners == ()


@pytest.mark.parametrize("ballots", [[[0, 1]], [[3]], [[-1]]])
def test_what_no_honest_box_holds_stops_the_count(ballots):
    with pytest.raises(ValueError):
        count(ballots, 3, 1, 1, [0, 1, 2])


def test_a_mark_twice_stops_the_count():
    with pytest.raises(ValueError):
        count([[1, 1]], 3, 2, 1, [0, 1, 2])


def poll(rule, seats=1):
    return Manifest(
        poll="7d0c",
        question="¿Qué hacemos primero?",
        options=(Option("park", "Parque"), Option("library", "Biblioteca"), Option("bikes", "Bicis")),
        rule=rule,
        seats=seats,
        roll="council",
        roll_size=24,
        opens=datetime(2026, 3, 2, 15, tzinfo=UTC),
        closes=datetime(2026, 3, 6, 15, tzinfo=UTC),
        lot_seed="6 2 5 1 4",
        sealing_key=bytes(32),
    )


def counted(manifest, *choices):
    return count_ballots(manifest, [manifest.paper.read({"choice": choice}) for choice in choices]).result


def test_a_poll_is_counted_by_its_manifest():
    """SG-53: rule, seats and lot of the count are the frozen ones."""
    one = counted(poll("choose_one;ties=lot"), ["1"], ["1"], ["2"], ["none"])
    assert (one.totals, one.blanks, one.winners) == ((0, 2, 1), 1, (1,))
    up_to_two = counted(poll("approval;max=2;ties=lot", 2), ["0", "1"], ["1"], ["0", "2"], ["1", "2"])
    assert (up_to_two.totals, up_to_two.winners[0]) == ((2, 3, 2), 1)
    lucky = min((0, 2), key=lots.places("6 2 5 1 4", "7d0c", ["park", "library", "bikes"]).__getitem__)
    assert up_to_two.winners[1] == lucky
