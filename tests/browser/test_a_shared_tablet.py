"""One tablet, many children: nothing of the last one stays on it, and nothing typed is lost."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from civic.core.database import rows, value
from civic.demo.cast import CAST
from civic.demo.people import SCHOOL
from civic.devices.acts import check_in, revoke_device
from civic.devices.cookie import cookie
from civic.proposals.acts import start_proposal
from tests.browser.conftest import Open
from tests.browser.provide import find
from tests.browser.tablet import EMPTY, STORES, backwards, next_child, put, shown, tablet
from tests.browser.test_every_page import troubles
from tests.browser.window import FLAGS, Window
from tests.conftest import Town
from tests.people.doorbell import hand_card
from tests.voting.polls import opened

TYPED = "Quiero una fuente secreta"
ALIAS = CAST["amaranta"].name
CHILDREN = ("lupita", "nicolas", "amaranta", "mateo")
SIZES = pytest.mark.parametrize(("width", "height"), [(320, 640), (360, 740), (800, 1280)])


@pytest.mark.parametrize("script", [True, False])
async def test_sg_30_the_next_child_finds_nothing_of_the_last(town: Town, window: Open, script: bool) -> None:
    """SG-30, case 14: words typed, "I am done", Back three times, a reload, every store opened: neither words nor alias."""
    draft = await start_proposal(town.amaranta, town.call)
    held = await tablet(town, window, town.amaranta, script=script)
    await held.go("/mi-pagina")
    await held.see(ALIAS)
    await held.go(f"/mis-ideas/{draft}/titulo")
    await held.write("title", TYPED)
    await held.send("/titulo")
    await held.write("problem", TYPED)
    assert {await each.get_attribute("autocomplete") for each in await held.tab.locator(".input").all()} == {"off"}
    await held.touch("#tray button")
    assert held.here == "/tableta"
    async for said in backwards(held, 3):
        assert TYPED not in said and ALIAS not in said, held.here
    for url in (f"/mis-ideas/{draft}/titulo", "/mi-pagina"):
        await held.go(url)
        await held.tab.reload()
        assert TYPED not in await shown(held) and ALIAS not in await shown(held)
    if script:
        await held.go("/tableta")
        assert await held.tab.evaluate(STORES) == EMPTY
    assert {each["name"] for each in await held.tab.context.cookies()} <= {"visita", cookie()}
    kept = "Quiero una fuente secreta" if script else None
    assert await value("SELECT words->>'problem' FROM version WHERE writing = $1", draft) == kept


async def test_sg_30_at_home_too(town: Town, window: Open) -> None:
    """SG-30: a device that is nobody's tablet: what the door out leaves behind is nothing."""
    draft = await start_proposal(town.amaranta, town.call)
    amaranta = await window(town.amaranta)
    await amaranta.go(f"/mis-ideas/{draft}/titulo")
    await amaranta.write("title", TYPED)
    await amaranta.send("/titulo")
    await amaranta.go("/avisos")
    await amaranta.send("/salir")
    assert amaranta.here == "/"
    async for said in backwards(amaranta, 3):
        assert TYPED not in said and ALIAS not in said, amaranta.here
    await amaranta.go("/")
    assert await amaranta.tab.evaluate(STORES) == EMPTY
    assert [each["name"] for each in await amaranta.tab.context.cookies()] in ([], ["visita"])


async def test_sg_30_a_tablet_nobody_touches_clears_itself(town: Town, window: Open) -> None:
    """SG-30, SG-74, case 14: it says so a minute before, a touch is staying, and three minutes without one end the
    sign-in and the screen; what she was writing is her draft."""
    draft = await start_proposal(town.amaranta, town.call)
    held = await tablet(town, window, town.amaranta)
    await held.tab.clock.install()
    await held.go(f"/mis-ideas/{draft}/titulo")
    await held.write("title", TYPED)
    await held.tab.clock.run_for("01:50")
    assert "Sigues aquí" not in await held.words()
    await held.tab.clock.run_for("00:07")
    await held.see("¿Sigues aquí?")
    await held.tab.locator("h1").click()
    assert "Sigues aquí" not in await held.words()
    await held.tab.clock.run_for("02:30")
    assert held.here.endswith("/titulo")
    async with held.tab.expect_navigation(url="**/tableta"):
        await held.tab.clock.run_for("00:40")
    assert ALIAS not in await shown(held)
    assert await value("SELECT count(*) FROM sign_in") == 0
    assert await value("SELECT words->>'title' FROM version WHERE writing = $1", draft) == TYPED
    async for said in backwards(held, 3):
        assert TYPED not in said and ALIAS not in said, held.here
    await held.go("/tableta")
    assert await held.tab.evaluate(STORES) == EMPTY


