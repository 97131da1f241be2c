"""Tablets are enrolled on the device itself, taken off in one act, and are for children only (SG-31, SG-55)."""

import pytest

from civic.core import secrets
from civic.core.charter import Refused
from civic.core.database import rows, statements, value
from civic.demo.people import SCHOOL
from civic.devices.acts import enroll_device, revoke_device
from civic.devices.cookie import cookie
from civic.devices.queries import stands
from civic.people.acts import open_sign_in
from civic.proposals.acts import keep_draft, start_proposal
from civic.settings import current
from tests.browsing import Browser
from tests.conftest import Town
from tests.devices.tablets import come_in, enrolled, sign_ins

FORM = {"name": "Tableta 3", "place": str(SCHOOL)}


def set_cookies(page) -> dict[str, str]:
    return dict(each.split(";")[0].split("=", 1) for each in page.headers.get_list("set-cookie"))


async def test_a_facilitator_makes_the_device_in_hand_a_tablet(town: Town, browser: Browser) -> None:
    """SG-31: its token is kept as a fingerprint only; SG-55: the adult's own sign-in on it ends with the act."""
    await browser.come_in(town.teo)
    (await browser.get("/mesa/tabletas")).see("El Consejo tiene 0 tabletas")
    page = await browser.post("/mesa/tabletas", FORM)
    assert page.location == "/tableta" and page.headers["clear-site-data"]
    given = set_cookies(page)
    assert given[current().cookie] == '""' or given[current().cookie] == ""
    kept = next(each for each in page.headers.get_list("set-cookie") if each.startswith(cookie()))
    assert cookie() == "__Host-tableta" and "HttpOnly" in kept and "Secure" in kept and "Max-Age=34560000" in kept
    assert await value("SELECT token FROM device") == secrets.fingerprint(given[cookie()])
    assert await sign_ins(town.teo) == 0
    assert await value("SELECT count(*) FROM entry WHERE act = 'devices.enroll_device'") == 1


async def test_enrolling_asks_for_the_second_key_again_and_revoking_does_not(town: Town, browser: Browser) -> None:
    """SG-76, SG-31: a lost tablet is taken off in one tap."""
    device = await enrolled(town, Browser(town.app))
    await browser.come_in(town.julian)
    await rows("UPDATE sign_in SET proven_at = proven_at - interval '6 minutes' WHERE person = $1", town.julian.id)
    answer = await browser.client.post("/mesa/tabletas", data=browser.marked(FORM))
    assert answer.status_code == 403 and await value("SELECT count(*) FROM device") == 1
    await browser.post(f"/mesa/tabletas/{device}/quitar")
    assert await value("SELECT revoked_at IS NOT NULL FROM device")
    (await browser.get("/mesa/tabletas")).see("El Consejo tiene 0 tabletas")


async def test_what_is_missing_comes_back_with_what_was_typed(town: Town, browser: Browser) -> None:
    await browser.come_in(town.teo)
    page = await browser.post("/mesa/tabletas", {"name": "La azul"}, 422)
    page.see("Elija dónde está.")
    assert 'value="La azul"' in page.text
    await browser.post("/mesa/tabletas", {"name": "La azul", "place": str(town.call)}, 422)
    assert await value("SELECT count(*) FROM device") == 0


@pytest.mark.parametrize("who", ["amaranta", "rosa", "leticia", "carmen", "pilar"])
async def test_nobody_else_enrolls_or_revokes(town: Town, browser: Browser, who: str) -> None:
    """SG-31, SG-75"""
    device = await enrolled(town, Browser(town.app))
    with pytest.raises(Refused):
        await enroll_device(town.people[who], SCHOOL, "Otra")
    await browser.come_in(town.people[who])
    for url in ("/mesa/tabletas", f"/mesa/tabletas/{device}/quitar"):
        await browser.post(url, FORM, 403)
    await browser.get("/mesa/tabletas", 403)
    assert await value("SELECT count(*) FROM device WHERE revoked_at IS NULL") == 1


async def test_case_13_a_stolen_tablet_is_taken_off(town: Town, browser: Browser) -> None:
    """SG-31, case 13: the next request is 401, the cookies are taken, the screen is told to clear; a calm page follows."""
    device = await enrolled(town, browser)
    await come_in(browser, town.lupita, device)
    (await browser.get("/mi-pagina")).see("Colibrí de Papel")
    await revoke_device(town.teo, device)
    assert await sign_ins(town.lupita) == 0
    page = await browser.get("/mi-pagina", 401)
    page.see("Esta tableta descansa").see_not("Colibrí de Papel")
    assert page.headers["clear-site-data"] == '"cache", "storage"'
    assert {cookie(), current().cookie} <= set(set_cookies(page))
    assert cookie() not in browser.client.cookies
    await browser.get("/", 200)
    with pytest.raises(Refused):
        await revoke_device(town.ines, device)


@pytest.mark.parametrize("url", ["/", "/entrar", "/no-hay", "/avisos"])
async def test_whatever_a_revoked_tablet_asks_first_it_is_closed(town: Town, browser: Browser, url: str) -> None:
    """SG-31: an address that is not there too, and a token nobody ever had."""
    browser.client.cookies.set(cookie(), "planted", domain="voz.test")
    await browser.get(url, 401)


@pytest.mark.parametrize(
    "url",
    [
        *("/mesa", "/mesa/tabletas", "/mesa/turno", "/mesa/lectura", "/mesa/cuidado", "/llaves", "/llaves/codigo"),
        *("/entrar/equipo", "/familia", "/equipo/aceptar/abc"),
    ],
)
async def test_case_6_no_page_of_the_team_exists_on_a_tablet(town: Town, browser: Browser, url: str) -> None:
    """SG-31, SG-55: neither to look nor to send, signed in or not."""
    device = await enrolled(town, browser)
    await browser.get(url, 404)
    await browser.post(url, status=404)
    await come_in(browser, town.amaranta, device)
    await browser.get(url, 404)


