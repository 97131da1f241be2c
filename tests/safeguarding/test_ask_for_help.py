"""Help is open always, to everyone, and asks for nothing back (SG-80, SG-81)."""

import logging
from datetime import UTC, datetime

import pytest
import time_machine

from civic.core.database import row, rows, value
from tests.databases import owner_rows

NIGHT = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)  # three in the morning in Valle del Río


async def everything() -> str:
    """All the town's rows but the concerns themselves, as one text to search."""
    tables = await rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'concern'")
    found = [await owner_rows(f'SELECT t::text AS line FROM "{each["tablename"]}" t') for each in tables]
    return "\n".join(line["line"] for lines in found for line in lines)


async def test_a_visitor_at_three_in_the_morning(town, browser):
    """SG-80: without an account, outside hours; the town's lines as numbers to tap, and the quick exit."""
    with time_machine.travel(NIGHT):
        page = await browser.get("/ayuda")
        page.see("No es tu culpa", "llama al 911", "Línea de la Vida", "Salir de aquí")
        assert {"tel:911", "tel:8009112000"} <= set(page.links)
        exit_door = page.text.split("data-leave")[0].rsplit("<a ", 1)[1]
        assert 'href="https://es.wikipedia.org/"' in exit_door and 'rel="noreferrer"' in exit_door
        answer = await browser.post("/ayuda", {"words": "Tengo miedo de ir a casa"})
        assert answer.location == "/ayuda/recibido"
        (await browser.get("/ayuda/recibido")).see("Ya tenemos tu mensaje", "Qué pasa ahora", "911")
    assert await value("SELECT words FROM concern") == "Tengo miedo de ir a casa"


async def test_who_reads_it_and_when_adults_must_act_is_told_before_the_box(town, browser):
    """SG-81"""
    page = await browser.get("/ayuda")
    before = page.said[: page.said.index("¿Qué está pasando?")]
    for told in (
        "Lo lee el equipo que cuida", "No lo lee tu escuela ni tu familia", "avisamos a quien puede protegerte",
        town.carmen.name, town.saul.name,
    ):  # fmt: skip
        assert told in before


async def test_no_hour_is_promised_where_nobody_may_read(town, browser):
    """SG-81, SG-82: a city whose officers lapsed, or are not named yet; the message waits, and the lines are told."""
    await rows("UPDATE person SET valid_until = now() - interval '1 second' WHERE role = 'safeguarding'")
    page = await browser.get("/ayuda")
    page.see("Ahora no hay quien lea aquí", "911").see_not("Lo leen el", "está trabajando")
    answer = await browser.post("/ayuda", {"words": "Tengo miedo de ir a casa"})
    (await browser.get(answer.location)).see("Ahora no hay quien lea aquí").see_not("Lo leen el")
    assert await value("SELECT words FROM concern") == "Tengo miedo de ir a casa"


@pytest.mark.parametrize("who", ["lupita", "bruno", "rosa", "teo", "carmen", "pilar"])
async def test_whoever_came_in_finds_the_same_page(town, browser, who):
    """SG-80: one tap from every page, the help page itself included."""
    await browser.come_in(town.people[who])
    page = await browser.get("/ayuda")
    assert "/ayuda" in page.links
    page.see("Salir de aquí")


async def test_who_wrote_is_kept_only_if_they_say_so(town, browser):
    """SG-81: neither the message nor the journal tells which child it was; ticked, it is their own wish."""
    await browser.come_in(town.nicolas)
    page = await browser.get("/ayuda")
    assert 'name="it_is_me"' in page.text and "checked" not in page.text
    await browser.post("/ayuda", {"words": "primero"})
    assert await value("SELECT person FROM concern WHERE words = 'primero'") is None
    line = await row("SELECT person, role, facts FROM entry WHERE act = 'safeguarding.ask_for_help'")
    assert (line["person"], line["role"], line["facts"]) == (None, "visitor", "{}")
    await browser.post("/ayuda", {"words": "segundo", "it_is_me": "yes"})
    assert await value("SELECT person FROM concern WHERE words = 'segundo'") == town.nicolas.id


async def test_nothing_typed_is_anywhere_but_in_the_message(town, browser, caplog):
    """SG-81: not in the journal, not in the inbox, not in a log; and the log has no line at all of the sending."""
    caplog.set_level(logging.DEBUG)
    await browser.come_in(town.bruno)
    await browser.post("/ayuda", {"words": "palabrasecreta", "answer_to": "calletulipán"})
    assert "palabrasecreta" not in caplog.text and "calletulipán" not in caplog.text
    assert not [each for each in caplog.records if getattr(each, "route", "") == "/ayuda"]
    rest = await everything()
    assert "palabrasecreta" not in rest and "calletulipán" not in rest
    assert await value("SELECT count(*) FROM message") == 0


async def test_an_empty_box_is_asked_again_and_keeps_the_rest(town, browser):
    page = await browser.post("/ayuda", {"words": "  \u202e ", "answer_to": "mi grupo es 4 B"}, 422)
    page.see("Escribe al menos una palabra. O llama", "911")
    assert "mi grupo es 4 B" in page.text
    assert await value("SELECT count(*) FROM concern") == 0


@pytest.mark.parametrize("words", ["🙁", "أحتاج مساعدة", "a" * 4000, "uno\n\n\n\ndos"])
async def test_any_words_arrive(town, browser, words):
    await browser.post("/ayuda", {"words": words})
    assert await value("SELECT count(*) FROM concern") == 1


async def test_too_many_words_are_all_still_there(town, browser):
    page = await browser.post("/ayuda", {"words": "b" * 4001}, 422)
    assert "b" * 4001 in page.text


async def test_a_page_that_waited_too_long_keeps_the_words_for_one_more_touch(town, browser, browsers):
    """SG-72, SG-88: no mark, no writing; but nobody who asks for help has to begin again."""
    await browser.come_in(town.lupita)
    browser.tie = "of another day"
    page = await browser.post("/ayuda", {"words": "Tengo <miedo>", "answer_to": "4 B"}, 403)
    page.see("Tus palabras siguen aquí", "Tengo <miedo>", "911")
    assert await value("SELECT count(*) FROM concern") == 0
    assert "of another day" not in page.text
    other = await browsers().client.post("/ayuda", data={"words": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert other.status_code == 403 and "siguen aquí" not in other.text
