"""Totals of faces: from ten on, and never so that one could tell what a child said."""

from uuid import UUID

import pytest

from civic.responses.verdicts import by, told
from civic.voting.results.plain import ALL, ALMOST_ALL, ALMOST_NONE, TENTHS, Share


@pytest.mark.parametrize(("happy", "many"), [(0, 0), (9, 9), (0, 9), (5, 9)])
def test_sg_66_under_ten_nothing_is_told(happy: int, many: int) -> None:
    """SG-66, SG-60."""
    assert told(happy, many) is None


@pytest.mark.parametrize(
    ("happy", "many", "says"),
    [
        (7, 10, Share(TENTHS, 7)),
        (10, 10, Share(ALMOST_ALL, 9)),
        (9, 10, Share(ALMOST_ALL, 9)),
        (1, 10, Share(ALMOST_NONE, 1)),
        (0, 10, Share(ALMOST_NONE, 1)),
        (0, 49, Share(ALMOST_NONE, 1)),
        (49, 49, Share(ALMOST_ALL, 9)),
        (50, 50, Share(ALL, 10)),
    ],
)
def test_a_small_group_is_never_told_as_all_or_none(happy: int, many: int, says: Share) -> None:
    """SG-60: "all ten said no" would tell what each of them said."""
    assert told(happy, many) == says


def test_a_mark_says_nothing_of_the_child_and_ties_no_two_faces() -> None:
    amaranta, idea, other = UUID(int=3), UUID(int=50), UUID(int=51)
    marks = {
        by("secret", amaranta, idea, "clear"),
        by("secret", amaranta, idea, "fair"),
        by("secret", amaranta, other, "clear"),
    }
    assert len(marks) == 3
    assert by("secret", amaranta, idea, "clear") in marks
    assert by("another secret", amaranta, idea, "clear") not in marks
