"""Results told plainly: honest words, and no way back to a child.

The audit is an exact one: it goes through every poll there can be, puts together those of which the same is told, and
asks which numbers are the same in all of them. Those are what a reader with pencil, paper and this program can know.
"""

import itertools
from collections import defaultdict
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.voting.results import plain
from civic.voting.results.plain import Detail, Share, rounds_told, share, tell, turnout, would_tell
from civic.voting.tally import motion
from civic.voting.tally.result import Result, Tie
from civic.voting.tally.rules import Approval, ChooseOne, Motion


def of(*totals, blanks=0, ballots=None, seats=1):
    """The result of these totals; equal votes to the first. Without `ballots` each chose one."""
    chose = sum(totals) if ballots is None else ballots - blanks
    ranked = sorted(
        (option for option, votes in enumerate(totals) if votes), key=lambda option: (-totals[option], option)
    )
    tied = len(ranked) > seats and totals[ranked[seats - 1]] == totals[ranked[seats]]
    ties = (Tie((ranked[seats - 1], ranked[seats]), 1),) if tied else ()
    return Result(chose + blanks, blanks, totals, tuple(ranked[:seats]), ties)


def told(*totals, roll=1000, seats=1, **more):
    return tell(of(*totals, seats=seats, **more), seats=seats, roll=roll)


def words(*totals, **more):
    return [answer.share and answer.share.msgid for answer in told(*totals, **more).answers]


MIDDLING = (Share(plain.MORE_THAN_HALF, 7), Share(plain.HALF_OR_FEWER, 3))


def every_total(options, chose, most):
    """Every list of totals that `chose` ballots with 1 to `most` choices can give. One per seat at most `chose`, and
    between `chose` and `most * chose` in all, is enough: deal the votes out in turn."""
    for totals in itertools.product(range(chose + 1), repeat=options - (most == 1)):
        if most == 1:
            totals = (*totals, chose - sum(totals))
        if min(totals) >= 0 and chose <= sum(totals) <= most * chose:
            yield totals


def concluded(options, roll, seats, most):
    """(told, position, number) for each number that is kept back and yet the only possible one; the position after the
    last option is "none of them". A reader knows the roll, the rules, the last turnout, and what is told. A middling
    answer in rough words hides nothing of its own: in a group without an extreme one it would be told."""
    possible = defaultdict(lambda: [set() for _ in range(options + 1)])
    for chose in range(roll + 1):
        for totals in every_total(options, chose, most):
            for blanks in range(roll - chose + 1):
                result = of(*totals, blanks=blanks, ballots=chose + blanks, seats=seats)
                said = tell(result, seats=seats, roll=roll), turnout(result.ballots, roll)
                for numbers, number in zip(possible[said], (*totals, blanks), strict=True):
                    numbers.add(number)
    for (said, _turnout), cells in possible.items():
        for position, (answer, numbers) in enumerate(zip((*said.answers, said.none), cells, strict=True)):
            middling = answer.share in MIDDLING
            if answer.votes is None and not middling and len(numbers) == 1:
                yield said, position, numbers.pop()


@pytest.mark.parametrize(
    ("options", "most", "seats", "rolls"),
    [
        (2, 1, 1, (2, 3, 4, 5, 9, 10, 11, 19, 20, 21, 22, 23, 30, 31, 40, 49, 50, 51)),
        (2, 1, 2, (3, 4, 9, 10, 20, 25, 30)),
        (2, 2, 1, (2, 3, 4, 9, 10, 11, 20, 21, 22, 30)),
        (3, 1, 1, (2, 3, 4, 5, 6, 9, 10, 11, 12, 20, 21, 22, 23, 30, 31)),
        (3, 1, 2, (3, 4, 5, 6, 9, 10, 12, 20, 25)),
        (3, 2, 1, (2, 4, 9, 10, 12, 22)),
        (4, 1, 1, (2, 4, 9, 10, 12, 22)),
        (4, 1, 3, (4, 5, 9, 10, 12)),
    ],
)
def test_no_untold_number_can_be_concluded(options, most, seats, rolls):
    """SG-60: every poll of a roll, everything told of it: no count that is kept back is ever the only possible one.
    (That an option has no vote may follow from the decision itself, when fewer win than there are seats.)"""
    for roll in rolls:
        for said, position, number in concluded(options, roll, seats, most):
            assert number == 0, (roll, position, number, said)


