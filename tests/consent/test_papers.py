"""A form on paper: typed by one, read again by another, kept nowhere; who takes care is verified by a person (SG-08, SG-09)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from civic.consent.purposes import VERSION
from civic.consent.tables import Assent, Consent, Guardianship
from civic.core.clock import today
from civic.core.database import rows, value
from civic.people.queries import person
from tests.consent.families import YES, another_term, guardian, paused, say, tie, typed
from tests.people.walk import counts


@pytest.fixture
async def door(town):
    """Bruno's family, on the desk."""
    found = await value("SELECT id FROM guardianship WHERE child = $1", town.bruno.id)
    return f"/mesa/permisos/{found}"


async def test_sg_08_what_was_typed_counts_once_another_person_read_the_same(town, browser, door):
    """SG-08: typed_by ≠ checked_by; nothing is ticked beforehand, neither for the first nor for the second."""
    await browser.come_in(town.teo)
    page = await browser.get(door)
    assert page.text.count('value="yes"') == page.text.count('value="no"') == 4 and " checked" not in page.text
    await browser.post(f"{door}/capturar", typed())
    assert (await town.again("bruno")).consents == set()
    page = (await browser.get(door)).see("otra persona lo lee")
    assert f"{door}/revisar" not in page.forms
    await browser.post(f"{door}/revisar", YES, 403)
    await browser.come_in(town.julian)
    (await browser.get("/mesa/permisos")).see("Un formato por releer")
    page = await browser.get(door)
    assert page.text.count('value="yes"') == page.text.count('value="no"') == 4 and " checked" not in page.text
    await browser.post(f"{door}/revisar", YES)
    assert (await town.again("bruno")).consents == {"take_part", "publish"}
    people = await rows("SELECT DISTINCT how, typed_by, checked_by FROM consent WHERE child = $1", town.bruno.id)
    assert [tuple(each) for each in people] == [("paper", town.teo.id, town.julian.id)]


async def test_what_two_read_differently_does_not_count(town, browser, door):
    await acts_typed(browser, town.teo, door)
    await browser.come_in(town.ines)
    page = await browser.post(f"{door}/revisar", YES | {"publish": "no"}, 422)
    page.see("La primera persona leyó otra cosa")
    assert (await town.again("bruno")).consents == set()
    await browser.post(f"{door}/olvidar")
    assert await value("SELECT count(*) FROM consent WHERE child = $1", town.bruno.id) == 0
    await browser.post(f"{door}/revisar", YES, 403)


async def acts_typed(browser, who, door, **more):
    await browser.come_in(who)
    await browser.post(f"{door}/capturar", typed(**more))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"version": "abc"}, "Este formato tiene el texto de antes"),
        ({"version": ""}, "Copie la clave"),
        ({"signed": ""}, "Escriba el día"),
        ({"signed": (today() + timedelta(days=1)).isoformat()}, "Se firmó para otro periodo"),
        ({"signed": (today() - timedelta(days=800)).isoformat()}, "Se firmó para otro periodo"),
        ({"take_part": "", "publish": "", "image": "", "contact": ""}, "por lo menos en un renglón"),
        ({"publish": "maybe"}, "Elija una opción"),
    ],
)
async def test_a_form_that_cannot_count_is_told_and_keeps_nothing(town, browser, door, more, told):
    """SG-08: a form with the words of before, or of another term, is not a permission."""
    await browser.come_in(town.teo)
    before = await counts()
    (await browser.post(f"{door}/capturar", typed(**more), 422)).see(told)
    assert await counts() == before


async def test_the_mark_is_read_as_it_is_written(town, browser, door):
    await acts_typed(browser, town.teo, door, version=f" {VERSION.upper()} ")
    assert await value("SELECT count(*) FROM consent WHERE child = $1", town.bruno.id) == 4


async def test_one_paper_at_a_time(town, browser, door):
    await acts_typed(browser, town.teo, door)
    await browser.post(f"{door}/capturar", typed(), 403)


