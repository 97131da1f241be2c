"""Who reads the journal, and what it does not hold (SG-77)."""

import re
from datetime import timedelta

import pytest

from civic.core.clock import now, pretend, today
from civic.core.database import rows, value
from civic.journal.acts import link_entries, note
from civic.journal.reading import PAGE
from civic.people.charter import People
from civic.safeguarding.acts import ask_for_help
from civic.safeguarding.forms import Help
from civic.vault import acts as vault
from civic.vault import store
from civic.vault.forms import Asked

LINES, CHAIN = "/mesa/cuidado/bitacora", "/mesa/bitacora"


@pytest.mark.parametrize("who", ["lupita", "rosa", "teo", "pilar", "julian", "leticia"])
async def test_its_lines_are_for_safeguarding_officers(town, browser, who):
    await browser.come_in(town.people[who])
    await browser.get(LINES, 403)


@pytest.mark.parametrize("who", ["lupita", "rosa", "teo", "pilar", "leticia"])
async def test_whether_it_is_whole_is_for_the_secretary_too(town, browser, who):
    await browser.come_in(town.people[who])
    await browser.get(CHAIN, 403)


async def test_the_secretary_sees_that_it_is_whole_and_no_line(town, browser):
    """SG-77: integrity only."""
    await note(town.teo, People.unlock_card, town.lupita.id)
    await link_entries(everything=True)
    await browser.come_in(town.julian)
    page = await browser.get(CHAIN)
    page.see("completa", str(await value("SELECT count(*) FROM link"))).see_not("Teodoro", "Colibrí", "tarjeta que descansa")
    with pretend(now() - timedelta(hours=1)):
        await note(town.teo, People.unlock_card, town.lupita.id)
    (await browser.get(CHAIN)).see("espera a su reloj")


async def test_found_by_act_by_person_and_by_day(town, browser):
    with pretend(now() - timedelta(days=3)):
        await note(town.ines, People.ask_reset, town.amaranta.id)
    await note(town.teo, People.unlock_card, town.lupita.id)
    await note(town.lupita, People.leave, town.lupita.id)
    await browser.come_in(town.carmen)

    async def said(**query: str) -> list[str]:
        page = await browser.get(LINES + "?" + "&".join(f"{name}={value}" for name, value in query.items()))
        return re.findall(r"<strong>(.*?)</strong>", page.text.partition('<ol class="looks">')[2])

    assert {"Teodoro Ríos", "Inés Tlapa"} <= set(await said())
    assert set(await said(acto="people.unlock_card")) == {"Teodoro Ríos"}
    assert set(await said(persona=str(town.ines.id))) == {"Inés Tlapa"}
    assert await said(dia=(today() - timedelta(days=3)).isoformat()) == ["Inés Tlapa"]
    assert await said(dia=(today() - timedelta(days=300)).isoformat()) == []
    (await browser.get(f"{LINES}?acto=people.unlock_card")).see("Abrir una tarjeta que descansa", "Colibrí de Papel")
    (await browser.get(f"{LINES}?dia=ayer&persona=nadie&antes=nunca")).see("2026-03-21")


async def test_a_child_who_did_something_is_no_name(town, browser):
    await note(town.amaranta, People.leave, town.amaranta.id)
    await browser.come_in(town.carmen)
    (await browser.get(f"{LINES}?acto=people.leave")).see_not("Trueno Azul")


async def test_page_after_page_each_line_once(town, browser):
    """Several lines of one moment do not hide behind each other."""
    with pretend(now()):
        for number in range(2 * PAGE + 5):
            await note(town.teo, People.unlock_card, None, number=number)
    await browser.come_in(town.carmen)
    url, seen = f"{LINES}?acto=people.unlock_card", []
    for _page in range(3):
        page = await browser.get(url)
        seen += re.findall(r"number: (\d+)", page.said)
        url = next((each for each in page.links if "antes=" in each), "")
    assert url == "" and sorted(map(int, seen)) == list(range(2 * PAGE + 5))


async def test_sg_77_no_word_no_name_no_vote(town, browser):
    """SG-77: what is typed and who it is about by name is in no line; a help message is nobody's."""
    await store.put(town.lupita.id, name="Guadalupe Méndez Ahuatl", contact="222 123 4567")
    await ask_for_help(town.amaranta, Help("Me da miedo el camino a la escuela", "4 B", False))
    await vault.open_identity(town.carmen, town.lupita.id, Asked("card", "La maestra avisó que no la trae."))
    await vault.read_identity(town.carmen, town.lupita.id)
    await browser.come_in(town.carmen)
    await browser.post("/mesa/cuidado/identidad", {"alias": "colibri"}, 200)
    kept = " ".join(str(dict(each)) for each in await rows("SELECT * FROM entry")).lower()
    for word in ("guadalupe", "ahuatl", "222 123", "miedo", "4 b", "maestra", "colibr", "trueno"):
        assert word not in kept.replace(str(town.lupita.id), ""), word
    assert await value("SELECT person FROM entry WHERE act = 'safeguarding.ask_for_help'") is None
