"""Real elections whose outcomes are known from the cities themselves or from independent programs.

They stay outside the repository under their own terms; CIVIC_ELECTIONS says where (`../shared/elections` beside the
repository by default). `outcomes.json` has a legend that says exactly which rule each result is of.
"""

import json
import os
from functools import cache
from pathlib import Path

import pytest

from civic.voting import files
from civic.voting.tally.contest import Contest

DEFAULT = Path(__file__).parents[3] / "shared" / "elections"
FOLDER = Path(os.environ.get("CIVIC_ELECTIONS") or DEFAULT)
HERE = (FOLDER / "outcomes.json").exists()
OUTCOMES: dict[str, dict] = json.loads((FOLDER / "outcomes.json").read_text())["elections"] if HERE else {}


def needed() -> None:
    """Without the files a test is skipped loudly, or fails where CIVIC_REQUIRE_ALL=1."""
    if not HERE:
        tell = pytest.fail if os.environ.get("CIVIC_REQUIRE_ALL") == "1" else pytest.skip
        tell(f"REAL ELECTIONS MISSING: {FOLDER} is not there; CIVIC_ELECTIONS says where the elections are")


@cache
def contest(file: str) -> Contest:
    return files.read(FOLDER / file)


def results(folder: str) -> list[tuple[str, str]]:
    """(file, name of the rule) of every known result in files of this folder."""
    return [
        (file, rule) for file, known in OUTCOMES.items() if file.startswith(f"{folder}/") for rule in known["results"]
    ]


def having(key: str) -> list[str]:
    return [file for file, known in OUTCOMES.items() if key in known]