async def test_a_later_word_on_a_screen_stands_against_an_older_paper(town, browser, door):
    """SG-08, SG-11: who takes a permission back is not overruled by a paper they signed before."""
    family = await value("SELECT guardian FROM guardianship WHERE child = $1", town.bruno.id)
    await say(browser, await person(family, ""), town.bruno, "take_part", False)
    await acts_typed(browser, town.teo, door)
    await browser.come_in(town.julian)
    await browser.post(f"{door}/revisar", YES)
    assert (await town.again("bruno")).consents == {"publish"}
    assert await paused(town.bruno) == ""


async def test_a_paper_replaces_what_was_said_before_it(town, browser):
    await rows("UPDATE consent SET given_at = given_at - interval '10 days'")
    door = f"/mesa/permisos/{await tie(town.rosa, town.lupita)}"
    await acts_typed(browser, town.teo, door, publish="no")
    await browser.come_in(town.ines)
    await browser.post(f"{door}/revisar", YES | {"publish": "no"})
    assert (await town.again("lupita")).consents == {"take_part"}
    await browser.come_in(town.rosa)
    (await browser.get("/familia")).see("Usted dijo no en papel: «Publicar")


async def test_a_paper_of_two_who_disagree_pauses_too(town, browser):
    """SG-11"""
    other = await guardian(town.lupita, verified_by=town.ines)
    door = f"/mesa/permisos/{await tie(other, town.lupita)}"
    await acts_typed(browser, town.teo, door, take_part="no")
    assert await paused(town.lupita) == ""
    await browser.come_in(town.ines)
    await browser.post(f"{door}/revisar", YES | {"take_part": "no"})
    assert await paused(town.lupita) == "care"


async def test_sg_09_who_issued_does_not_verify_and_unverified_is_only_invited(town, browser):
    """SG-09: the same person issues and verifies → refused; unverified → INV rights only; the way, the day and who."""
    family = await guardian(town.bruno, issued_by=town.ines.id)
    await rows("DELETE FROM guardianship WHERE guardian <> $1 AND child = $2", family.id, town.bruno.id)
    door = f"/mesa/permisos/{await tie(family, town.bruno)}"
    await say(browser, family, town.bruno, "take_part", True)
    (await browser.get("/familia")).see("Falta que una persona del Consejo confirme")
    assert (await town.again("bruno")).consents == set()
    await browser.come_in(town.ines)
    (await browser.get(door)).see("lo comprueba otra persona")
    await browser.post(f"{door}/comprobar", {"method": "person"}, 403)
    await browser.come_in(town.teo)
    (await browser.post(f"{door}/comprobar", {}, 422)).see("Elija cómo lo comprobó")
    await browser.post(f"{door}/comprobar", {"method": "call"})
    assert (await town.again("bruno")).consents == {"take_part"}
    kept = (await rows("SELECT method, verified_by, verified_on FROM guardianship WHERE guardian = $1", family.id))[0]
    assert tuple(kept) == ("call", town.teo.id, today())
    await browser.post(f"{door}/comprobar", {"method": "list"}, 403)


def test_sg_09_nothing_holds_a_file_or_a_number_of_a_document():
    """SG-09: [S] over the models of consent: no bytes, no free text, and only these columns."""
    columns = {
        table._meta.tablename: {each._meta.name: each.value_type.__name__ for each in table._meta.columns}
        for table in (Guardianship, Consent, Assent)
    }
    texts = {name: [column for column, kind in found.items() if kind == "str"] for name, found in columns.items()}
    assert texts == {"guardianship": ["kind", "method"], "consent": ["purpose", "text", "how"], "assent": ["said"]}
    kinds = {kind for found in columns.values() for kind in found.values()}
    assert kinds <= {"str", "UUID", "bool", "date", "datetime"}, kinds


