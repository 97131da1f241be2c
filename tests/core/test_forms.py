"""What is typed, cleaned and kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.core.forms import Form, fold, tidy

CASES = [
    ("  hola  ", "hola"),
    ("uno\r\ndos\rtres", "uno\ndos\ntres"),
    ("a\n\n\n\nb", "a\n\nb"),
    ("a\x00b\x07c", "abc"),
    ("a\u202eb", "ab"),
    ("cafe\u0301", "café"),
    ("👧🏽🌳", "👧🏽🌳"),
    ("👨‍👩‍👧", "👨‍👩‍👧"),
    ("أريد", "أريد"),
    ("\ud800x", "x"),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "kept"), CASES)
def test_tidy(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


@given(st.text())
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert "\x00" not in tidy(text)


def test_every_problem_is_told_at_once() -> None:
    form = Form({"title": "", "color": "purple", "on": "mañana", "long": "x" * 11})
    form.text("title", 10, "Write a title.")
    form.text("long", 10)
    form.choice("color", ["red"])
    form.day("on")
    assert set(form.problems) == {"title", "long", "color", "on"}
    assert form.get("long") == "x" * 11


def test_search_sees_no_accents_and_no_case() -> None:
    assert fold("ÁRBOLES del Año") == "arboles del ano"