@pytest.mark.parametrize(
    ("floor", "lower", "roll", "most"),
    [("ROUGH_BALLOTS", 10, 30, 1), ("ROUGH_ROLL", 20, 20, 2), ("LOT_ROLL", 2, 3, 1)],
)
def test_the_audit_notices_a_lower_floor(monkeypatch, floor, lower, roll, most):
    """SG-60: none of the floors is there for show."""
    assert not any(number for _said, _position, number in concluded(3, roll, 1, most))
    monkeypatch.setattr(plain, floor, lower)
    assert any(number for _said, _position, number in concluded(3, roll, 1, most))


def concluded_of_motion(rule, roll):
    """(winners, which, number) for each number kept back that is the only possible one and is below ten, or is everybody: of
    yes, no and abstain, who stayed away and who came. A reader knows the roll and the rule, and is told the decision."""
    possible = defaultdict(lambda: [set() for _ in range(5)])
    for came in range(roll + 1):
        for yes, no in itertools.product(range(came + 1), repeat=2):
            if yes + no <= came:
                result = motion.count(rule, yes, no, came - yes - no, roll)
                said = tell(result, seats=1, roll=roll, rule=rule)
                numbers = (yes, no, came - yes - no, roll - came, came)
                for cell, number in zip(possible[said], numbers, strict=True):
                    cell.add(number)
    for said, cells in possible.items():
        for which, cell in enumerate(cells):
            if said.detail is Detail.DECISION and len(cell) == 1 and (0 < min(cell) < 10 or cell == {roll}):
                yield said.winners, which, *cell


QUORUMS = tuple(Fraction(each) for each in ("0", "1/10", "1/4", "1/3", "2/5", "1/2", "2/3", "3/4", "9/10", "1"))


@pytest.mark.parametrize("majority", ["simple", "two_thirds", "absolute"])
@pytest.mark.parametrize("rolls", [range(1, 24), (31, 49, 50, 51)], ids=["small", "larger"])
def test_a_motion_opens_only_where_its_decision_tells_nobodys_vote(majority, rolls):
    """SG-60, SG-58: every motion there can be on these lists. “More than half of the two said yes” tells both votes, a met
    quorum of everybody that all came, an unmet quorum of one that nobody did: such a motion does not open. No other one
    of a small list is kept from opening; from 50 votes on all of it is told."""
    for roll, quorum in itertools.product(rolls, QUORUMS if rolls == range(1, 24) else QUORUMS[::3]):
        rule = Motion(majority, quorum)
        found, refused = any(concluded_of_motion(rule, roll)), would_tell(rule, 1, roll)
        assert found == refused if roll < plain.LARGE else found <= refused, (roll, quorum)


def test_of_so_few_no_other_vote_opens_either():
    """SG-60: who alone is on a list has no secret; nor have two where two win."""
    assert would_tell(ChooseOne(), 1, 1) and would_tell(ChooseOne(), 2, 2)
    assert not would_tell(ChooseOne(), 1, 2) and not would_tell(Approval(2), 2, 3)


def _stage(does, about, **votes):
    return {"kind": "stage", "does": does, "about": about, "votes": {key: f"{each}.00000" for key, each in votes.items()}}


def _runoff(excluded, **votes):
    return {"kind": "count", "excluded": excluded, "votes": votes}


