"""Motions, ticks and smileys beside a slow reference; and which contest a rule can count."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civic.voting.ballots import Ballot, Ticks
from civic.voting.tally import WrongContest, approval, count, motion, rules, smileys
from civic.voting.tally.contest import Contest
from civic.voting.tally.marks import Marks
from civic.voting.tally.rankings import Rankings
from civic.voting.tally.result import Result, elect

YES, NO, NONE = (motion.YES,), (motion.NO,), ()

MOTIONS = [
    # majority, quorum, yes, no, abstain, entitled, winners
    ("simple", 0, 2, 1, 5, 20, YES),
    ("simple", 0, 2, 2, 0, 20, NO),
    ("simple", 0, 0, 0, 0, 20, NO),
    ("simple", Fraction(1, 2), 6, 3, 1, 20, YES),  # who abstains counts for the quorum
    ("simple", Fraction(1, 2), 6, 3, 0, 20, NONE),  # no decision, which is no rejection
    ("simple", Fraction(1, 3), 7, 0, 0, 21, YES),
    ("simple", Fraction(1, 3), 6, 0, 0, 21, NONE),
    ("two_thirds", 0, 2, 1, 0, 20, YES),
    ("two_thirds", 0, 19, 10, 0, 40, NO),
    ("two_thirds", 0, 2, 1, 9, 20, YES),  # abstentions are no votes against
    ("two_thirds", 0, 0, 0, 4, 20, NO),
    ("absolute", 0, 10, 0, 0, 20, NO),
    ("absolute", 0, 11, 9, 0, 20, YES),
    ("absolute", Fraction(1), 11, 8, 0, 20, NONE),
]


@pytest.mark.parametrize(("majority", "quorum", "yes", "no", "abstain", "entitled", "winners"), MOTIONS)
def test_motions(majority, quorum, yes, no, abstain, entitled, winners):
    rule = rules.Motion(majority, Fraction(quorum))
    result = motion.count(rule, yes, no, abstain, entitled)
    assert (result.winners, result.totals) == (winners, (yes, no, abstain))
    assert (result.rounds[0].carried, result.rounds[0].quorum) == (winners == YES, winners != NONE)
    ballots = Marks.of(3, [{0}] * yes + [{1}] * no + [{2}] * abstain)
    assert count(rule, Contest(("yes", "no", "abstain"), ballots, entitled=entitled)) == result


def test_more_votes_than_voters_are_no_motion():
    with pytest.raises(ValueError):
        motion.count(rules.Motion(), 3, 3, 0, 5)


def slowly_smiling(faces, seats, order):
    """Each option's faces are asked one by one; the best of those left takes the next seat."""
    options = range(len(faces))

    def standing(option):
        seen = [face for face in faces[option] if face >= 0]
        happy = sum(face == 2 for face in seen)
        sad = sum(face == 0 for face in seen)
        return sum(seen), happy, -sad, -order[option]

    left, winners = {option for option in options if standing(option)[0]}, []
    while left and len(winners) < seats:
        winners.append(max(left, key=standing))
        left.remove(winners[-1])
    return tuple(winners)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_smileys(data):
    options, ballots = data.draw(st.integers(1, 4)), data.draw(st.integers(0, 6))
    some = st.lists(st.integers(-1, 2), min_size=ballots, max_size=ballots)
    faces = data.draw(st.lists(some, min_size=options, max_size=options))
    order, seats = data.draw(st.permutations(range(options))), data.draw(st.integers(1, options))
    result = smileys.count(rules.Smileys(), np.array(faces, np.int8).reshape(options, ballots), seats, order)
    assert result.winners == slowly_smiling(faces, seats, order)
    assert result.blanks == sum(all(row[ballot] == -1 for row in faces) for ballot in range(ballots))
    shown = result.rounds[0]
    told = list(zip(shown.sad, shown.so_so, shown.happy, shown.none, strict=True))
    assert told == [tuple(row.count(face) for face in (0, 1, 2, -1)) for row in faces]


def test_a_face_that_is_none_stops_the_count():
    with pytest.raises(ValueError):
        smileys.count(rules.Smileys(), np.array([[3]], np.int8), 1, (0,))


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_ballots_in_bulk_count_as_one_by_one(data):
    """Ticks as the box keeps them, packed: unpacked together, grouped or not, they give what one by one gives."""
    options = data.draw(st.integers(1, 20))
    ballots = data.draw(st.lists(st.frozensets(st.integers(0, options - 1)), max_size=12))
    seats, order = data.draw(st.integers(1, options)), data.draw(st.permutations(range(options)))
    paper = Ticks(options, options)
    rows = [list(paper.pack(Ballot(paper, tuple(sorted(ballot))))) for ballot in ballots]
    marks = Marks.unpacked(options, np.array(rows, np.uint8).reshape(len(rows), paper.width))
    votes = tuple(sum(option in ballot for ballot in ballots) for option in range(options))
    winners, ties = elect([(each,) for each in votes], seats, order)
    expected = Result(len(ballots), ballots.count(frozenset()), votes, winners, ties)
    for form in (marks, marks.grouped(), Marks.of(options, ballots)):
        assert approval.count(form, options, seats, order) == expected


def test_what_no_honest_box_holds_stops_the_count():
    with pytest.raises(ValueError):
        Marks.unpacked(3, np.array([[0b1000]], np.uint8))
    with pytest.raises(ValueError):
        approval.count(Marks.of(3, [{0, 1}]), 1, 1, range(3))
    for broken in ([[1, 1]], [[3]], [[-1]]):
        with pytest.raises(ValueError):
            Marks.of(3, broken)
        with pytest.raises(ValueError):
            Rankings.of(3, broken)


TICKS = Contest(("a", "b"), Marks.of(2, [{0}]))
ORDERS = Contest(("a", "b"), Rankings.of(2, [[0, 1]]))


@pytest.mark.parametrize(
    ("rule", "contest"),
    [
        *((rule(), TICKS) for rule in rules.RULES.values() if rule not in (rules.ChooseOne, rules.Approval)),
        *((rule(), ORDERS) for rule in rules.RULES.values() if not rule.NAME.startswith("ranked/")),
    ],
    ids=lambda value: str(value) if isinstance(value, rules.Spelled) else "",
)
def test_a_rule_says_what_it_needs(rule, contest):
    with pytest.raises(WrongContest):
        count(rule, contest, lot=(0, 1))


def test_no_tie_ends_by_a_lot_that_nobody_drew():
    with pytest.raises(WrongContest):
        count(rules.ChooseOne(), TICKS)
    assert count(rules.ChooseOne(("id",)), TICKS).winners == (0,)