@pytest.mark.parametrize("who", ["teo", "carmen", "julian", "pilar", "leticia", "rosa"])
async def test_case_6_an_adult_who_came_in_on_a_tablet_is_out(town: Town, browser: Browser, who: str) -> None:
    """SG-55: no adult session on the device children vote on, whatever way it got there."""
    device = await enrolled(town, browser)
    for where in (device, None):
        await come_in(browser, town.people[who], where)
        page = await browser.get("/avisos", 403)
        page.see("Esta tableta es para niñas, niños y adolescentes").see_not(town.people[who].name)
        assert await sign_ins(town.people[who]) == 0
        assert current().cookie not in browser.client.cookies
    await browser.get("/tableta")


async def test_a_sign_in_of_a_tablet_opens_nothing_anywhere_else(town: Town, browser: Browser) -> None:
    """SG-31: the cookie of a child, carried off the tablet, is worth nothing."""
    device = await enrolled(town, browser)
    await come_in(browser, town.lupita, device)
    await browser.get("/mi-pagina")
    thief = Browser(town.app)
    thief.client.cookies.set(current().cookie, browser.tie, domain="voz.test")
    await thief.get("/mi-pagina", 401)


async def test_the_start_page_waits_for_the_next_child(town: Town, browser: Browser) -> None:
    """The tablet's front door; elsewhere it leads to the front page."""
    assert (await browser.get("/tableta", 303)).location == "/"
    await enrolled(town, browser)
    page = await browser.get("/tableta")
    page.see("Es tu turno", "Entrar con mi tarjeta", "Necesito ayuda", "Escuela Primaria Benito Juárez")
    assert cookie() in set_cookies(page)
    assert 'data-band="a"' in page.text


async def test_pages_of_a_tablet_are_kept_nowhere(town: Town, browser: Browser) -> None:
    """SG-30: nor those a visitor reads, which elsewhere a proxy may keep; and one for a tablet is nobody else's."""
    other = Browser(town.app)
    assert "public" in (await other.get("/convocatorias")).headers["cache-control"]
    await enrolled(town, browser)
    page = await browser.get("/convocatorias")
    assert page.headers["cache-control"] == "no-store"
    assert "Ya terminé" in page.said
    assert "Ya terminé" not in (await other.get("/convocatorias")).said


async def test_a_request_on_a_tablet_costs_one_statement_more(town: Town, browser: Browser) -> None:
    """G9: who is behind it and which tablet it is."""
    mark = statements.set([])
    await browser.come_in(town.amaranta)
    counted: dict[str, int] = {}
    device = None
    for name in ("home", "tablet"):
        statements.get().clear()
        await browser.get("/salir", 404)
        counted[name] = len(statements.get())
        device = device or await enrolled(town, browser)
        await come_in(browser, town.amaranta, device)
    statements.reset(mark)
    assert counted == {"home": 1, "tablet": 2}


async def test_sg_30_a_browser_s_history_learns_no_words_of_a_child(town: Town, browser: Browser) -> None:
    """SG-30: a title stays in the history of the tablet, so it does not hold what she wrote; at home it does."""
    draft = await start_proposal(town.amaranta, town.call)
    await keep_draft(town.amaranta, draft, {"title": "Una fuente secreta"})
    await browser.come_in(town.amaranta)
    assert "Una fuente secreta" in (await browser.get(f"/mis-ideas/{draft}")).title
    await come_in(browser, town.amaranta, await enrolled(town, browser))
    page = await browser.get(f"/mis-ideas/{draft}")
    assert "Una fuente secreta" in page.said and "Una fuente secreta" not in page.title


async def test_the_way_out_leads_to_the_start_for_everybody(town: Town, browser: Browser) -> None:
    """SG-30: for who came in, whose time ended, and who had not come in; the language they chose goes with them."""
    device = await enrolled(town, browser)
    page = await browser.post("/salir")
    assert page.location == "/tableta" and page.headers["clear-site-data"] == '"cache", "storage"'
    await come_in(browser, town.amaranta, device)
    browser.client.cookies.set("idioma", "en", domain="voz.test")
    await rows("UPDATE sign_in SET seen = seen - interval '1 hour'")
    page = await browser.post("/salir")
    assert page.location == "/tableta" and {current().cookie, "idioma"} <= set(set_cookies(page))
    await come_in(browser, town.lupita, device)
    assert (await browser.post("/salir")).location == "/tableta"
    assert await sign_ins(town.lupita) == 0


async def test_the_desk_lists_tablets_by_place(town: Town, browser: Browser) -> None:
    await enrolled(town, Browser(town.app), name="Tableta 1")
    await enrolled(town, Browser(town.app), name="Tableta 2")
    await browser.come_in(town.julian)
    page = (await browser.get("/mesa/tabletas")).see("Escuela Primaria Benito Juárez", "Tableta 1", "Tableta 2", "Teodoro")
    assert len([each for each in page.forms if each.endswith("/quitar")]) == 2
    assert [len(each.tablets) for each in await stands()] == [2]


async def test_a_sign_in_opened_on_a_tablet_carries_its_id(town: Town, browser: Browser) -> None:
    """SG-31"""
    device = await enrolled(town, browser)
    token = await open_sign_in(town.lupita.id, device=device)
    assert await value("SELECT device FROM sign_in WHERE id = $1", secrets.fingerprint(token)) == device