@pytest.mark.parametrize(
    ("rounds", "told"),
    [
        ([_stage("first", [], a=30, b=9), _stage("exclusion", ["b"], a=39, b=0)], False),
        ([_stage("first", [], a=30, b=9), _stage("surplus", ["b"], a=39, b=0)], False),
        ([_stage("first", [], a=30, b=9), _stage("doomed", ["b"], a=39, b=0)], False),
        ([_stage("first", [], a=30, b=10), _stage("exclusion", ["b"], a=40, b=0)], True),
        ([_stage("first", [], a=30, b=0), _stage("exclusion", ["b"], a=30, b=0)], True),
        ([_stage("first", [], a=30, b=4, c=6), _stage("doomed", ["b", "c"], a=40, b=0, c=0)], True),
        ([_stage("first", [], a=30, b=9), _stage("remaining", ["b"], a=30, b=9)], True),
        ([_runoff("b", a=30, b=9), _runoff(None, a=39, b=0)], False),
        ([_runoff("b", a=30, b=10), _runoff(None, a=40, b=0)], True),
        ([_runoff(None, a=30, b=9)], True),
        ([_runoff("b", a=30, b=9)], True),  # the last round: nothing moves any more
        ([{"kind": "shared", "option": "a", "friends": 9, "broke": 1}], False),
        ([{"kind": "shared", "option": "a", "friends": 9, "broke": 0}], True),
        ([{"kind": "shared", "option": "a", "friends": 10, "broke": 1}], True),
        ([{"kind": "phragmen", "option": "b"}], False),
        ([{"kind": "phragmen", "option": "a"}], True),
        ([{"kind": "turn", "option": "b"}], True),
    ],
)
def test_rounds_are_told_where_the_votes_of_none_or_of_ten_and_more_moved(rounds, told):
    """SG-60: of each rule its own round; where the votes of nine children went next is a table of nine children."""
    assert rounds_told(rounds, {"a": 30, "b": 9}) is told


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4).filter(lambda totals: sum(totals) < 10), st.integers(0, 9))
def test_under_ten_ballots_only_the_decision_is_told(totals, blanks):
    """SG-60: floor of 10, and no other field gives a number away."""
    said = told(*totals, blanks=blanks)
    assert said.detail is Detail.DECISION
    assert (said.chose, said.none.votes, {(answer.share, answer.votes) for answer in said.answers}) == (
        None,
        None,
        {(None, None)},
    )
    assert said.winners == of(*totals).winners


def test_the_order_of_winners_is_a_number_too():
    assert told(1, 2, 3, seats=2).winners == (1, 2)
    assert told(20, 30, 40, seats=2).winners == (2, 1)


def test_from_ten_ballots_on_totals_are_told():
    """SG-60"""
    said = told(6, 4)
    assert (said.detail, said.chose, [answer.votes for answer in said.answers]) == (Detail.EXACT, 10, [6, 4])
    assert words(6, 4) == ["%(tenths)s of every 10"] * 2
    assert told(5, 4).detail is Detail.DECISION


def test_none_of_them_is_told_where_it_hides_nobody():
    assert told(6, 4, blanks=9).none.votes is None
    assert told(6, 4, blanks=10).none.votes == 10
    assert told(30, 20, blanks=1).none.votes == 1


@pytest.mark.parametrize("ballots", range(20, 50))
def test_almost_all_and_almost_none_in_small_groups(ballots):
    """SG-61: 49 of 49 is "almost all", 0 of 49 is "almost none", whatever is above 90 or below 10 %, and no total."""
    for votes in range(ballots + 1):
        said = told(votes, ballots - votes)
        part = Fraction(votes, ballots)
        if part > Fraction(9, 10) or part < Fraction(1, 10):
            both = (
                [plain.ALMOST_ALL, plain.ALMOST_NONE] if votes * 2 > ballots else [plain.ALMOST_NONE, plain.ALMOST_ALL]
            )
            assert words(votes, ballots - votes) == both
            assert said.chose % 10 == 0 and {answer.votes for answer in said.answers} == {None}


