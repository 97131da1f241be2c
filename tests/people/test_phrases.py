"""SG-26: long enough, none that everybody thinks of, and nothing asked of the letters."""

import pytest

from civic.people.phrases import ALONE, BESIDE, problem


@pytest.mark.parametrize(
    ("text", "alone", "fits"),
    [
        ("cuatro nubes van tarde", True, True),
        ("cuatro nubes van", True, True),
        ("catorce letras", True, False),
        ("quince  letras.", True, True),
        ("siete 7", False, False),
        ("ocho son", False, True),
        ("ñandú ñoño más", False, True),
        ("password", False, False),
        ("Contraseña123", False, False),
        ("contraseña 2026", True, False),
        ("12345678901234567", True, False),
        ("987654321098765", True, False),
        ("holaholaholahola", True, False),
        ("aaaaaaaaaaaaaaaaaaa", True, False),
        ("ababababababababab", True, False),
        ("viva mexico", False, False),
        ("a" * 30 + "bcdefg" * 40, True, False),
    ],
)
def test_what_serves(text: str, alone: bool, fits: bool) -> None:
    assert (problem(text, alone) is None) is fits


def test_the_floors() -> None:
    assert ALONE >= 15 and BESIDE >= 8
