"""Covering: what everyone reads and what the desk shows say the same, whatever is covered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.moderation.masks import MASK, covered, fits, parts

WORDS = "Ana vive en Juárez 12. Ana llama al 222 555 0199."


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        ([], WORDS),
        (["Juárez 12"], f"Ana vive en {MASK}. Ana llama al 222 555 0199."),
        (["Ana"], f"{MASK} vive en Juárez 12. {MASK} llama al 222 555 0199."),
        (["12", "Juárez 12"], f"Ana vive en {MASK}. Ana llama al 222 555 0199."),
    ],
)
def test_what_is_covered_is_seen_to_be(pieces: list[str], shown: str) -> None:
    """SG-39: the published words differ from the written ones by the mask alone."""
    assert covered({"words": WORDS}, {"words": pieces}) == {"words": shown}


@given(st.text("ab 1", max_size=30), st.lists(st.text("ab 1", min_size=1, max_size=3), max_size=3))
def test_the_desk_shows_what_will_be_published(text: str, pieces: list[str]) -> None:
    """SG-39: the desk cuts where publishing covers, and no letter is lost or added."""
    cut = parts(text, pieces)
    assert "".join(words for words, _hidden in cut) == text
    assert "".join(MASK if hidden else words for words, hidden in cut) == covered({"w": text}, {"w": pieces})["w"]


@pytest.mark.parametrize(
    ("piece", "may"), [("222 555 0199", True), ("222-555", False), ("", False), ("  ", False), (WORDS, False)]
)
def test_only_a_piece_that_stands_there_is_covered(piece: str, may: bool) -> None:
    assert fits({"words": WORDS}, "words", piece) is may