@given(st.lists(st.integers(0, 60), min_size=2, max_size=5), st.integers(0, 30), st.integers(1, 200), st.integers(1, 3))
def test_a_small_share_is_never_beside_an_exact_total(totals, blanks, roll, seats):
    """SG-60, SG-61: in a group under 50, one extreme answer and no number at all is told."""
    chose = sum(totals)
    said = told(*totals, blanks=blanks, roll=roll, seats=seats)
    if chose < 50 and any(10 * votes < chose or 10 * votes > 9 * chose for votes in totals):
        assert all(answer.votes is None for answer in (*said.answers, said.none))
        assert said.chose is None or said.chose % 10 == 0


def test_in_large_groups_every_total_is_told():
    said = told(50, 0, roll=60)
    assert (said.detail, [answer.votes for answer in said.answers]) == (Detail.EXACT, [50, 0])
    assert words(50, 0) == [plain.ALL, plain.NOBODY]
    assert words(59, 1) == [plain.ALMOST_ALL, plain.ALMOST_NONE]


@pytest.mark.parametrize(
    ("votes", "msgid", "tenths"),
    [
        (70, plain.TENTHS, 7),
        (71, plain.MORE_THAN_TENTHS, 7),
        (69, plain.ALMOST_TENTHS, 7),
        (65, plain.MORE_THAN_TENTHS, 6),
        (95, plain.MORE_THAN_TENTHS, 9),
        (96, plain.ALMOST_ALL, 10),
        (5, plain.ALMOST_NONE, 0),
        (6, plain.ALMOST_TENTHS, 1),
        (100, plain.ALL, 10),
        (0, plain.NOBODY, 0),
    ],
)
def test_of_a_hundred(votes, msgid, tenths):
    """SG-62: results in children's terms."""
    assert share(votes, 100) == Share(msgid, tenths)


@given(st.integers(1, 2_000_000).flatmap(lambda ballots: st.tuples(st.integers(0, ballots), st.just(ballots))))
def test_the_words_are_true(part):
    """SG-62: "all" only of all, "none" only of none, "almost" only from below, within half a tenth."""
    votes, ballots = part
    said, tenth = share(votes, ballots), Fraction(10 * votes, ballots)
    assert abs(tenth - said.tenths) <= Fraction(1, 2)
    true = {
        plain.ALL: votes == ballots,
        plain.NOBODY: votes == 0,
        plain.ALMOST_ALL: 9 < tenth < 10,
        plain.ALMOST_NONE: 0 < tenth < 1,
        plain.TENTHS: tenth == said.tenths and 0 < said.tenths < 10,
        plain.ALMOST_TENTHS: tenth < said.tenths < 10,
        plain.MORE_THAN_TENTHS: tenth > said.tenths > 0,
    }
    assert true[said.msgid]


def test_the_lot_is_told():
    assert told(30, 30).by_lot and told(5, 5).by_lot and told(2, 2).by_lot
    assert not told(30, 20).by_lot


def test_in_a_roll_of_three_a_tie_would_tell_every_vote():
    """SG-60: two equal, three on the roll: one vote each."""
    assert not told(1, 1, roll=3).by_lot
    assert not told(1, 1, 1, seats=2, roll=9).by_lot


@given(st.integers(0, 500), st.integers(0, 500))
def test_turnout_moves_in_batches_of_ten_and_never_names_all(count, roll):
    """SG-52, SG-58: no single vote can be seen coming, and "everybody voted" is told of nobody."""
    said = turnout(count, roll)
    assert said % 10 == 0 and 0 <= said <= count
    assert said < roll or said == 0
    assert said > count - 10 or said >= roll - 10


def test_a_class_of_eight_is_fewer_than_ten():
    """SG-58"""
    assert {turnout(count, 30) for count in range(10)} == {0}
    assert [turnout(count, 30) for count in (10, 19, 20, 29, 30)] == [10, 10, 20, 20, 20]