async def test_sg_30_a_visitor_s_half_typed_cry_for_help_is_cleared_too(town: Town, window: Open) -> None:
    """SG-30: whoever had not come in."""
    held = await tablet(town, window)
    await held.tab.clock.install()
    await held.go("/ayuda")
    await held.tab.locator("main textarea").first.fill(TYPED)
    async with held.tab.expect_navigation(url="**/tableta"):
        await held.tab.clock.run_for("03:05")
    async for said in backwards(held, 2):
        assert TYPED not in said
    assert await value("SELECT count(*) FROM concern") == 0


async def test_sg_30_touching_it_is_staying_for_the_house_too(town: Town, window: Open) -> None:
    """SG-30: who writes for long on one page is not thrown out; from a ballot nothing is told (SG-50)."""
    poll = await opened(town)
    draft = await start_proposal(town.amaranta, town.call)
    held = await tablet(town, window, town.amaranta)
    await held.tab.clock.install()
    for url, told in ((f"/mis-ideas/{draft}/titulo", True), (f"/votaciones/{poll}/boleta", False)):
        await held.go(url)
        await rows("UPDATE sign_in SET seen = seen - interval '150 seconds'")
        before = await value("SELECT seen FROM sign_in")
        await held.tab.clock.run_for("01:10")
        await held.tab.locator("h1").click()
        for _wait in range(20):
            if await value("SELECT seen FROM sign_in") != before:
                break
            await asyncio.sleep(0.05)
        assert (await value("SELECT seen FROM sign_in") != before) is told, url


@SIZES
async def test_i_am_done_stands_in_the_same_place_on_every_page(
    town: Town, window: Open, width: int, height: int
) -> None:
    """SG-30, SG-67: as big as a child's finger, at the top, also when the page is scrolled; axe finds nothing."""
    poll = await opened(town)
    draft = await start_proposal(town.lupita, town.call)
    held = await tablet(town, window, town.lupita, width=width, height=height)
    steps = [f"/mis-ideas/{draft}/{name}" for name in ("tema", "deseo", "dibujo", "revisar")]
    places, wrong = {}, []
    pages = ["/mi-pagina", "/avisos", *steps, f"/votaciones/{poll}", f"/votaciones/{poll}/boleta", "/propuestas", "/ayuda"]
    for url in pages:
        await held.go(url)
        wrong += await troubles(held)
        await held.tab.evaluate("scrollTo(0, 400)")
        box = await held.tab.locator("#tray button").bounding_box()
        places[url] = tuple(round(each) for each in box.values())
        assert await held.tab.locator("form[action='/salir']").count() == 1, url
    assert wrong == []
    assert len(set(places.values())) == 1, places
    _x, y, wide, high = places["/ayuda"]
    assert y >= 0 and wide >= 120 and high >= 60


async def test_sg_71_the_keyboard_finds_it_first(town: Town, window: Open) -> None:
    """SG-71: after the way past the head, the first stop of Tab."""
    held = await tablet(town, window, town.lupita)
    await held.go("/mi-pagina")
    await held.reach(".skip")
    await held.reach("#tray button")
    await held.enter()
    assert held.here == "/tableta"


async def test_case_13_a_revoked_tablet_goes_dark(town: Town, window: Open) -> None:
    """SG-31, case 13: the next touch finds a calm page, and the way back nothing."""
    held = await tablet(town, window, town.amaranta)
    await held.go("/mi-pagina")
    await revoke_device(town.teo, await value("SELECT id FROM device"))
    await held.go("/avisos")
    await held.see("Esta tableta descansa")
    async for said in backwards(held, 2):
        assert ALIAS not in said
    assert {each["name"] for each in await held.tab.context.cookies()} <= {"visita"}


