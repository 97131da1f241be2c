"""What may be a secret (SG-25, SG-26)."""

import re
from pathlib import Path

import pytest

from civic.core.ages import BANDS
from civic.people import chosen
from civic.people.chosen import PHRASE, PICTURES, PIN, as_kept, why_not
from civic.people.limits import LOCKED_AFTER, TRIES, WAITS
from civic.settings import ROOT

RECORD = ROOT / "docs" / "decisions" / "0014-short-secrets.md"


@pytest.mark.parametrize("pin", ["482916", "730184", "550912", "908173"])
def test_a_pin_of_six_numbers_serves(pin):
    assert why_not(PIN, pin) is None


@pytest.mark.parametrize(
    "pin",
    [
        *("", "12345", "1234567", "123456", "654321", "012345", "890123", "000000", "777777", "121212", "123123"),
        *("201501", "152010", "199612", "011999"),
    ],
)
def test_a_pin_that_everybody_tries_first_does_not(pin):
    """SG-24: five tries must not be enough."""
    assert why_not(PIN, pin)


@pytest.mark.parametrize(
    ("phrase", "serves"),
    [
        ("cuatro nubes van tarde", True),
        ("tres grillos ya", True),
        ("tres grillos y", False),
        ("solo letras sin ningun signo", True),
        ("¿Quién vive aquí, dime?", True),
        ("aaaaaaaaaaaaaaaaaa", False),
        ("abcabcabcabcabcabc", False),
        ("qwertyuiopasdfghjkl", False),
        ("123456789012345678", False),
        ("contraseñacontraseña", False),
        ("luna de barro y yo", False),
        ("LUNA-DE-BARRO-2026", False),
        ("b" * 10 + " perro gato luna " + "c" * 200, False),
    ],
)
def test_sg_26_a_phrase_is_long_and_not_everybodys(phrase, serves):
    """SG-26: 14 characters refused, 15 accepted, no rule about which; a list, and one's own nickname, refused."""
    assert (why_not(PHRASE, phrase, ["Luna de Barro"]) is None) == serves


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (PIN, " 48-29 16\n", "482916"),
        (PIN, "cuatro", ""),
        (PHRASE, "  tres  grillos ", "tres  grillos"),
        (PHRASE, "pin\u0303ata", "piñata"),
        (PICTURES, "cat sun", "cat sun"),
    ],
)
def test_what_is_kept_of_what_is_typed(kind, typed, kept):
    assert as_kept(kind, typed) == kept


def test_each_age_has_its_ways():
    """SG-23: section 2 of safeguards.md."""
    assert {name: chosen.ways(reach) for name, reach in BANDS.items() if name != "adult"} == {
        "a": [PICTURES],
        "b": [PICTURES, PIN],
        "c": [PICTURES, PIN, PHRASE],
    }
    assert chosen.ways(BANDS["adult"], pictures_too=False) == [PIN]


def test_sg_25_the_deviation_is_written_dated_and_signed_and_says_what_the_code_does():
    """SG-25: ASVS 6.3.3 and 7.1.1 ask for a written rationale. The build fails without it, and when it no longer fits."""
    said = Path(RECORD).read_text()
    assert re.search(r"^\*\*Date:\*\* \d{4}-\d\d-\d\d$", said, re.M) and re.search(r"^\*\*Signed:\*\* \S+", said, re.M)
    assert all(each in said for each in ("SP 800-63B-4", "ASVS", "6.3.3", "7.1.1", "WCAG 3.3.8", "low assurance"))
    young, older = BANDS["a"], BANDS["b"]
    for reach in (young, older):
        ways = reach.pictures_offered**reach.pictures_to_enter
        assert f"{reach.pictures_to_enter} pictures of {reach.pictures_offered} ({ways:,} ways)" in said
    assert f"{chosen.DIGITS}-digit PIN" in said
    waits = ", ".join(str(int(each.total_seconds() // 60)) for each in WAITS)
    assert f"after {TRIES} failures it waits {waits} minutes" in said and f"after {LOCKED_AFTER} it rests" in said
