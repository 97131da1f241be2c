"""What became of a child's words, told inside the platform and only to them (SG-32, SG-66)."""

import re
from datetime import date

import pytest

from civic.core.database import value
from civic.inbox.acts import tell
from civic.inbox.sentences import SENTENCES


async def test_an_empty_inbox_says_so(town, browser):
    await browser.come_in(town.mateo)
    page = await browser.get("/avisos")
    page.see("Todavía no hay avisos")
    assert "/avisos/leidos" not in page.forms


async def test_amaranta_reads_what_became_of_her_idea_and_nobody_else_does(town, browser, browsers):
    await tell(town.amaranta.id, "chosen", "/propuestas/1", title="Árboles <con> sombra", day=date(2026, 5, 12))
    await browser.come_in(town.amaranta)
    page = await browser.get("/avisos")
    page.see("«Árboles <con> sombra» se eligió en la votación", "martes 12 de mayo", "Nuevo", "hay algo nuevo")
    assert "/propuestas/1" in page.links
    for who in ("lupita", "teo", "rosa"):
        other = await browsers().come_in(town.people[who])
        (await other.get("/avisos")).see("Todavía no hay avisos").see_not("sombra")


async def test_marking_as_read_is_for_ones_own_only(town, browser):
    await tell(town.amaranta.id, "writing_published", "/propuestas/1", title="Uno")
    await tell(town.mateo.id, "writing_published", "/propuestas/2", title="Dos")
    await browser.come_in(town.amaranta)
    assert (await browser.post("/avisos/leidos")).location == "/avisos"
    page = await browser.get("/avisos")
    page.see("«Uno»").see_not("Nuevo", "hay algo nuevo")
    assert "/avisos/leidos" not in page.forms
    assert await value("SELECT count(*) FROM message WHERE read_at IS NULL") == 1


async def test_looking_marks_nothing(town, browser):
    await tell(town.amaranta.id, "writing_published", "", title="Uno")
    await browser.come_in(town.amaranta)
    await browser.get("/avisos")
    (await browser.get("/avisos")).see("Nuevo")


async def test_a_visitor_has_no_inbox(town, browser):
    await browser.get("/avisos", 401)
    await browser.post("/avisos/leidos", status=401)


@pytest.mark.parametrize("kind", SENTENCES)
async def test_every_sentence_has_its_picture_and_can_be_said(town, browser, kind):
    facts = {"title": "Un puente", "label": "3.º B", "children": 360, "day": date(2026, 5, 12)}
    await tell(town.lupita.id, kind, "", **facts)
    await browser.come_in(town.lupita)
    page = (await browser.get("/avisos")).see_not("%(")
    page.see(*(str(facts[name]) for name in ("title", "label", "children") if f"%({name})s" in SENTENCES[kind].says))
    drawn = re.search(r'class="tell.*?#([\w-]+)"', page.text, re.DOTALL)[1]
    from civic.core.assets import FOLDER

    assert (FOLDER / "pictures" / f"{drawn}.svg").exists()
