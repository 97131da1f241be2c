"""Against two people by one person, against seals used for something else, and against who was told no and tries again."""

import io
import json
import time
import zipfile
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from civic.core import keep
from civic.core.clock import now, pretend, today
from civic.core.database import row, rows, value
from civic.core.forgery import FIELD
from civic.demo.people import SCHOOL
from civic.invitations.forms import SHOWN_FOR
from civic.people.acts import open_sign_in
from civic.people.limits import GUESSES
from civic.rights import acts as leaving
from civic.rights import requesting
from civic.rights.keeping import run_schedule
from tests.browsing import Browser
from tests.conftest import Town
from tests.devices.tablets import enrolled, production
from tests.invitations.lists import DESK, bring, invited, sealed
from tests.people.doorbell import UNKNOWN


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


async def granted(town: Town, kind: str) -> UUID:
    await requesting.ask_request(town.mateo, kind)
    key = await value("SELECT id FROM request WHERE person = $1", town.mateo.id)
    await requesting.answer_request(town.julian, key, "yes")
    await requesting.sign_request(town.saul, key)
    return key


@pytest.mark.parametrize("kind", ["see", "mend", "stop"])
@pytest.mark.parametrize("how", ["gone", "kept_words"])
async def test_sg_84_who_asked_to_see_is_not_erased(town: Town, browser: Browser, kind: str, how: str) -> None:
    """SG-84, SG-85: two people said yes to showing. That one of them erases the account is not what they signed."""
    key = await granted(town, kind)
    await browser.come_in(town.julian)
    await browser.post(f"/mesa/derechos/{key}/cumplir", {"how": how}, 422)
    assert await value("SELECT name FROM person WHERE id = $1", town.mateo.id)
    assert await value("SELECT state FROM request WHERE id = $1", key) == "granted"
    await browser.post(f"/mesa/derechos/{key}/cumplir", {"how": "shown"})


async def test_sg_11_what_the_family_ended_no_facilitator_begins_again(town: Town, browsers) -> None:
    """SG-11: Rosa ended Lupita's part. Teo can bring the child back to the list, but what Rosa allowed before does not
    come back with her: it takes a new yes of hers."""
    assert "take_part" in (await town.again("lupita")).consents
    await leaving.end_part(town.rosa, town.lupita.id)
    teo = await browsers().come_in(town.teo)
    await teo.post(f"/mesa/regresos/{town.lupita.id}")
    assert (await town.again("lupita")).consents == frozenset()


async def test_sg_85_who_asked_to_be_erased_is_not_brought_back(town: Town, browsers) -> None:
    """SG-85: while somebody cares for them the account only closes; to everybody else they are gone."""
    from civic.safeguarding import acts as care
    from civic.safeguarding.forms import Help

    await care.ask_for_help(town.amaranta, Help("Tengo miedo.", "", True))
    await leaving.erase_self(town.amaranta, keeps_words=True)
    assert await value("SELECT active FROM person WHERE id = $1", town.amaranta.id) is False
    teo = await browsers().come_in(town.teo)
    (await teo.get("/mesa/regresos")).see_not(town.amaranta.name)
    await teo.post(f"/mesa/regresos/{town.amaranta.id}", status=403)
    await row("UPDATE concern SET state = 'closed'")
    await run_schedule()
    assert await value("SELECT true FROM person WHERE id = $1", town.amaranta.id) is None


async def test_sg_28_a_nickname_tells_nobody_whether_the_family_said_yes(town: Town, browser: Browser) -> None:
    """SG-28: at home, the nickname of somebody whose family has not said yes, with a wrong phrase, is answered like one
    that nobody has."""
    from civic.people.acts import print_card

    await print_card(town.mateo.id)
    await row("UPDATE card SET kind = 'phrase', claimed_at = now() WHERE person = $1", town.mateo.id)
    await row("DELETE FROM consent WHERE child = $1", town.mateo.id)
    with production():
        answers = [
            await browser.client.post(
                "/entrar/frase", data=browser.marked({"alias": alias, "secret": "cuatro nubes van tarde"})
            )
            for alias in (town.mateo.name, "Oso Que No Existe")
        ]
    known, unknown = answers
    assert known.status_code == unknown.status_code == 422
    assert known.text.replace(town.mateo.name, "x") == unknown.text.replace("Oso Que No Existe", "x")


