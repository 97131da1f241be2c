"""Second keys in a real browser, whose authenticator Chromium imagines: touch, come in, step up, take away (SG-27)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from civic import settings as house
from civic.core.clock import now
from civic.core.database import rows, value
from civic.demo.cast import CODES, PASSWORD
from civic.keys import codes
from tests.browser.conftest import PLAIN, Open
from tests.browser.window import Window
from tests.conftest import SETTINGS, Town
from tests.keys.arriving import forget_keys

INSIDE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def address(address: str) -> str:
    """Passkeys belong to a name, not to a number."""
    return address.replace("127.0.0.1", "localhost")


@pytest.fixture
def keys(tmp_path: Path, address: str) -> Iterator[Path]:
    folder = tmp_path / "keys"
    house.use(replace(PLAIN, keys=folder, origin=address))
    yield folder
    house.use(SETTINGS)


async def with_authenticator(window: Window, **changes: object) -> None:
    tool = await window.tab.context.new_cdp_session(window.tab)
    await tool.send("WebAuthn.enable")
    await tool.send("WebAuthn.addVirtualAuthenticator", {"options": INSIDE | changes})


async def type_password(window: Window, name: str) -> None:
    await window.go("/entrar/equipo")
    await window.write("username", name)
    await window.write("password", PASSWORD)
    await window.send("/entrar/equipo")


async def test_sg_27_teo_makes_a_passkey_leaves_and_comes_in_with_one_touch(town: Town, window: Open) -> None:
    """SG-27, SG-29: password, first passkey, codes for paper, out; in again without a user name; again before what
    matters; a second key, and the first is taken away."""
    await forget_keys(town.teo)
    teo = await window()
    await with_authenticator(teo)
    await type_password(teo, "teo")
    assert teo.here.startswith("/llaves")
    await teo.see("La primera llave")
    await teo.write("label", "Mi teléfono")
    await teo.touch("pass-key button")
    await teo.see("Códigos de respaldo", "Solo se ven ahora")
    assert await teo.tab.locator(".key-codes li").count() == 10
    await teo.touch(".paper a.act")
    await teo.see("Por leer")
    await teo.send("/salir")
    assert await value("SELECT count(*) FROM sign_in") == 0

    await teo.go("/entrar/equipo?volver=/mesa/lectura")
    await teo.touch("pass-key button")
    assert teo.here == "/mesa/lectura"

    await rows("UPDATE sign_in SET proven_at = NULL")
    await teo.go("/llaves")
    await teo.see("Mi teléfono", "Mostrar una llave")
    await teo.follow("/llaves/confirmar?volver=/llaves")
    await teo.touch("pass-key button")
    assert teo.here == "/llaves"
    await teo.see("Agregar otra llave", "Es la única llave")

    await teo.follow("/llaves/codigo")
    secret = await the_secret(teo)
    await teo.write("code", codes.code(secret, now()))
    await teo.send("/llaves/codigo")
    await teo.see("Mi teléfono", "App de códigos")
    await teo.touch('form[action="/llaves/quitar"]:has(input[value="app"]) button')
    assert await value("SELECT count(*) FROM totp WHERE person = $1", town.teo.id) == 0
    assert await value("SELECT uses > 0 FROM passkey WHERE person = $1", town.teo.id)


async def the_secret(window: Window) -> str:
    """From the page, typed by hand; and the picture is there for who points a telephone at it."""
    seen = await window.tab.locator("img.key-picture").bounding_box()
    assert seen and seen["width"] > 150
    return re.sub(r"\s", "", await window.tab.locator(".key-secret").text_content() or "")


@pytest.mark.parametrize("script", [True, False])
async def test_sg_27_the_app_of_codes_is_a_whole_way_with_and_without_script(
    town: Town, window: Open, script: bool
) -> None:
    await forget_keys(town.julian)
    julian = await window(script=script)
    await type_password(julian, "julian")
    await julian.see("La primera llave")
    await julian.touch('a[href^="/llaves/codigo"]')
    secret = await the_secret(julian)
    await julian.write("code", codes.code(secret, now()))
    await julian.send("/llaves/codigo")
    await julian.see("Códigos de respaldo")
    recovery = await julian.tab.locator(".key-codes code").first.inner_text()
    await julian.touch(".paper a.act")
    await julian.send("/salir")
    await rows("UPDATE totp SET last_step = 0 WHERE person = $1", town.julian.id)

    await type_password(julian, "julian")
    await julian.see("Un paso más")
    await julian.write("code", codes.code(secret, now()))
    await julian.send("/llaves/confirmar")
    assert julian.here.startswith("/mesa")
    await julian.send("/salir")

    await type_password(julian, "julian")
    await julian.tab.locator("summary").last.click()
    await julian.write("recovery", recovery)
    await julian.touch('form:has([name="recovery"]) button')
    assert julian.here.startswith("/mesa")


async def test_without_script_no_button_promises_a_passkey(town: Town, window: Open) -> None:
    teo = await window(script=False)
    await teo.go("/entrar/equipo")
    assert not await teo.tab.locator("pass-key button").is_visible()
    await type_password(teo, "teo")
    await teo.write("code", codes.code(CODES, now()))
    await teo.send("/llaves/confirmar")
    assert teo.here.startswith("/mesa")


async def test_a_device_without_a_key_says_so_and_the_code_still_opens(town: Town, window: Open) -> None:
    teo = await window()
    await with_authenticator(teo, isUserVerified=False)
    await teo.go("/entrar/equipo")
    await teo.tab.locator("pass-key button").click()
    await teo.tab.get_by_text("No se usó ninguna llave").wait_for()
    await type_password(teo, "teo")
    await teo.write("code", codes.code(CODES, now()))
    await teo.send("/llaves/confirmar")
    assert teo.here.startswith("/mesa")


async def test_what_was_typed_waits_while_the_key_is_shown(town: Town, window: Open) -> None:
    """SG-76, SG-72: a sign-in whose key was shown long ago."""
    teo = await window(town.teo)
    await with_authenticator(teo)
    await teo.go("/llaves")
    await rows("UPDATE sign_in SET proven_at = NULL")
    await teo.touch('form[action="/llaves/recuperacion"] button')
    await teo.see("Otra vez la llave", "Lo escrito está guardado")
    await teo.write("code", codes.code(CODES, now()))
    await teo.send("/llaves/confirmar")
    await teo.see("No se perdió nada")
    await teo.send("/llaves/recuperacion")
    await teo.see("Códigos de respaldo")


@pytest.mark.parametrize("width", [320, 1280])
async def test_the_pages_of_keys_fit_and_the_keyboard_reaches_the_next_step(
    town: Town, window: Open, width: int
) -> None:
    teo = await window(town.teo, width=width)
    for url in ("/llaves", "/llaves/codigo", "/llaves/confirmar", "/entrar/equipo"):
        await teo.go(url)
        assert await teo.too_wide() <= 0, url
    await teo.go("/llaves")
    await teo.reach("pass-key button")
    await teo.touch('form[action="/llaves/recuperacion"] button')
    assert await teo.too_wide() <= 0, "recovery codes"
    lines = await teo.tab.locator(".key-codes code").evaluate_all(
        "(all) => all.map((each) => each.getClientRects().length)"
    )
    assert lines == [1] * 10