async def test_teo_makes_it_a_tablet_with_it_in_his_hand(town: Town, window: Open) -> None:
    """SG-31, SG-55: he types its name and its place; he is out, and his desk is not there any more."""
    held = await window(town.teo, width=800, height=1280)
    await held.go("/mesa/tabletas")
    assert await troubles(held) == []
    await held.write("name", "Tableta 3")
    await held.choose("place", str(SCHOOL))
    await held.send("/mesa/tabletas")
    assert held.here == "/tableta"
    assert await troubles(held) == []
    await held.go("/mesa/tabletas")
    assert CAST["teo"].name not in await shown(held)
    assert await held.tab.locator("form[action='/mesa/tabletas']").count() == 0
    assert await value("SELECT count(*) FROM sign_in") == 0


async def test_lupita_walks_the_tablet_from_card_to_done(town: Town, window: Open) -> None:
    """SG-23, SG-34: the start page, her card and pictures, her idea with two adults there, done; then the next child."""
    await check_in(town.teo, SCHOOL)
    await check_in(town.carmen, SCHOOL)
    card = await hand_card("lupita")
    held = await tablet(town, window)
    await held.go("/tableta")
    await held.follow("/entrar")
    await held.write("code", card.words)
    await held.send("/entrar")
    for picture in card.pictures:
        await held.send("/entrar/tarjeta", pick=picture)
    assert held.here == "/mi-pagina"
    assert await value("SELECT device FROM sign_in") == await value("SELECT id FROM device")
    await held.touch("#tray button")
    await next_child(held, town.amaranta)
    await held.go("/mi-pagina")
    await held.see(ALIAS)
    assert CAST["lupita"].name not in await shown(held)


async def test_sg_31_the_disk_of_a_tablet_holds_no_child(town: Town, window: Open, tmp_path: Path) -> None:
    """SG-31, SG-30: a day of votes and drafts, then every byte of the browser's folder is read."""
    poll = await opened(town)
    draft = await start_proposal(town.amaranta, town.call)
    guide = await tablet(town, window)
    token = next(each["value"] for each in await guide.tab.context.cookies() if each["name"] == cookie())
    async with async_playwright() as play:
        context = await play.chromium.launch_persistent_context(tmp_path, executable_path=find(), args=FLAGS, locale="es-MX")
        held = Window(await context.new_page(), guide.home)
        await put(held, cookie(), token)
        for name in CHILDREN:
            await next_child(held, town.people[name])
            await held.go("/mi-pagina")
            await held.go(f"/votaciones/{poll}/boleta")
            await held.choose("choice", "0")
            await held.send("/boleta/ver")
            await held.send("/boleta")
            if name == "amaranta":
                await held.go(f"/mis-ideas/{draft}/titulo")
                await held.write("title", TYPED)
                await held.send("/titulo")
                await held.go(f"/mis-ideas/{draft}")
            await held.touch("#tray button")
        await held.tab.evaluate("localStorage.setItem('marca', 'Lo encontré: así se ve')")
        await context.close()
        assert held.wrong == []
    bytes_kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    found = {
        secret
        for secret in ("Lo encontré: así se ve", TYPED, str(draft), *(CAST[name].name for name in CHILDREN))
        if any(secret.encode(way) in bytes_kept for way in ("utf-8", "utf-16-le", "latin-1"))
    }
    assert found == {"Lo encontré: así se ve"}, "what a browser keeps is found, and it is only that"


async def test_sg_72_an_ended_sign_in_keeps_what_was_typed(town: Town, window: Open) -> None:
    """SG-72: she comes in again with her card, and her words are there, to be sent with one touch."""
    draft = await start_proposal(town.amaranta, town.call)
    card = await hand_card("amaranta")
    amaranta = await window(town.amaranta)
    await amaranta.go(f"/mis-ideas/{draft}/titulo")
    await amaranta.write("title", TYPED)
    await rows("UPDATE sign_in SET seen = seen - interval '2 hours', since = since - interval '2 hours'")
    await amaranta.send("/titulo")
    assert TYPED not in await amaranta.words()
    await amaranta.write("code", card.words)
    await amaranta.send("/entrar")
    for picture in card.pictures:
        await amaranta.send("/entrar/tarjeta", pick=picture)
    await amaranta.see(TYPED)
    await amaranta.send("/titulo")
    assert await value("SELECT words->>'title' FROM version WHERE writing = $1", draft) == TYPED
