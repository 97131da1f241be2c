"""Passkeys through the doors, with real signatures: what is believed, and everything that is not."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from civic import settings as house
from civic.core.clock import now
from civic.core.database import row, rows, value
from civic.core.secrets import fingerprint
from civic.people.acts import open_sign_in
from tests.keys.arriving import arrive, forget_keys
from tests.keys.device import Device, challenge, enrol, take_cookie

ENTER = "/llaves/entrar"


async def enrolled(town, browser, device=None):
    """Teo's telephone has a passkey; his browser is strong."""
    device = device or Device()
    await enrol(await browser.come_in(town.teo), device, "Mi teléfono")
    return device


async def test_sg_27_the_first_key_is_made_with_a_password_alone_then_codes_for_paper_and_in(town, browser):
    """SG-27, SG-29: arriving, a passkey, ten recovery codes shown once, and a strong sign-in with a new token."""
    await forget_keys(town.teo)
    await arrive(browser, town.teo)
    old = browser.tie
    page = await enrol(browser, Device(), "Mi teléfono", 200)
    page.see("Códigos de respaldo", "Solo se ven ahora")
    assert page.text.count("<code>") == 10 and browser.tie != old
    await browser.get("/mesa/lectura")
    (await browser.get("/llaves")).see("Mi teléfono", "Quedan 10 de diez").see_not(page.text.split("<code>")[1][:19])
    assert not await value("SELECT count(*) FROM sign_in WHERE id = $1", fingerprint(old))
    assert await value("SELECT facts->>'first' FROM entry WHERE act = 'keys.add_passkey'") == "true"


async def test_one_touch_comes_in_without_a_user_name(town, browser, browsers):
    device = await enrolled(town, browser)
    new = browsers()
    page = await new.post(ENTER, {"answer": device.sign(await challenge(new)), "back": "/mesa/lectura"})
    assert page.location == "/mesa/lectura"
    take_cookie(new, page)
    await new.get("/mesa/lectura")
    found = await row("SELECT uses, used_at FROM passkey WHERE person = $1", town.teo.id)
    assert found["uses"] == 1 and found["used_at"]
    asked = await challenge(new)
    assert (
        asked["userVerification"] == "required" and asked["rpId"] == "localhost" and not asked.get("allowCredentials")
    )


async def test_a_passkey_is_the_second_key_of_its_owner_only(town, browser, browsers):
    device = await enrolled(town, browser)
    for who, status in ((town.teo, 303), (town.ines, 422)):
        door = await arrive(browsers(), who)
        await door.post("/llaves/confirmar", {"answer": device.sign(await challenge(door))}, status)


async def test_a_challenge_is_signed_once(town, browser, browsers):
    device = await enrolled(town, browser)
    new = browsers()
    answer = device.sign(await challenge(new))
    tie = new.tie
    await new.post(ENTER, {"answer": answer})
    new.client.cookies.delete("__Host-voz")
    new.tie = tie
    (await new.post(ENTER, {"answer": answer}, 422)).see("Esa llave no es de aquí")
    assert await value("SELECT count(*) FROM challenge") == 0


async def test_a_challenge_waits_five_minutes(town, browser, browsers):
    device = await enrolled(town, browser)
    for minutes, status in ((4, 303), (6, 422)):
        new = browsers()
        answer = device.sign(await challenge(new))
        with time_machine.travel(now() + timedelta(minutes=minutes)):
            await new.post(ENTER, {"answer": answer}, status)


async def test_a_challenge_belongs_to_the_browser_that_asked(town, browser, browsers):
    device = await enrolled(town, browser)
    mine, theirs = browsers(), browsers()
    theirs.tie = "another visit, of another browser"
    theirs.client.cookies.set("__Host-visita", theirs.tie, domain="voz.test")
    answer = device.sign(await challenge(mine))
    await theirs.post(ENTER, {"answer": answer}, 422)
    await mine.post(ENTER, {"answer": answer})


async def test_old_challenges_are_forgotten_by_the_next_one(town, browser):
    with time_machine.travel(now() - timedelta(minutes=6)):
        await challenge(browser)
    await challenge(browser)
    assert await value("SELECT count(*) FROM challenge") == 1


@pytest.mark.parametrize(
    "wrong",
    [{"origin": "https://voz.example"}, {"rp": "voz.example"}, {"verifies": False}, {"id": b"another key"}],
    ids=["another origin", "another house", "no finger and no PIN", "an unknown key"],
)
async def test_what_was_signed_elsewhere_or_without_its_person_opens_nothing(town, browser, browsers, wrong):
    """Phishing: a page with another address gets a signature that is worth nothing here."""
    device = await enrolled(town, browser)
    new = browsers()
    await new.post(ENTER, {"answer": replace(device, **wrong).sign(await challenge(new))}, 422)
    assert await value("SELECT count(*) FROM sign_in WHERE person = $1", town.teo.id) == 1


async def test_another_key_under_the_same_name_opens_nothing(town, browser, browsers):
    device = await enrolled(town, browser)
    new = browsers()
    await new.post(ENTER, {"answer": Device(person=device.person).sign(await challenge(new))}, 422)


async def test_a_count_that_goes_back_is_a_copied_key(town, browser, browsers):
    device = await enrolled(town, browser)
    device.uses = 8
    new = browsers()
    await new.post(ENTER, {"answer": device.sign(await challenge(new))})
    device.uses = 3
    other = browsers()
    await other.post(ENTER, {"answer": device.sign(await challenge(other))}, 422)
    assert await value("SELECT uses FROM passkey") == 9


