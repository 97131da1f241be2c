"""What a good ballot is, on each paper."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.voting.ballots import NONE, Ballot, Faces, NotABallot, Problem, Ranking, Ticks, paper_for
from civic.voting.tally.rules import EqualShares, InstantRunoff, Motion, Smileys, read_rule
from tests.voting.unpacked import unpack

COSTS = (30, 50, 20, 70)
ONE, THREE, MOTION, BASKET = Ticks(4, 1), Ticks(4, 3), Ticks(3, 1, 1), Ticks(4, 4, 0, COSTS, 100)


@st.composite
def papers(draw):
    options = draw(st.integers(1, 20))
    costs = tuple(draw(st.lists(st.integers(1, 50), min_size=options, max_size=options)))
    return draw(
        st.sampled_from(
            [
                Ticks(options, draw(st.integers(1, options))),
                Ticks(options, 1, 1),
                Ticks(options, options, 0, costs, 50),
                Faces(options),
                Ranking(options),
            ]
        )
    )


@st.composite
def ballots(draw):
    paper = draw(papers())
    positions = st.integers(0, paper.options - 1)
    match paper:
        case Faces():
            marks = draw(st.lists(st.integers(-1, 2), min_size=paper.options, max_size=paper.options))
        case Ranking():
            marks = draw(st.lists(positions, unique=True))
        case Ticks():
            marks = []
            for mark in draw(st.lists(positions, unique=True, min_size=paper.least, max_size=paper.most)):
                if paper.cost([*marks, mark]) <= paper.budget:
                    marks.append(mark)
            marks.sort()
    return Ballot(paper, tuple(marks))


def sent(ballot):
    found = {}
    for name, value in ballot.paper.fields(ballot):
        found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize(
    ("rule", "paper"),
    [
        ("choose_one;ties=lot", Ticks(4, 1)),
        ("approval;max=3;ties=lot", Ticks(4, 3)),
        ("smileys;ties=happy>,sad<,lot", Faces(4)),
        ("ranked/schulze;strength=votes;ties=firsts>,lot", Ranking(4)),
        ("ranked/stv;law=ssi_2007_42;caps=none;ties=stage,lot", Ranking(4)),
    ],
)
def test_each_rule_has_its_paper(rule, paper):
    assert paper_for(read_rule(rule), 4) == paper


def test_a_motion_and_a_budget_have_theirs():
    assert paper_for(Motion(), 3) == MOTION
    assert paper_for(EqualShares(), 4, COSTS, 100) == BASKET


@pytest.mark.parametrize(
    ("rule", "options", "costs", "budget"),
    [
        (Motion(), 2, (), None),
        (read_rule("approval;max=5;ties=lot"), 4, (), None),
        (InstantRunoff(), 127, (), None),
        (EqualShares(), 4, COSTS, None),
        (EqualShares(), 4, (30, 50, 20), 100),
        (EqualShares(), 4, (30, 50, 20, 101), 100),
        (EqualShares(), 4, (30, 50, 20, None), 100),
        (EqualShares(), 4, (30, 50, 20, 0), 100),
    ],
)
def test_a_rule_that_does_not_fit_has_no_paper(rule, options, costs, budget):
    with pytest.raises(ValueError):
        paper_for(rule, options, costs, budget)


@pytest.mark.parametrize(
    ("paper", "chosen", "marks"),
    [
        (ONE, {"choice": ["2"]}, (2,)),
        (THREE, {"choice": ["3", "0", "1"]}, (0, 1, 3)),
        (MOTION, {"choice": ["1"]}, (1,)),
        (BASKET, {"choice": ["2", "1", "0"]}, (0, 1, 2)),
        (Faces(3), {"face-0": ["2"], "face-2": ["0"]}, (2, -1, 0)),
        (Ranking(4), {"rank-0": ["2"], "rank-3": ["1"], "rank-1": [""]}, (3, 0)),
        (Ranking(4), {"rank-0": ["4"], "rank-3": ["1"], "rank-2": ["2"]}, (3, 2, 0)),
    ],
)
def test_what_is_sent_is_read(paper, chosen, marks):
    assert paper.read(chosen) == Ballot(paper, marks)


@pytest.mark.parametrize("paper", [ONE, THREE, BASKET, Faces(4), Ranking(4)])
def test_none_of_them_is_a_ballot_and_silence_is_not(paper):
    """SG-54: nothing is preselected, so nothing chosen is no choice; "none of them" is."""
    none = paper.read({"choice": [NONE]})
    assert isinstance(none, Ballot) and none.blank
    assert isinstance(paper.read({}), Problem)


def test_a_motion_has_its_own_way_to_abstain():
    assert isinstance(MOTION.read({"choice": [NONE]}), Problem)
    assert not MOTION.read({"choice": ["2"]}).blank


@pytest.mark.parametrize(
    ("paper", "chosen"),
    [
        (ONE, {"choice": ["0", "1"]}),
        (Ticks(4, 2), {"choice": ["0", "1", "2"]}),
        (THREE, {"choice": ["0", "0"]}),
        (THREE, {"choice": ["0", NONE]}),
        (THREE, {"choice": [NONE, NONE]}),
        *((ONE, {"choice": [odd]}) for odd in ("4", "-1", "01", "١", " 1", "", "😀" * 10_000)),
        (BASKET, {"choice": ["1", "3"]}),
        (MOTION, {"choice": ["0", "1"]}),
        (Faces(3), {"face-0": ["3"]}),
        (Faces(3), {"face-0": ["-1"]}),
        (Faces(3), {"face-0": ["1", "2"]}),
        (Faces(3), {"face-0": ["1"], "choice": [NONE]}),
        (Faces(3), {"face-0": ["1"], "choice": ["1"]}),
        (Faces(3), {"face-3": ["1"]}),
        (Ranking(3), {"rank-0": ["1"], "rank-1": ["1"]}),
        (Ranking(3), {"rank-0": ["4"]}),
        (Ranking(3), {"rank-0": ["0"]}),
        (Ranking(3), {"rank-0": ["1", "2"]}),
        (Ranking(3), {"rank-0": ["1"], "choice": [NONE]}),
    ],
)
def test_anything_else_is_a_problem_with_a_sentence(paper, chosen):
    problem = paper.read(chosen)
    assert isinstance(problem, Problem) and problem.msgid


@pytest.mark.parametrize(
    ("paper", "chosen", "values"),
    [
        (Ticks(4, 2), {"choice": ["0", "1", "2"]}, {"chosen": 3, "most": 2}),
        (BASKET, {"choice": ["1", "3"]}, {"cost": 120, "budget": 100}),
        (Ranking(3), {"rank-0": ["2"], "rank-2": ["2"]}, {"rank": 2}),
    ],
)
def test_a_problem_says_how_many(paper, chosen, values):
    problem = paper.read(chosen)
    assert problem.values == values and all(f"%({name})s" in problem.msgid for name in values)


@given(papers(), st.dictionaries(
    st.sampled_from(["choice", "face-0", "face-1", "rank-0", "rank-1", "rank-2"]),
    st.lists(st.text("0129 -ñ٣\n😀", max_size=3) | st.integers(-2, 13).map(str), max_size=4),
))  # fmt: skip
def test_reading_never_breaks_and_never_lets_a_bad_ballot_through(paper, chosen):
    read = paper.read(chosen)
    assert isinstance(read, Problem) or paper.holds(read.marks)


@given(ballots())
def test_what_is_read_back_is_read_again(ballot):
    """The hidden fields of the read-back page are the ballot."""
    assert ballot.paper.read(sent(ballot)) == ballot


@given(ballots())
def test_packing_comes_back(ballot):
    packed = ballot.paper.pack(ballot)
    assert unpack(ballot.paper, packed) == ballot


@given(ballots())
def test_every_ballot_of_a_poll_has_one_length(ballot):
    """SG-50: the length of a sealed ballot says nothing about the choice."""
    assert len(ballot.paper.pack(ballot)) == ballot.paper.width


@given(papers(), st.binary(max_size=6))
def test_unpacking_reads_only_what_packing_writes(paper, packed):
    try:
        ballot = unpack(paper, packed)
    except NotABallot as refused:
        assert str(refused) == str(paper), "the message must not repeat the ballot"
    else:
        assert paper.pack(ballot) == packed


@given(papers(), st.data())
def test_in_bulk_as_one_by_one(paper, data):
    """What `unpack` refuses, `gather` counts as unreadable; all others are there."""
    width = paper.width
    near = st.lists(st.integers(0, 4) | st.just(255), min_size=width, max_size=width).map(bytes)
    raw = data.draw(st.lists(near | st.binary(min_size=width, max_size=width), max_size=12))
    good = []
    for packed in raw:
        try:
            good.append(unpack(paper, packed))
        except NotABallot:
            continue
    gathered, unreadable = paper.gather(np.frombuffer(b"".join(raw), np.uint8).reshape(-1, width))
    assert unreadable == len(raw) - len(good)
    match paper:
        case Faces():
            assert gathered.T.tolist() == [list(ballot.marks) for ballot in good]
        case Ranking():
            order, shared = gathered.orders()
            assert [tuple(mark for mark in row if mark >= 0) for row in order.T.tolist()] == [b.marks for b in good]
            assert not shared.any()
        case Ticks():
            rows = [gathered.marks[gathered.starts[i] : gathered.starts[i + 1]] for i in range(len(good))]
            assert [tuple(row.tolist()) for row in rows] == [ballot.marks for ballot in good]


@pytest.mark.parametrize(
    ("paper", "marks"),
    [
        (ONE, (4,)), (ONE, (-1,)), (ONE, (0, 1)), (THREE, (1, 0)), (THREE, (1, 1)), (MOTION, ()), (BASKET, (1, 3)),
        (Faces(3), (1, 1)), (Faces(3), (1, 1, 3)), (Ranking(3), (1, 1)), (Ranking(3), (3,)),
    ],
)  # fmt: skip
def test_a_ballot_cannot_be_made_wrong(paper, marks):
    with pytest.raises(NotABallot):
        Ballot(paper, marks)


def test_smileys_for_the_youngest():
    assert paper_for(Smileys(), 2).read({"face-0": ["2"], "face-1": ["0"]}).marks == (2, 0)
