"""Hostile values in every field of every door, by whoever may use it: an answer of ours, and nothing outlives its escaping."""

import re
from pathlib import Path

import pytest

from civic.core.database import DB
from tests.browsing import Browser
from tests.house.test_matrix import MATRIX, WHERE, WORDS, Row, most_exact
from tests.house.things import Things

#: Every name that a form of the house sends, gathered from the templates and the code that reads them.
ROOT = Path(__file__).parents[2]
READ = re.compile(r'(?:form|_readable|_day_ahead)(?:\.\w+)?\((?:form, )?"(\w+)"')
NAMES = sorted(
    {name for path in (ROOT / "templates").rglob("*.html") for name in re.findall(r'name="(\w+)"', path.read_text())}
    | {name for path in (ROOT / "civic").rglob("*.py") for name in READ.findall(path.read_text())}
    | {f"{name}{n}" for name in ("step", "day") for n in range(1, 6)}
)
HOSTILE = {
    "NUL": "\x00", "empty": "", "long": "a" * 5000, "markup": "\"><script>alert(1)</script>'<img src=x onerror=alert(1)>",
    "formula": "=1+1", "holes": "%(title)s %s {0} {{ 7*7 }} ${x}", "turned": "\u202e\u2066a\u200f", "surrogate": "\ud800",
    "day before days": "0001-01-01", "day after days": "9999-12-31", "number": "-1", "huge": "9" * 400, "digits": "٣²",
    "key": "00000000-0000-0000-0000-000000000000", "no key": "{}", "path": "//evil.test", "twice": ["a", "b"], "time": "25:61",
    "joined": "👨‍👩‍👧‍👦" * 50, "marks": "a" + "\u0301" * 300,
}  # fmt: skip


POSTS = [row for row in MATRIX if row.method == "POST" and row.path != "/salir"]


@pytest.mark.parametrize("row", POSTS, ids=str)
async def test_hostile_values_are_answered_and_stay_words(lived: Things, row: Row) -> None:
    """Never a fault of ours; and where what was typed is shown again, it is text: in words, values and attributes."""
    thing = most_exact(WHERE, row, None)
    where = re.sub(r"\{\w+:uuid\}", str(lived.ids.get(thing, lived.town.call)), row.path)
    where = re.sub(r"\{(\w+):str\}", lambda hole: WORDS.get(hole[1], "titulo"), where)
    role = next(
        (role for role in ("CHD", "FAC", "SEC", "OFF", "SAF", "ADV", "GUA", "PUB") if row.may[role] != "-"), "PUB"
    )
    browser = Browser(lived.town.app)
    if lived.mine[role]:
        await browser.come_in(lived.mine[role])
    for called, value in HOSTILE.items():
        sent = {name: value for name in NAMES if not name.startswith("_")}
        async with DB.transaction() as everything:
            answer = await browser.client.post(where, data=encoded(browser.marked(sent)))
            await everything.rollback()
        assert answer.status_code < 500, f"{called}: {answer.status_code}"
        assert "<script>alert" not in answer.text and "<img src=x" not in answer.text, called
        assert "evil.test" not in answer.headers.get("location", ""), called
    await browser.client.aclose()


def encoded(body: dict) -> dict:
    """As a browser would never, but anybody can: a lone surrogate as its three bytes."""
    return {
        name: value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        for name, value in body.items()
    }
