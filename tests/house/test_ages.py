"""No page and no other file mentions an age or a band: `core/ages.py` alone does (and bands.css, and the words)."""

import re
from pathlib import Path

import pytest

from civic.settings import ROOT

BAND = re.compile(r"""band\s*(==|!=|in\b)|data-band=["'][abc]["']|\b(age|edad)\s*[<>]=?\s*\d|["']band["']\s*\]""")

PYTHON = [
    path
    for path in (ROOT / "civic").rglob("*.py")
    if path.name not in ("ages.py", "words.py", "catalogues.py", "readability.py", "reader.py") and "demo" not in path.parts
]
TEMPLATES = list((ROOT / "templates").rglob("*.html"))
STYLES = [path for path in (ROOT / "static" / "css").glob("*.css") if path.name != "bands.css"]


@pytest.mark.parametrize("path", [*PYTHON, *TEMPLATES, *STYLES], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_other_file_decides_by_age(path: Path) -> None:
    found = [line.strip() for line in path.read_text().splitlines() if BAND.search(line)]
    assert not found
