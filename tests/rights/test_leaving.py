"""SG-11, SG-14: resting and leaving, by the child or by who takes care of them."""

import re
from collections.abc import Callable

import pytest

from civic.core.actor import Actor
from civic.core.clock import now
from civic.core.database import rows, value
from civic.core.readability import BANNED
from civic.rights import acts
from civic.safeguarding.tables import Concern
from tests.browsing import Browser
from tests.conftest import Town
from tests.databases import owner_value
from tests.home.made import idea

FROM = ("/mi-pagina", "/propuestas", "/votaciones", "/avisos", "/convocatorias", "/compromisos", "/como-funciona", "/reglamento",
        "/ayuda", "/salirme/borrar")  # fmt: skip


@pytest.mark.parametrize("who", ["lupita", "amaranta", "mateo", "bruno"])
async def test_the_way_out_is_one_touch_from_every_page(town: Town, browser: Browser, who: str) -> None:
    """SG-14: from ten pages; and from there at most one confirmation, and no word that holds anybody back."""
    await browser.come_in(town.people[who])
    for url in FROM:
        assert "/salirme" in (await browser.get(url)).links, url
    for url in ("/salirme", "/salirme/cuenta", "/salirme/borrar"):
        page = await browser.get(url)
        assert not BANNED.search(page.said), url
        assert not re.search(r"segur[oa]|perder|lástima|extrañ", page.said), url
    assert "/salirme/cuenta" in (await browser.get("/salirme/cuenta")).forms, "one page, one button"


async def test_amaranta_rests_reads_and_comes_back(town: Town, browser: Browser) -> None:
    """SG-11: immediate; reading and help stay."""
    await browser.come_in(town.amaranta)
    await browser.post("/salirme/descansar")
    (await browser.get("/salirme")).see("Estás en descanso.")
    await browser.get("/propuestas")
    await browser.get("/ayuda")
    await browser.post(f"/convocatorias/{town.call}/proponer", status=403)
    await browser.post("/salirme/volver")
    await browser.post(f"/convocatorias/{town.call}/proponer")


async def test_a_pause_of_the_family_is_not_the_childs_to_end(town: Town, browsers: Callable[[], Browser]) -> None:
    rosa, lupita = await browsers().come_in(town.rosa), await browsers().come_in(town.lupita)
    page = await rosa.get("/familia/descanso")
    page.see(town.lupita.name).see_not(town.mateo.name)
    await rosa.post(f"/familia/descanso/{town.lupita.id}/pausar")
    (await lupita.get("/salirme")).see("Tu familia puso una pausa.")
    await lupita.post("/salirme/volver", status=403)
    await lupita.post(f"/convocatorias/{town.call}/proponer", status=403)
    await rosa.post(f"/familia/descanso/{town.lupita.id}/reanudar")
    await lupita.post(f"/convocatorias/{town.call}/proponer")
    await rosa.post(f"/familia/descanso/{town.mateo.id}/pausar", status=403)


@pytest.mark.parametrize("paused", ["care", "self", "family"])
async def test_who_paused_says_who_may_end_it(town: Town, paused: str) -> None:
    """SG-11: what the care team paused, neither child nor family ends."""
    await rows("UPDATE person SET paused = $2 WHERE id = $1", town.lupita.id, paused)
    ends = {"care": (False, False), "self": (True, True), "family": (False, True)}[paused]
    for may, act in zip(ends, (acts.come_back(town.lupita), acts.end_pause(town.rosa, town.lupita.id)), strict=True):
        await rows("UPDATE person SET paused = $2 WHERE id = $1", town.lupita.id, paused)
        if may and not (paused == "self" and act.__name__ == "end_pause"):
            await act
        else:
            with pytest.raises(Exception) as refused:
                await act
            assert "paused" in refused.value.refusal.name or "pause" in refused.value.refusal.name


async def test_rosa_ends_it_and_the_votes_stay(town: Town, browsers: Callable[[], Browser]) -> None:
    """SG-11: the open sign-in dies at once; nothing that was counted changes."""
    rosa, lupita = await browsers().come_in(town.rosa), await browsers().come_in(town.lupita)
    await lupita.get("/mi-pagina")
    before = await owner_value("SELECT count(*) FROM ballot"), await value("SELECT count(*) FROM roll")
    (await rosa.get(f"/familia/descanso/{town.lupita.id}/terminar")).see(town.lupita.name)
    await rosa.post(f"/familia/descanso/{town.lupita.id}/terminar")
    assert (await lupita.client.get("/mi-pagina")).status_code in (303, 401)
    assert (await lupita.client.get("/avisos")).status_code == 401
    assert (await owner_value("SELECT count(*) FROM ballot"), await value("SELECT count(*) FROM roll")) == before
    (await rosa.get("/familia/descanso")).see_not(town.lupita.name)


async def test_mateo_erases_his_account_and_takes_his_ideas(town: Town, browser: Browser) -> None:
    """SG-85: offered his things first, asked what happens with the ideas, gone with one button."""
    key = await idea(town.mateo.id, town.call, "Un camión que pase temprano")
    await browser.come_in(town.mateo)
    page = await browser.get("/salirme/borrar")
    assert "/mis-cosas" in page.links
    await browser.post("/salirme/borrar", {}, status=422)
    assert await value("SELECT count(*) FROM person WHERE id = $1", town.mateo.id) == 1
    answer = await browser.post("/salirme/borrar", {"words": "gone"})
    assert answer.location == "/salirme/listo"
    assert "storage" in answer.headers["clear-site-data"]
    (await browser.get("/salirme/listo")).see("Listo")
    await browser.get(f"/propuestas/{key}", 404)
    assert await value("SELECT count(*) FROM person WHERE id = $1", town.mateo.id) == 0


async def test_nobody_sees_on_the_screen_that_help_was_asked_for(town: Town, browsers: Callable[[], Browser]) -> None:
    """SG-81: who looks over the shoulder reads the same page, whether or not somebody of the team is helping."""
    said = []
    for child, helped in ((town.mateo, False), (town.amaranta, True)):
        if helped:
            await Concern.insert(Concern(words="Ayuda.", person=child.id, received_at=now()))
        browser = await browsers().come_in(child)
        pages = [(await browser.get(url)).said for url in ("/salirme", "/salirme/borrar", "/salirme/cuenta")]
        answer = await browser.post("/salirme/borrar", {"words": "kept"})
        said.append(
            [
                *(each.replace(child.name, "") for each in pages),
                answer.location,
                (await browser.get(answer.location)).said,
            ]
        )
    assert said[0] == said[1]


async def test_teo_brings_back_who_asks(town: Town, browser: Browser) -> None:
    await acts.leave_council(town.mateo)
    await browser.come_in(town.teo)
    (await browser.get("/mesa/regresos")).see(town.mateo.name)
    await browser.post(f"/mesa/regresos/{town.mateo.id}")
    (await browser.get("/mesa/regresos")).see_not(town.mateo.name)
    again: Actor = await town.again("mateo")
    assert again.name == town.mateo.name
