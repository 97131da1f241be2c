"""SG-79: two people, a purpose, one day, harmless cells, and never what is not for leaving."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.core.charter import Refused
from civic.core.clock import now, pretend
from civic.core.database import row, rows, value
from civic.core.sheets import STARTS, harmless, sheet
from civic.rights import exporting
from civic.rights.takeable import PURPOSES, SMALLEST, TABLES, merged
from tests.browsing import Browser
from tests.conftest import Town
from tests.home.made import idea


def read(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True))


@pytest.mark.parametrize("start", STARTS)
def test_no_cell_is_a_formula(start: str) -> None:
    """SG-79, threat 19."""
    cell = harmless(start + 'HYPERLINK("http://x";"y")')
    assert cell.startswith("'")
    assert "\0" not in cell


CELLS = st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), min_size=3, max_size=3), max_size=6)


@given(CELLS)
def test_it_reads_back_as_it_was_written(lines: list[list[str]]) -> None:
    """SG-79: RFC 4180 both ways; a harmless cell comes back as it was, any other with its apostrophe only."""
    body = sheet(["a", "b", "c"], lines)
    back = read(body)
    assert back == [["a", "b", "c"], *[[harmless(cell) for cell in line] for line in lines]]
    for line, told in zip(lines, back[1:], strict=True):
        for cell, said in zip(line, told, strict=True):
            assert (
                said.removeprefix("'") == cell.replace("\0", "")
                if cell.startswith(STARTS)
                else said == cell.replace("\0", "")
            )
            assert not said.startswith(STARTS)
    assert b"\n" not in body.replace(b"\r\n", b"") or any("\n" in cell for line in lines for cell in line)


@given(st.lists(st.integers(0, 40), max_size=8))
def test_small_groups_are_told_together_or_not_at_all(counts: list[int]) -> None:
    """SG-60: no told number is under ten, none can be found by subtracting, and nobody is counted twice."""
    told = merged([(str(place), count) for place, count in enumerate(counts)])
    assert all(count >= SMALLEST for _name, count in told)
    assert sum(count for _name, count in told) in (sum(counts), sum(count for count in counts if count >= SMALLEST), 0)
    hidden = sum(counts) - sum(count for _name, count in told)
    assert hidden == 0 or not told, "whoever knows the total finds what is left"


async def test_julian_asks_saul_signs_and_it_is_taken(town: Town, browsers: Callable[[], Browser]) -> None:
    """SG-79: one approver → 403; hour 25 → 410."""
    await idea(town.amaranta.id, town.call, "=Una fuente")
    julian, saul = await browsers().come_in(town.julian), await browsers().come_in(town.saul)
    await julian.post("/mesa/exportar", {"what": "ideas"}, status=422)
    await julian.post("/mesa/exportar", {"what": "vault", "purpose": "report"}, status=422)
    await julian.post("/mesa/exportar", {"what": "ideas", "purpose": "campaign"}, status=422)
    await julian.post("/mesa/exportar", {"what": "ideas", "purpose": "report"})
    key = await value("SELECT id FROM export")
    await julian.post(f"/mesa/exportar/{key}/bajar", status=403)
    await julian.post(f"/mesa/exportar/{key}/firmar", status=403)
    await saul.post(f"/mesa/exportar/{key}/firmar")
    answer = await julian.client.post(f"/mesa/exportar/{key}/bajar", data=julian.marked())
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    lines = read(answer.content)
    assert "'=Una fuente" in lines[1]
    assert town.amaranta.name not in answer.text and str(town.amaranta.id) not in answer.text
    assert await value("SELECT count(*) FROM entry WHERE act = 'rights.take_export'") == 1
    await rows("UPDATE export SET expires_at = expires_at - interval '25 hours'")
    await julian.post(f"/mesa/exportar/{key}/bajar", status=410)


async def test_to_the_last_minute_of_its_day(town: Town) -> None:
    key = await exporting.ask_export(town.julian, "commitments", "archive")
    await exporting.sign_export(town.carmen, key)
    ends = (await row("SELECT expires_at FROM export"))["expires_at"]
    assert timedelta(hours=23, minutes=59) < ends - now() <= timedelta(hours=24)
    with pretend(ends - timedelta(minutes=1)):
        await exporting.take_export(town.julian, key)
    with pretend(ends), pytest.raises(exporting.Gone):
        await exporting.take_export(town.julian, key)


async def test_without_the_second_key_nothing_leaves(town: Town) -> None:
    """SG-79, threat 25: a stolen cookie cannot ask, sign or take."""
    from dataclasses import replace

    stolen = replace(town.julian, proven=False)
    key = await exporting.ask_export(town.saul, "ideas", "report")
    signed = await exporting.ask_export(town.saul, "ideas", "report")
    await exporting.sign_export(town.carmen, signed)
    for act in (
        exporting.ask_export(stolen, "ideas", "report"),
        exporting.sign_export(stolen, key),
        exporting.take_export(stolen, signed),
    ):
        with pytest.raises(Refused) as refused:
            await act
        assert refused.value.refusal.name == "lately_proven"


@pytest.mark.parametrize("what", TABLES)
async def test_no_table_names_anybody(town: Town, what: str) -> None:
    """SG-18, SG-79: aliases at most, and here not even those; nothing of the vault, no birth, no place, no author."""
    await idea(town.amaranta.id, town.call, "Una fuente", area=town.areas[0])
    head, lines = await TABLES[what].draw()
    said = str(head) + str(lines)
    for child in ("lupita", "nicolas", "amaranta", "mateo", "bruno"):
        assert town.people[child].name not in said and str(town.people[child].id) not in said
    assert all(len(line) == len(head) for line in lines)
    assert set(PURPOSES) == {"report", "transparency", "archive", "evaluation"}
