"""What a good ballot is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.voting.ballots import (
    NONE,
    Approval,
    Ballot,
    ChooseOne,
    NotABallot,
    Problem,
    pack,
    read_ballot,
    read_method,
    unpack,
)

METHODS = st.one_of(st.just(ChooseOne()), st.integers(1, 30).map(Approval))


@st.composite
def ballots(draw):
    method, options = draw(METHODS), draw(st.integers(1, 30))
    chosen = draw(st.sets(st.integers(0, options - 1), max_size=method.most))
    return Ballot(method, options, frozenset(chosen))


@pytest.mark.parametrize("text", ["choose_one", "approval;max=1", "approval;max=12"])
def test_a_method_is_its_published_string(text):
    assert str(read_method(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "motion",
        "choose_one;",
        "choose_one;max=1",
        "approval",
        "approval;max=0",
        "approval;max=-1",
        "approval;max=03",
        "approval;max= 3",
        "approval;max=٣",
        "approval;max=3;max=3",
        "approval;max",
        "Approval;max=3",
        "approval;max=3\n",
    ],
)
def test_a_method_has_one_spelling(text):
    with pytest.raises(ValueError):
        read_method(text)


def test_amaranta_chooses_one():
    assert read_ballot(ChooseOne(), 4, ["2"]).chosen == {2}


def test_nicolas_approves_up_to_three():
    assert read_ballot(Approval(3), 4, ["3", "0", "1"]).chosen == {0, 1, 3}


@pytest.mark.parametrize("method", [ChooseOne(), Approval(3)])
def test_none_of_them_is_a_ballot_and_silence_is_not(method):
    """SG-54: nothing is preselected, so nothing chosen is no choice; "none of them" is."""
    none = read_ballot(method, 4, [NONE])
    assert isinstance(none, Ballot) and none.blank
    assert isinstance(read_ballot(method, 4, []), Problem)


@pytest.mark.parametrize(
    ("method", "chosen"),
    [
        (ChooseOne(), ["0", "1"]),
        (Approval(2), ["0", "1", "2"]),
        (Approval(3), ["0", "0"]),
        (Approval(3), ["0", NONE]),
        (Approval(3), [NONE, NONE]),
        (ChooseOne(), ["4"]),
        (ChooseOne(), ["-1"]),
        (ChooseOne(), ["01"]),
        (ChooseOne(), ["١"]),
        (ChooseOne(), [" 1"]),
        (ChooseOne(), [""]),
        (ChooseOne(), ["😀" * 10_000]),
    ],
)
def test_anything_else_is_a_problem_with_a_sentence(method, chosen):
    problem = read_ballot(method, 4, chosen)
    assert isinstance(problem, Problem) and problem.msgid


def test_too_many_says_how_many():
    problem = read_ballot(Approval(2), 4, ["0", "1", "2"])
    assert (problem.values, "%(most)s" in problem.msgid) == ({"chosen": 3, "most": 2}, True)


@given(METHODS, st.integers(1, 12), st.lists(st.text(max_size=3) | st.integers(-2, 13).map(str), max_size=14))
def test_reading_never_breaks_and_never_lets_a_bad_ballot_through(method, options, chosen):
    read = read_ballot(method, options, chosen)
    assert isinstance(read, Problem) or {str(position) for position in read.chosen} == set(chosen) - {NONE}


@given(ballots())
def test_packing_comes_back(ballot):
    assert unpack(ballot.method, ballot.options, pack(ballot)) == ballot


@given(ballots())
def test_every_ballot_of_a_poll_has_one_length(ballot):
    """SG-50: the length of a sealed ballot says nothing about the choice."""
    assert len(pack(ballot)) == len(pack(Ballot(ballot.method, ballot.options, frozenset())))


@given(METHODS, st.integers(1, 20), st.binary(max_size=4))
def test_unpacking_reads_only_what_packing_writes(method, options, packed):
    try:
        ballot = unpack(method, options, packed)
    except NotABallot:
        return
    assert pack(ballot) == packed


@pytest.mark.parametrize("packed", [b"", b"\x00\x00", b"\x10", b"\x03", b"\xff"])
def test_bytes_that_are_no_ballot(packed):
    """Too short, too long, a fifth option of four, two choices of one, everything."""
    with pytest.raises(NotABallot) as refused:
        unpack(ChooseOne(), 4, packed)
    assert "x" not in str(refused.value), "the message must not repeat the ballot"


def test_a_ballot_cannot_be_made_wrong():
    for options, chosen in ((4, {4}), (4, {-1}), (4, {0, 1})):
        with pytest.raises(NotABallot):
            Ballot(ChooseOne(), options, frozenset(chosen))