@pytest.mark.parametrize(
    "answer", ["", "x", "{}", "[]", '{"rawId": 1}', '{"rawId": "AA", "response": {}}', "9" * 30000]
)
async def test_what_no_browser_would_send_is_answered_calmly(town, browser, answer):
    (await browser.post(ENTER, {"answer": answer}, 422)).see("otra forma")
    await browser.come_in(town.teo)
    await browser.post("/llaves/passkey", {"answer": answer}, 422)
    await browser.post("/llaves/confirmar", {"answer": answer}, 422)


async def test_a_key_made_without_its_person_is_not_kept(town, browser):
    await browser.come_in(town.teo)
    made = Device(verifies=False).make(await challenge(browser, "make"))
    (await browser.post("/llaves/passkey", {"answer": made}, 422)).see("no se pudo guardar")
    assert await value("SELECT count(*) FROM passkey") == 0


async def test_a_key_that_is_known_already_is_not_taken_over(town, browser, browsers):
    device = await enrolled(town, browser)
    other = await browsers().come_in(town.ines)
    await enrol(other, device, status=422)
    assert await value("SELECT person FROM passkey") == town.teo.id


@pytest.mark.parametrize("change", ["active = false", "valid_until = now() - interval '1 second'"])
async def test_sg_35_the_key_of_who_is_out_opens_nothing(town, browser, browsers, change):
    device = await enrolled(town, browser)
    await rows(f"UPDATE person SET {change} WHERE id = $1", town.teo.id)
    new = browsers()
    await new.post(ENTER, {"answer": device.sign(await challenge(new))}, 422)


async def test_who_was_in_with_this_browser_is_out(town, browser, browsers):
    """SG-29: Inés's sign-in ends when Teo's key is touched in her browser."""
    device = await enrolled(town, browser)
    shared = await browsers().come_in(town.ines)
    old = shared.tie
    await shared.post(ENTER, {"answer": device.sign(await challenge(shared))})
    assert not await value("SELECT count(*) FROM sign_in WHERE id = $1", fingerprint(old))


async def test_a_key_is_taken_away_but_never_the_last(town, browser):
    device = await enrolled(town, browser)
    name = json.loads(device.sign({"challenge": "AA"}))["id"]
    await browser.post("/llaves/quitar", {"key": "app"})
    (await browser.post("/llaves/quitar", {"key": name}, 403)).see("Es la única llave")
    assert await value("SELECT count(*) FROM passkey") == 1
    (await browser.get("/llaves")).see("Es la única llave")


async def test_nobody_takes_away_the_key_of_another(town, browser, browsers):
    device = await enrolled(town, browser)
    name = json.loads(device.sign({"challenge": "AA"}))["id"]
    other = await browsers().come_in(town.ines)
    await enrol(other, Device(id=b"the key of ines"))
    await other.post("/llaves/quitar", {"key": name}, 404)
    await other.post("/llaves/quitar", {"key": ""}, 422)
    assert await value("SELECT count(*) FROM passkey") == 2


async def test_a_teenager_adds_a_passkey_after_the_phrase_and_comes_in_strong(town, browser, browsers):
    """SG-25: a card with pictures is not enough to make one; nobody shows a teenager an app of codes."""
    device = Device()
    await browser.come_in(town.mateo)
    (await browser.get("/llaves")).see("Primero entra con tu frase")
    made = device.make(await challenge(browser, "make"))
    await browser.post("/llaves/passkey", {"answer": made}, 403)
    browser.tie = await open_sign_in(town.mateo.id, "plain")
    browser.client.cookies.set("__Host-voz", browser.tie, domain="voz.test")
    (await browser.get("/llaves")).see("Crear una llave de acceso").see_not("/llaves/codigo", "códigos")
    assert (await enrol(browser, device, "Mi celular")).location == "/llaves"
    assert not await value("SELECT count(*) FROM recovery WHERE person = $1", town.mateo.id)
    home = browsers()
    page = await home.post(ENTER, {"answer": device.sign(await challenge(home)), "door": "/entrar/frase"})
    take_cookie(home, page)
    await home.get("/mi-pagina")
    assert await value("SELECT strength FROM sign_in WHERE id = $1", fingerprint(home.tie)) == "strong"
    await home.post("/llaves/quitar", {"key": json.loads(device.sign({"challenge": "AA"}))["id"]})
    assert await value("SELECT count(*) FROM passkey") == 0


async def test_younger_children_and_guardians_have_no_second_key(town, browser):
    for who in (town.amaranta, town.lupita, town.rosa):
        await browser.come_in(who)
        await browser.post("/llaves/reto", {"to": "make"}, 404)
        await browser.post("/llaves/confirmar", {"code": "123456"}, 403)
    await browser.get("/llaves", 403)
    await browser.come_in(town.lupita)
    (await browser.get("/llaves")).see("Basta tu tarjeta y lo que escogiste").see_not("llave de acceso")


async def test_the_code_of_the_demonstration_is_shown_there_and_nowhere_else(town, browser, keys):
    await arrive(browser, town.teo)
    (await browser.get("/llaves/confirmar")).see_not("En esta demostración")
    house.use(replace(house.current(), mode="demo"))
    try:
        (await browser.get("/llaves/confirmar")).see("En esta demostración, el código es")
    finally:
        house.use(replace(house.current(), mode="test"))
    house.use(replace(house.current(), mode="production"))
    (await browser.get("/llaves/confirmar")).see_not("En esta demostración")
