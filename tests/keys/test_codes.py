"""Codes of an app: what RFC 6238 says, and that each counts once."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from civic.keys import codes

#: RFC 6238, appendix B: the secret "12345678901234567890" in base 32; its codes have eight digits there, six here.
RFC = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("seconds", "digits"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_the_codes_are_those_of_the_standard(seconds: int, digits: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert codes.code(RFC, at) == digits
    assert codes.fitting_step(RFC, digits, at, last=0) == seconds // 30


MOMENT = datetime(2026, 3, 21, 12, 0, 5, tzinfo=UTC)
STEP = int(MOMENT.timestamp()) // 30


@pytest.mark.parametrize(
    ("off", "last", "step"),
    [
        *((0, 0, STEP), (-1, 0, STEP - 1), (1, 0, STEP + 1), (-2, 0, None), (2, 0, None)),
        *((0, STEP, None), (0, STEP - 1, STEP), (-1, STEP - 1, None), (1, STEP, STEP + 1)),
    ],
)
def test_one_step_to_either_side_and_never_one_that_was_used(off: int, last: int, step: int | None) -> None:
    typed = codes.code(RFC, MOMENT + timedelta(seconds=30 * off))
    assert codes.fitting_step(RFC, typed, MOMENT, last) == step


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "²²²²²²", "000000"])
def test_what_is_not_the_code_fits_nothing(typed: str) -> None:
    assert codes.fitting_step(RFC, typed, MOMENT, 0) is None


def test_a_code_may_be_typed_in_two_groups() -> None:
    typed = codes.code(RFC, MOMENT)
    assert codes.fitting_step(RFC, f" {typed[:3]} {typed[3:]}", MOMENT, 0) == STEP


def test_a_sealed_secret_opens_for_its_person_and_its_house_alone() -> None:
    person = uuid4()
    sealed = codes.seal("house", person, RFC)
    assert RFC.encode() not in sealed
    assert codes.unseal("house", person, sealed) == RFC
    assert codes.unseal("house", uuid4(), sealed) is None
    assert codes.unseal("another house", person, sealed) is None
    assert codes.unseal("house", person, b"short") is None
