"""Every safeguard kept so far is named by a test; no test names one that does not exist."""

import re

from civic.settings import ROOT

KNOWN = {f"SG-{number:02}" for number in range(1, 91)}

#: What has been promised so far; it only grows.
KEPT = [f"SG-{number}" for number in (
    "01", "02", "03", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20",
    "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31", "32", "33", "34", "35", "36", "37", "38", "39",
    "40", "41", "43", "46", "49", "50", "51", "52", "53", "54", "55", "56", "57", "58", "59", "60", "63", "64", "66",
    "67", "68", "70", "72", "73", "74", "75", "76", "77", "78", "79", "80", "81", "82", "83", "84", "85", "86", "87",
    "88",
)]  # fmt: skip


def named() -> dict[str, set[str]]:
    """SG id → the tests that name it, in their name (`sg_03`) or docstring."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "tests").rglob("test_*.py"):
        if path.name == "test_promises.py":
            continue
        for number in re.findall(r"(?i)\bSG[-_](\d{2})\b|(?<=_sg)(\d{2})", path.read_text()):
            found.setdefault(f"SG-{''.join(number)}", set()).add(str(path.relative_to(ROOT)))
    return found


def test_every_promise_names_the_test_that_keeps_it() -> None:
    missing = [each for each in KEPT if each not in named()]
    assert not missing


def test_no_test_names_an_unknown_safeguard() -> None:
    assert not set(named()) - KNOWN


def test_safeguarding_md_lists_each_promise_with_its_tests() -> None:
    text = (ROOT / "docs" / "safeguarding.md").read_text()
    for promise, tests in named().items():
        assert promise in text, promise
        assert any(each in text for each in tests), f"{promise} is kept by {tests}, not by what safeguarding.md says"


def test_voting_md_names_a_test_for_each_property() -> None:
    """The fourteen of the design, each with what is promised, what is not, and files that are there."""
    lines = [line.split("|")[1:-1] for line in (ROOT / "docs" / "voting.md").read_text().splitlines() if line[:3] == "| *"]
    assert len(lines) == 14
    for name, promised, not_promised, tests in lines:
        assert promised.strip() and not_promised.strip(), name
        named = re.findall(r"`(tests/[^`]+)`", tests)
        assert named, name
        assert [each for each in named if "def test_" not in (ROOT / each).read_text()] == []