async def test_sg_24_one_pupil_who_guesses_does_not_shut_the_tablets_of_a_school(town: Town, browsers) -> None:
    """SG-06, SG-24: a pupil's telephone tries codes that nobody has until its address waits. The council's tablets stand
    behind the same address, and are counted each for itself."""
    phone, tablet = browsers(), browsers()
    await enrolled(town, tablet)
    for _each in range(GUESSES):
        await phone.post("/entrar", {"code": UNKNOWN})
    await phone.post("/entrar", {"code": UNKNOWN}, 429)
    await tablet.post("/entrar", {"code": UNKNOWN})


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
    import asyncio

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


async def test_sg_30_an_address_that_leads_nowhere_is_not_written_down(town: Town, browser: Browser, caplog) -> None:
    """SG-77: a card's token, a link of the team or a name typed after the slash stands in no log."""
    import logging

    with caplog.at_level(logging.INFO, "civic.requests"):
        for path in (
            "/T/ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "/equipo/aceptar/abc.def/ghi",
            "/Ximena-Irigoyen",
            "/entrar/t/secreto",
        ):
            await browser.client.get(path)
        await browser.client.put("/t/palabrasecreta")
    told = [str(each.__dict__.get("route")) for each in caplog.records]
    assert len(told) == 5
    for word in ("ABCDEFG", "abc.def", "ghi", "Ximena", "secreto", "palabra"):
        assert not [each for each in told if word in each], told


async def test_sg_86_somebody_named_who_never_came_is_forgotten(town: Town) -> None:
    """SG-86: their name, their post and who saw which check of theirs: gone a month after the link ended."""
    from civic.core.actor import FACILITATOR
    from civic.staff import acts as staff
    from civic.staff.forms import Check, Nominee
    from civic.staff.standing import CHECKS

    nominee = Nominee("Nadia Nunca", FACILITATOR, "Maestra", None, today() + timedelta(days=300))
    key = await staff.ask_nomination(town.julian, nominee)
    for what in CHECKS:
        await staff.see_check(town.julian, key, Check(what, "x", today(), today() + timedelta(days=300)))
        await staff.confirm_check(town.carmen, key, what)
    await staff.sign_nomination(town.carmen, key)
    with pretend(now() + timedelta(days=14 + 29)):
        await run_schedule()
        assert await value("SELECT true FROM person WHERE id = $1", key)
    with pretend(now() + timedelta(days=14 + 31)):
        await run_schedule()
        assert not await value("SELECT true FROM person WHERE id = $1", key)
    for table in ("nomination", "vetting"):
        assert not await rows(f"SELECT FROM {table} WHERE person = $1", key)


async def test_sg_02_the_second_person_signs_the_reasons_they_read(town: Town, browsers) -> None:
    """SG-02: Carmen has Julián's reasons on her screen; he writes others. Her old page signs nothing."""
    await row("""INSERT INTO gate (id, name, facts, by, at) VALUES (gen_random_uuid(), 'impact',
      jsonb_build_object('reference', 'x', 'status', 'submitted', 'day', $2::text), $1, now())
      ON CONFLICT (name) DO UPDATE SET facts = excluded.facts""", town.julian.id, str(today()))  # fmt: skip
    julian, carmen = await browsers().come_in(town.julian), await browsers().come_in(town.carmen)
    await julian.post("/mesa/apertura/espera", {"reason": "Porque hay una emergencia."})
    old = fields(await carmen.get("/mesa/apertura/espera"), "/mesa/apertura/espera/firmar")
    await julian.post("/mesa/apertura/espera", {"reason": "Porque sí."})
    await carmen.post("/mesa/apertura/espera/firmar", old, 403)
    assert len(json.loads(await value("SELECT facts FROM gate WHERE name = 'waiver'"))["signed"]) == 1
    await carmen.post(
        "/mesa/apertura/espera/firmar", fields(await carmen.get("/mesa/apertura/espera"), "/espera/firmar")
    )
    assert len(json.loads(await value("SELECT facts FROM gate WHERE name = 'waiver'"))["signed"]) == 2