async def test_sg_09_no_file_is_taken_at_the_desk(town, browser, door):
    await browser.come_in(town.teo)
    page = await browser.get(door)
    assert 'type="file"' not in page.text and "multipart" not in page.text
    before = await counts()
    await browser.post(
        f"{door}/capturar", typed(version="x"), 422, files={"scan": ("ine.pdf", b"%PDF-1.4", "application/pdf")}
    )
    assert await counts() == before


async def test_sg_10_an_institution_goes_the_whole_way(town, browser, browsers):
    """SG-10: a representative "institution" is verified, allows, and the child decides and proposes."""
    await rows("DELETE FROM guardianship WHERE child = $1", town.bruno.id)
    home = await guardian(town.bruno, "Casa Hogar La Esperanza", kind="institution", issued_by=town.julian.id)
    door = f"/mesa/permisos/{await tie(home, town.bruno)}"
    await browser.come_in(town.teo)
    (await browser.get(door)).see("Institución a cargo", "Casa Hogar La Esperanza")
    await browser.post(f"{door}/comprobar", {"method": "list"})
    for purpose in ("take_part", "publish"):
        await say(browser, home, town.bruno, purpose, True)
    bruno = await browsers().come_in(town.bruno)
    await bruno.post(f"/convocatorias/{town.call}/participar", {"said": "yes"})
    idea = (await bruno.post(f"/convocatorias/{town.call}/proponer", {})).location
    assert "/mis-ideas/" in idea


@pytest.mark.parametrize("state", ["nothing said", "said no", "unverified", "to renew"])
async def test_sg_10_who_waits_always_sees_the_booth_and_help(town, browser, state):
    """SG-10: the link of door 1 and the one of help, on every page of the child, in every state."""
    family = await value("SELECT guardian FROM guardianship WHERE child = $1", town.bruno.id)
    if state != "nothing said":
        await say(browser, await person(family, ""), town.bruno, "take_part", state != "said no")
    if state == "unverified":
        await rows("UPDATE guardianship SET verified_on = NULL WHERE child = $1", town.bruno.id)
    if state == "to renew":
        await another_term()
    await browser.come_in(town.bruno)
    urls = ("/mi-pagina", "/", "/propuestas", "/votaciones", "/avisos", f"/convocatorias/{town.call}")
    for url, status in [*((url, 200) for url in urls), (f"/convocatorias/{town.call}/participar", 403)]:
        page = await browser.get(url, status)
        assert {"/casilla", "/ayuda"} <= set(page.links), url
    await browser.come_in(town.lupita if state != "to renew" else town.teo)
    assert "/casilla" not in (await browser.get("/propuestas")).links


async def test_forms_are_printed_for_whoever_still_needs_one(town, browser, door):
    """By nickname, a page each; the line in the journal says how many, and no name."""
    await browser.come_in(town.julian)
    page = await browser.post(
        "/mesa/permisos/formatos", {"place": str(await value("SELECT id FROM place LIMIT 1"))}, 200
    )
    assert page.headers["content-type"] == "application/pdf" and page.text.count("/Type /Page\n") == 1
    await browser.post(f"{door}/formato", status=200)
    noted = await rows("SELECT facts->>'children' AS n FROM entry WHERE act = 'consent.print_forms'")
    assert [each["n"] for each in noted] == ["1", "1"]
    await browser.post("/mesa/permisos/formatos", {"place": str(uuid4())}, 422)


async def test_a_form_is_found_by_its_nickname_as_people_write_it(town, browser):
    await browser.come_in(town.teo)
    found = await browser.get("/mesa/permisos?apodo= COLIBRI  de papel", 303)
    assert found.location == f"/mesa/permisos/{await tie(town.rosa, town.lupita)}"
    (await browser.get("/mesa/permisos?apodo=Nadie")).see("Nadie tiene este apodo")
    await guardian(town.lupita, "Su abuela")
    page = (await browser.get("/mesa/permisos?apodo=Colibrí de Papel")).see("Más de una persona le cuida")
    assert sum(link.startswith("/mesa/permisos/") for link in page.links) >= 2
    await browser.get(f"/mesa/permisos/{uuid4()}", 404)
