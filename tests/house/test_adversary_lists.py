"""Against lists: one that nobody looked at, one that asks who is in the council, one that wants to be a big file."""

import asyncio
import io
import json
import time
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest

from civic.core.clock import now, pretend
from civic.core.database import row, value
from civic.demo.people import SCHOOL
from civic.invitations.forms import SHOWN_FOR
from civic.people.acts import open_sign_in
from tests.browsing import Browser
from tests.conftest import Town
from tests.invitations.lists import DESK, bring, sealed


def kept_of(page) -> str:
    return page.text.split('name="kept" value="')[1].split('"')[0]


async def test_case_20_a_list_is_confirmed_as_it_was_looked_at(town: Town, browser: Browser) -> None:
    """Case 20, SG-06: a form that was kept while a sign-in ended is sealed with what the person typed. It is not a list
    that the house has looked at: nobody invites an adult, or a child without a name, through it."""
    await browser.come_in(town.teo)
    page = await bring(browser)
    assert sealed(page)
    child = {
        "number": 1, "name": "=HYPERLINK(1)", "born": [1980, 1], "area": None,
        "guardian": "", "contact": "", "institution": "",
    }  # fmt: skip
    forged = {"key": str(uuid4()), "place": str(SCHOOL), "label": "x", "at": str(now()), "children": [child]}
    await row("UPDATE sign_in SET seen = $1", now() - timedelta(hours=3))
    page = await browser.post(DESK, {"list": json.dumps(forged)}, 401)
    kept = kept_of(page)
    await browser.come_in(town.teo)
    before = await value("SELECT count(*) FROM person")
    await browser.post(DESK, {"sealed": kept}, 422)
    assert await value("SELECT count(*) FROM person") == before


async def test_case_20_a_list_shown_is_one_persons_for_an_hour(town: Town, browsers) -> None:
    """Case 20, SG-06: what Teo was shown, Inés cannot confirm; nor he himself an hour later."""
    teo, ines = await browsers().come_in(town.teo), await browsers().come_in(town.ines)
    shown = sealed(await bring(teo))
    await ines.post(DESK, {"sealed": shown}, 422)
    with pretend(now() + SHOWN_FOR + timedelta(seconds=1)):
        await (await browsers().come_in(town.teo)).post(DESK, {"sealed": shown}, 422)
    await teo.post(DESK, {"sealed": shown})


async def test_case_12_who_tries_names_on_the_council_leaves_a_line(town: Town, browser: Browser) -> None:
    """Case 12, SG-76, SG-77: a list brought again and again would tell which children are in the council. Each time is a
    line in the journal with how many were known, and it takes the second key."""
    browser.tie = await open_sign_in(town.teo.id, "strong")
    browser.client.cookies.set("__Host-voz", browser.tie, domain="voz.test")
    data = {"place": str(SCHOOL), "label": "x"}
    await browser.post(
        f"{DESK}/revisar", data, 403, files={"list": ("l.csv", "nombre;mes y año\nLuz Vela;3/2016\n".encode())}
    )
    await browser.come_in(town.teo)
    await bring(browser)
    line = await row("SELECT * FROM entry WHERE person = $1 ORDER BY at DESC LIMIT 1", town.teo.id)
    assert line["act"] == "invitations.check_batch"
    assert json.loads(line["facts"]) == {"children": 3, "known": 0}


def workbook(sheet: str, strings: str = "") -> bytes:
    """An XLSX by hand."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {"workbook": "sheet", "worksheets/sheet1": "worksheet", "sharedStrings": "sharedStrings"}
    types = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>"""
    for part, name in parts.items():
        types += f'<Override PartName="/xl/{part}.xml" ContentType="{kind}.{name}+xml"/>'
    types = types.replace("spreadsheetml.sheet+xml", "spreadsheetml.sheet.main+xml") + "</Types>"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = f"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
    inner = f"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    book = f"""<?xml version="1.0"?><workbook xmlns="{main}" xmlns:r="{relations}"><sheets>
<sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", types)
        packed.writestr("_rels/.rels", rels)
        packed.writestr("xl/workbook.xml", book)
        packed.writestr("xl/_rels/workbook.xml.rels", inner)
        packed.writestr("xl/worksheets/sheet1.xml", sheet.replace("MAIN", main))
        packed.writestr("xl/sharedStrings.xml", strings.replace("MAIN", main) or f'<sst xmlns="{main}"/>')
    return out.getvalue()


ROW = '<row><c t="inlineStr"><is><t>nombre</t></is></c><c t="inlineStr"><is><t>mes</t></is></c></row>'
BOMBS = {
    "shared strings": workbook(f'<worksheet xmlns="MAIN"><sheetData>{ROW}</sheetData></worksheet>',
                               '<sst xmlns="MAIN">' + "<si/>" * 900_000 + "</sst>"),
    "cells": workbook('<worksheet xmlns="MAIN"><sheetData><row>' + "<c/>" * 1_000_000 + "</row></sheetData></worksheet>"),
    "one cell": workbook('<worksheet xmlns="MAIN"><sheetData><row><c t="inlineStr"><is><t>' + "á\u202e" * 900_000
                         + "</t></is></c></row></sheetData></worksheet>"),
    "entities": workbook('<!DOCTYPE x [<!ENTITY a "' + "a" * 1000 + '">'
                         + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(8))
                         + ']><worksheet xmlns="MAIN"><sheetData><row><c t="inlineStr"><is><t>&i;</t></is></c></row>'
                         "</sheetData></worksheet>"),
    "far away": workbook('<worksheet xmlns="MAIN"><dimension ref="A1:XFD1048576"/><sheetData>'
                         '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'),
    "number": workbook('<worksheet xmlns="MAIN"><sheetData><row><c><v>' + "9" * 200_000 + "</v></c></row></sheetData></worksheet>"),
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
async def test_an_import_bomb_is_told_calmly_and_stops_nobody(town: Town, browser: Browser, bomb: str) -> None:
    """SG-88, SG-89: a small file that wants to be a big one. The house goes on answering others meanwhile."""
    await browser.come_in(town.teo)
    assert len(BOMBS[bomb]) < 200_000
    longest = 0.0

    async def heart() -> None:
        nonlocal longest
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.01)
            longest = max(longest, time.perf_counter() - before)

    beat = asyncio.create_task(heart())
    began = time.perf_counter()
    data = browser.marked({"place": str(SCHOOL), "label": "x"})
    answer = await browser.client.post(f"{DESK}/revisar", data=data, files={"list": ("l.xlsx", BOMBS[bomb])})
    took = time.perf_counter() - began
    await asyncio.sleep(0.05)
    beat.cancel()
    assert answer.status_code in (200, 422)
    assert longest < 1, f"everybody waited {longest:.1f} s"
    assert took < 10
