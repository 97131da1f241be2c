"""What the browser carries for us is sealed: not read, not changed, not used as something else, not for long."""

from datetime import timedelta

import pytest
import time_machine

from civic.core import keep
from civic.core.clock import now

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def house():
    before = keep._box
    keep.use("a secret of the tests, long enough to be one")
    yield
    keep._box = before


def test_it_comes_back_as_it_was_under_its_own_name_only():
    sealed = keep.pack("card", ["gato", 3, None])
    assert "gato" not in sealed
    assert keep.unpack("card", sealed, HOUR) == ["gato", 3, None]
    assert keep.unpack("so far", sealed, HOUR) is None


@pytest.mark.parametrize("broken", ["", "x", "á", "AAAA", "A" * 200])
def test_anything_else_is_nothing(broken):
    assert keep.unpack("card", broken, HOUR) is None


def test_one_letter_changed_and_it_is_nothing():
    sealed = keep.pack("card", 1)
    assert keep.unpack("card", sealed[:50] + ("A" if sealed[50] != "A" else "B") + sealed[51:], HOUR) is None


def test_it_ends_by_the_clock_and_never_begins_in_the_future():
    sealed = keep.pack("card", 1)
    with time_machine.travel(now() + HOUR - timedelta(seconds=5)):
        assert keep.unpack("card", sealed, HOUR) == 1
    with time_machine.travel(now() + HOUR + timedelta(seconds=5)):
        assert keep.unpack("card", sealed, HOUR) is None
    with time_machine.travel(now() - HOUR):
        assert keep.unpack("card", sealed, HOUR) is None


def test_another_house_cannot_open_it():
    sealed = keep.pack("card", 1)
    keep.use("the secret of another house, as long as this")
    assert keep.unpack("card", sealed, HOUR) is None
