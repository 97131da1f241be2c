"""SG-81: a message never reaches a person the child names."""

from uuid import UUID

import pytest

from civic.core import outbox
from civic.core.database import row, rows, value
from civic.safeguarding.naming import named_in
from tests.browsing import Browser
from tests.conftest import Town
from tests.safeguarding.test_desk import report

DESK = "/mesa/cuidado"
CARMEN, SAUL = UUID(int=9), UUID(int=10)
PEOPLE = {CARMEN: "Carmen Xicale", SAUL: "Saúl Ortega de la Cruz"}
WORDS = "Me da miedo ir."


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Me da miedo ir.", set()),
        ("La señora Carmen me grita", {CARMEN}),
        ("CARMENCITA me dijo", {CARMEN}),
        ("el profe saul ortega", {SAUL}),
        ("fue Xicale", {CARMEN}),
        ("el señor de la Cruz", {SAUL}),
        ("la casa de la esquina", set()),
        ("Saúl y Carmen", {CARMEN, SAUL}),
        ("la carne", set()),
        ("", set()),
    ],
)
def test_a_name_in_the_words_is_found(text: str, named: set[UUID]) -> None:
    """SG-81: in doubt it is a name."""
    assert named_in(text, PEOPLE) == named


async def asked(browser: Browser, **words: object) -> UUID:
    answer = await browser.post("/ayuda", {"words": WORDS, **words})
    browser.where = answer.location
    return await value("SELECT id FROM concern ORDER BY received_at DESC LIMIT 1")


async def test_the_page_lets_a_child_keep_it_from_one_of_them(town: Town, browser: Browser) -> None:
    """SG-81: before the box it says who reads; the person from outside is there, and not among the lines for everyone."""
    page = await browser.get("/ayuda")
    page.see("¿Es sobre una de estas personas?", "Lucía Tzompa, de la comisión", "222 000 0034")
    assert page.text.count("222 000 0034") == 1 and "tel:2220000034" not in page.links


@pytest.mark.parametrize("how", ["ticked", "written"])
async def test_whom_it_names_never_reads_it(town: Town, browser: Browser, browsers, how: str) -> None:
    """SG-81: not in the list, 404 at every door; the other one reads it, with whom to call."""
    words = {"not_for": str(town.carmen.id)} if how == "ticked" else {"words": f"{WORDS} Es por Carmen."}
    key = await asked(browser, **words)
    assert browser.where == "/ayuda/recibido?sin=una"  # which one is not in the address
    page = await browser.get(browser.where)
    page.see("La persona que dijiste no lo lee", "Lucía Tzompa").see_not("Carmen", "Saúl")
    carmen, saul = await browsers().come_in(town.carmen), await browsers().come_in(town.saul)
    (await carmen.get(DESK)).see("No ha llegado ningún mensaje").see_not(str(key))
    await carmen.get(f"{DESK}/{key}", 404)
    ends = {"outcome": "no_danger"}
    for door, data in {
        "leer": {}, "paso": {"step": "danger"}, "aviso": report(), "atender": {}, "soltar": {}, "pedir-cierre": ends,
        "dejar-abierto": {}, "cerrar": ends,
    }.items():  # fmt: skip
        await carmen.post(f"{DESK}/{key}/{door}", data, 404)
    (await saul.get(DESK)).see_not("No ha llegado")
    page = await saul.get(f"{DESK}/{key}")
    page.see("Nombra a Carmen Xicale", "Llame ahora: la persona de fuera", "222 000 0034")
    (await saul.post(f"{DESK}/{key}/leer", status=200)).see(WORDS)


async def test_one_officer_alone_cannot_close_it(town: Town, browser: Browser, browsers) -> None:
    """SG-81, SG-82: with the other one named, closing waits for a third officer."""
    key = await asked(browser, not_for=str(town.carmen.id))
    saul = await browsers().come_in(town.saul)
    await saul.post(f"{DESK}/{key}/leer", status=200)
    for step in ("danger", "colleague", "answered"):
        await saul.post(f"{DESK}/{key}/paso", {"step": step})
    await saul.post(f"{DESK}/{key}/aviso", report())
    await saul.post(f"{DESK}/{key}/atender")
    await saul.post(f"{DESK}/{key}/pedir-cierre", {"outcome": "protected"})
    await saul.post(f"{DESK}/{key}/cerrar", {"outcome": "protected"}, 403)
    assert await value("SELECT state FROM concern") == "attended"


async def test_if_both_are_named_somebody_from_outside_is_called(town: Town, browser: Browser, browsers) -> None:
    """SG-81: the secretary learns that, and nothing of what it says."""
    key = await asked(browser, not_for=[str(town.carmen.id), str(town.saul.id)])
    assert browser.where == "/ayuda/recibido?sin=todas"
    (await browser.get(browser.where)).see("Nadie de este equipo lo lee", "Lucía Tzompa", "911")
    for officer in (town.carmen, town.saul):
        theirs = await browsers().come_in(officer)
        await theirs.get(f"{DESK}/{key}", 404)
        (await theirs.get(DESK)).see_not(str(key))
    await outbox.drain()
    told = await rows("SELECT person, kind, facts, link FROM message")
    assert [(each["person"], each["kind"], each["facts"], each["link"]) for each in told] == [
        (town.julian.id, "care_outside", "{}", "")
    ]
    julian = await browsers().come_in(town.julian)
    (await julian.get("/avisos")).see("Llame ahora a la persona de fuera").see_not(WORDS, str(key))
    await julian.get(f"{DESK}/{key}", 404)


async def test_only_officers_can_be_left_out(town: Town, browser: Browser) -> None:
    page = await browser.post("/ayuda", {"words": WORDS, "not_for": str(town.teo.id)}, 422)
    page.see(WORDS)
    assert await row("SELECT FROM concern") is None


async def test_the_journal_does_not_tell_either(town: Town, browser: Browser, browsers) -> None:
    """SG-81, SG-77: Saúl finds his look in the journal; whom the message names does not, nor that one came."""
    key = await asked(browser, not_for=str(town.carmen.id))
    saul, carmen = await browsers().come_in(town.saul), await browsers().come_in(town.carmen)
    await saul.post(f"{DESK}/{key}/leer", status=200)
    read = "Leer un mensaje de ayuda"
    (await saul.get("/mesa/cuidado/bitacora")).see(f"{town.saul.name} · {read}")
    assert f"{town.saul.name} · {read}" not in (await carmen.get("/mesa/cuidado/bitacora")).said