async def test_sg_35_the_second_person_confirms_the_check_they_read(town: Town, browsers) -> None:
    """SG-35: Carmen is about to confirm a certificate that Julián saw; he writes down another one meanwhile."""
    julian, carmen = await browsers().come_in(town.julian), await browsers().come_in(town.carmen)
    page = f"/mesa/equipo/{town.teo.id}"
    seen = {"what": "record", "issuer": "Fiscalía", "issued_on": str(today()), "good_until": ""}
    await julian.post(f"{page}/revision", seen)
    old = fields(await carmen.get(page), f"{page}/confirmar")
    await julian.post(f"{page}/revision", seen | {"issuer": "Su primo"})
    await carmen.post(f"{page}/confirmar", old, 403)
    pending = "SELECT count(*) FROM vetting WHERE person = $1 AND confirmed_by IS NULL"
    assert await value(pending, town.teo.id) == 1
    await carmen.post(f"{page}/confirmar", fields(await carmen.get(page), f"{page}/confirmar"))
    assert await value(pending, town.teo.id) == 0


def fields(page, action: str) -> dict[str, str]:
    """What the form of that action carries, without its mark."""
    import re

    form = next(each for each in page.text.split("<form")[1:] if action in each.split(">")[0]).split("</form")[0]
    found = {}
    for tag in re.findall(r"<(?:input|button)[^>]*>", form):
        name, said = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and said and name[1] != FIELD:
            found[name[1]] = said[1]
    return found


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


def test_a_seal_opens_for_what_it_was_made_for() -> None:
    """A kept form, a shown card and half a secret are sealed with one key: none is taken for another."""
    from civic.core.clock import now as moment

    person = uuid4()
    form = keep.seal("/entrar", person, [("a", "b")])
    packed = keep.pack("card", str(person))
    assert keep.open_kept(packed, person) is None
    for what in ("card", "so far", f"app of codes/{person}", f"list/{person}"):
        assert keep.unpack(what, form, timedelta(days=1)) is None
    assert keep.unpack("so far", packed, timedelta(days=1)) is None
    with pretend(moment() - timedelta(minutes=1)):
        assert keep.unpack("card", packed, timedelta(days=1)) is None


@pytest.mark.parametrize("by", ["ines", "julian"])
async def test_case_02_who_signs_or_prints_an_invitation_does_not_verify_the_family(
    town: Town, browsers, by: str
) -> None:
    """Case 2, SG-09: Inés signed the list and printed the letters (or Julián did): with a letter in the hand, a family
    of their own invention could say yes. Neither verifies it; somebody who never held the letters does."""
    teo, ines, julian = [await browsers().come_in(town.people[name]) for name in ("teo", "ines", "julian")]
    key = await invited(teo, ines)
    await (ines if by == "ines" else julian).post(f"{DESK}/{key}/cartas", status=200)
    tie = await value(
        "SELECT g.id FROM guardianship g JOIN invited i ON i.person = g.child WHERE i.batch = $1 LIMIT 1", key
    )
    door = f"/mesa/permisos/{tie}/comprobar"
    await teo.post(door, {"method": "list"}, 403)
    await ines.post(door, {"method": "list"}, 403)
    await julian.post(door, {"method": "list"}, 303 if by == "ines" else 403)


async def test_sg_09_a_letter_that_fell_into_other_hands_ends_nobodys_part(town: Town, browser: Browser) -> None:
    """SG-09, SG-11: a schoolmate who comes in with the letter of another's family is nobody's guardian until a person
    has verified it: no part is ended or paused, nothing is asked about the child's data."""
    await row("UPDATE guardianship SET verified_on = NULL WHERE child = $1", town.lupita.id)
    await browser.come_in(town.rosa)
    for end in ("terminar", "pausar", "reanudar"):
        await browser.post(f"/familia/descanso/{town.lupita.id}/{end}", status=403)
    await browser.post("/familia/derechos", {"child": str(town.lupita.id), "kind": "delete"}, 422)
    assert await value("SELECT active FROM person WHERE id = $1", town.lupita.id)
