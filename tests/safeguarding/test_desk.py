"""Carmen and Saúl read what comes; for everyone else there is no such place (SG-81, SG-82)."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from civic.core.actor import NOBODY
from civic.core.clock import CITY, now
from civic.core.database import row, rows, value
from civic.safeguarding.acts import ask_for_help
from civic.safeguarding.forms import Help
from civic.safeguarding.steps import MUST

DESK = "/mesa/cuidado"
WORDS = "Me da miedo el camino a la escuela"


async def message(words: str = WORDS, answer_to: str = "4 B") -> UUID:
    await ask_for_help(NOBODY, Help(words, answer_to, False))
    return await value("SELECT id FROM concern WHERE words = $1", words)


def report(folio: str = "PPNNA 12/2026") -> dict[str, str]:
    told_at = now().astimezone(CITY).strftime("%Y-%m-%dT%H:%M")
    return {"authority": "Procuraduría de Protección", "folio": folio, "told_at": told_at}


async def state(key: UUID) -> str:
    return await value("SELECT state FROM concern WHERE id = $1", key)


async def done(key: UUID) -> list[tuple[str, UUID | None]]:
    found = await rows("SELECT act, person FROM entry WHERE subject = $1 ORDER BY at", key)
    return [(each["act"].split(".")[1], each["person"]) for each in found]


@pytest.mark.parametrize("who", ["lupita", "bruno", "rosa", "teo", "pilar", "julian", "leticia", None])
async def test_for_everybody_else_it_is_not_there(town, browser, who):
    """SG-81: the list, a message and each of its doors are 404, and nothing changes."""
    key = await message()
    if who:
        await browser.come_in(town.people[who])
    for url in (DESK, f"{DESK}/{key}"):
        (await browser.get(url, 404)).see_not(WORDS)
    for name in ("leer", "atender", "dejar-abierto", "cerrar", "soltar"):
        await browser.post(f"{DESK}/{key}/{name}", {"outcome": "accompanied"}, 404)
    await browser.post(f"{DESK}/{key}/paso", {"step": "danger"}, 404)
    await browser.post(f"{DESK}/{key}/pedir-cierre", {"outcome": "accompanied"}, 404)
    await browser.post(f"{DESK}/{key}/aviso", report(), 404)
    assert await state(key) == "received"
    assert await done(key) == [("ask_for_help", None)]


async def test_the_oldest_waits_first_and_an_hour_unread_is_marked(town, browser):
    """SG-82"""
    start = now()
    with time_machine.travel(start):
        first = await message("palabras de una")
    with time_machine.travel(start + timedelta(minutes=30)):
        second = await message("palabras de otra")
    await browser.come_in(town.carmen)
    with time_machine.travel(start + timedelta(minutes=59)):
        await browser.come_in(town.carmen)
        page = await browser.get(DESK)
        page.see("Falta leer 2 mensajes").see_not("más de 1 hora", "palabras de una", "palabras de otra")
        assert page.text.index(str(first)) < page.text.index(str(second))
    with time_machine.travel(start + timedelta(minutes=61)):
        page = await browser.get(DESK)
        assert page.said.count("más de 1 hora") == 1
        await browser.post(f"{DESK}/{first}/leer", status=200)
        assert "más de 1 hora" in (await browser.get(DESK)).said  # read, and no authority knows
        await browser.post(f"{DESK}/{first}/aviso", report())
        assert "más de 1 hora" not in (await browser.get(DESK)).said


async def test_words_are_seen_only_by_reading_and_every_look_is_written_down(town, browser, browsers):
    """SG-77, SG-82"""
    key = await message()
    await browser.come_in(town.carmen)
    page = await browser.get(f"{DESK}/{key}")
    page.see("sin leer").see_not(WORDS, "4 B")
    page = await browser.post(f"{DESK}/{key}/leer", status=200)
    page.see(WORDS, "4 B", "No lo dijo")
    first = await value("SELECT first_read_at FROM concern")
    assert await state(key) == "reading" and first is not None
    saul = await browsers().come_in(town.saul)
    await saul.post(f"{DESK}/{key}/leer", status=200)
    assert await value("SELECT first_read_at FROM concern") == first
    looks = [("read_concern", town.carmen.id), ("read_concern", town.saul.id)]
    assert await done(key) == [("ask_for_help", None), *looks]
    page = await browser.get(f"{DESK}/{key}")
    page.see(f"{town.carmen.name} lo leyó", f"{town.saul.name} lo leyó").see_not(WORDS)
    assert (await browser.get(f"{DESK}/{key}/leer", 303)).location == f"{DESK}/{key}"


async def test_attending_needs_every_step_that_cannot_be_left_out(town, browser):
    """SG-82"""
    key = await message()
    await browser.come_in(town.carmen)
    await browser.post(f"{DESK}/{key}/paso", {"step": "danger"}, 403)  # nobody has read it yet
    await browser.post(f"{DESK}/{key}/leer", status=200)
    for step in sorted(MUST):
        (await browser.post(f"{DESK}/{key}/atender", status=403)).see("Todavía falta un paso del cuidado")
        await browser.post(f"{DESK}/{key}/paso", {"step": step})
    await browser.post(f"{DESK}/{key}/paso", {"step": "danger"})  # once is enough
    assert await value("SELECT count(*) FROM entry WHERE act = 'safeguarding.take_step'") == len(MUST)
    await browser.post(f"{DESK}/{key}/atender")
    assert await state(key) == "attended"
    await browser.post(f"{DESK}/{key}/paso", {"step": "everything"}, 422)


async def attended(browser) -> UUID:
    key = await message()
    await browser.post(f"{DESK}/{key}/leer", status=200)
    for step in MUST:
        await browser.post(f"{DESK}/{key}/paso", {"step": step})
    await browser.post(f"{DESK}/{key}/aviso", report())
    await browser.post(f"{DESK}/{key}/atender")
    return key


async def test_closing_takes_the_two_of_them_and_a_known_outcome(town, browser, browsers):
    """SG-82: one person cannot close; the words are not shown after."""
    await browser.come_in(town.carmen)
    saul = await browsers().come_in(town.saul)
    key = await attended(browser)
    (await browser.post(f"{DESK}/{key}/pedir-cierre", {"outcome": "because I say so"}, 422)).see("Elija")
    await saul.post(f"{DESK}/{key}/cerrar", {"outcome": "accompanied"}, 403)
    await browser.post(f"{DESK}/{key}/pedir-cierre", {"outcome": "accompanied"})
    page = await browser.post(f"{DESK}/{key}/cerrar", {"outcome": "accompanied"}, 403)
    page.see("Ahora lo revisa y lo cierra la otra persona del equipo")
    (await saul.get(f"{DESK}/{key}")).see(f"{town.carmen.name} pide cerrarlo", "tuvo compañía y está a salvo")
    (await saul.post(f"{DESK}/{key}/leer", status=200)).see(WORDS)  # attended: still read before agreeing
    await saul.post(f"{DESK}/{key}/cerrar", {"outcome": "protected"}, 403)  # not what he was shown
    await saul.post(f"{DESK}/{key}/cerrar", {"outcome": "accompanied"})
    assert await state(key) == "closed"
    for reader in (browser, saul):
        await reader.post(f"{DESK}/{key}/leer", status=403)
        (await reader.get(f"{DESK}/{key}")).see("Sus palabras ya no se muestran").see_not(WORDS, "Ahora no se puede")
    found = await row("SELECT closing_asked_by, outcome FROM concern")
    assert (found["closing_asked_by"], found["outcome"]) == (town.carmen.id, "accompanied")


async def test_saul_may_keep_it_open(town, browser, browsers):
    await browser.come_in(town.carmen)
    saul = await browsers().come_in(town.saul)
    key = await attended(browser)
    await browser.post(f"{DESK}/{key}/pedir-cierre", {"outcome": "no_danger"})
    await saul.post(f"{DESK}/{key}/dejar-abierto")
    assert await state(key) == "attended"
    await saul.post(f"{DESK}/{key}/cerrar", {"outcome": "no_danger"}, 403)
    await saul.post(f"{DESK}/{key}/pedir-cierre", {"outcome": "protected"})
    await browser.post(f"{DESK}/{key}/cerrar", {"outcome": "protected"})
    assert await state(key) == "closed"


async def test_the_journal_of_care_holds_no_word_of_anyone(town, browser):
    """SG-77"""
    await browser.come_in(town.carmen)
    key = await attended(browser)
    facts = await rows("SELECT facts::text AS f FROM entry WHERE subject = $1", key)
    assert all(WORDS not in each["f"] and "4 B" not in each["f"] for each in facts)


async def test_a_message_that_is_not_there(town, browser):
    await browser.come_in(town.carmen)
    await browser.get(f"{DESK}/{uuid4()}", 404)
    await browser.post(f"{DESK}/{uuid4()}/leer", status=404)
    (await browser.get(DESK)).see("No ha llegado ningún mensaje")
