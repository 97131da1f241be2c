"""The second factor at the door and again before what matters: codes, recovery codes, calm waits, one browser at a time."""

import asyncio
from datetime import timedelta

import pytest
import time_machine

from civic.core.clock import now
from civic.core.database import row, rows, value
from civic.core.secrets import fingerprint
from civic.demo.cast import CODES, PASSWORD
from civic.keys.acts import enrol_app
from tests.keys.arriving import arrive, code_now
from tests.keys.device import Device, challenge, enrol, take_cookie
from tests.people.doorbell import hidden

CONFIRM = "/llaves/confirmar"


async def test_sg_27_a_password_and_a_code_open_the_desk_and_the_old_cookie_is_dead(town, browser):
    """SG-27, SG-29: arriving reaches no desk; with the code, a new token does, and the one of the password opens nothing."""
    await arrive(browser, town.teo)
    old = browser.tie
    (await browser.get("/mesa/lectura", 403)).see("Un paso más: la segunda llave")
    page = await browser.post(CONFIRM, {"code": code_now(), "back": "/mesa/lectura"})
    assert page.location == "/mesa/lectura" and take_cookie(browser, page) != old
    await browser.get("/mesa/lectura")
    found = await row("SELECT strength, proven_at FROM sign_in WHERE id = $1", fingerprint(browser.tie))
    assert found["strength"] == "strong" and found["proven_at"]
    assert await value("SELECT count(*) FROM sign_in WHERE id = $1", fingerprint(old)) == 0


async def test_a_code_never_counts_twice(town, browser, browsers):
    """RFC 6238, 5.2: who looks over a shoulder learns a code that is spent."""
    code = code_now()
    with time_machine.travel(now(), tick=False):
        code = code_now()
        await (await arrive(browser, town.teo)).post(CONFIRM, {"code": code})
        page = await (await arrive(browsers(), town.teo)).post(CONFIRM, {"code": code}, 422)
        page.see("Ese código no coincide").see_not(code)


async def test_the_same_code_sent_twice_at_once_counts_once(town, browsers):
    both = [await arrive(browsers(), town.teo) for _each in range(2)]
    code = code_now()
    answers = await asyncio.gather(*(each.client.post(CONFIRM, data=each.marked({"code": code})) for each in both))
    assert sorted(each.status_code for each in answers) == [303, 422]


async def test_sg_24_five_wrong_codes_wait_a_minute_even_for_the_right_one(town, browser, browsers):
    await arrive(browser, town.teo)
    for _each in range(5):
        await browser.post(CONFIRM, {"code": "000000"}, 422)
    (await browser.post(CONFIRM, {"code": code_now()}, 403)).see("Hay que esperar unos minutos")
    await (await arrive(browsers(), town.ines)).post(CONFIRM, {"code": code_now()})
    with time_machine.travel(now() + timedelta(seconds=61)):
        await browser.post(CONFIRM, {"code": code_now()})
    assert await value("SELECT count(*) FROM try") == 0


async def test_the_code_of_another_opens_nothing(town, browser):
    await rows("DELETE FROM totp WHERE person = $1", town.teo.id)
    await enrol_app(town.teo.id, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    await (await arrive(browser, town.teo)).post(CONFIRM, {"code": code_now(CODES)}, 422)


async def test_recovery_codes_work_once_each_and_only_for_their_person(town, browser, browsers):
    page = await (await browser.come_in(town.teo)).post("/llaves/recuperacion", status=200)
    code = page.text.split("<code>")[1].split("</code>")[0]
    assert page.text.count("<code>") == 10
    assert not await value("SELECT count(*) FROM recovery WHERE position($1::bytea in id) > 0", code.encode())
    await (await arrive(browsers(), town.ines)).post(CONFIRM, {"recovery": code}, 422)
    arriving = await arrive(browsers(), town.teo)
    await arriving.post(CONFIRM, {"recovery": code.lower().replace("-", " ")})
    (await (await arrive(browsers(), town.teo)).post(CONFIRM, {"recovery": code}, 422)).see("ya se usó").see_not(code)
    assert await value("SELECT facts->>'recovery' FROM entry WHERE act = 'keys.show_key'") == "true"


async def test_new_recovery_codes_put_an_end_to_the_old_ones(town, browser, browsers):
    await browser.come_in(town.teo)
    first = (await browser.post("/llaves/recuperacion", status=200)).text.split("<code>")[1].split("<")[0]
    await browser.post("/llaves/recuperacion", status=200)
    assert await value("SELECT count(*) FROM recovery WHERE person = $1", town.teo.id) == 10
    await (await arrive(browsers(), town.teo)).post(CONFIRM, {"recovery": first}, 422)


async def test_sg_76_showing_a_key_again_keeps_the_age_of_the_sign_in(town, browser):
    """SG-29: step-up is no way around the absolute limit."""
    await browser.come_in(town.teo)
    since = now() - timedelta(hours=3)
    await rows("UPDATE sign_in SET since = $1, proven_at = $1", since)
    take_cookie(browser, await browser.post(CONFIRM, {"code": code_now()}))
    assert await value("SELECT since FROM sign_in WHERE id = $1", fingerprint(browser.tie)) == since


@pytest.mark.parametrize("back", ["//mal.example", "/\\mal.example", "https://mal.example", "javascript:1"])
async def test_it_leads_only_to_our_own_pages(town, browser, back):
    page = await (await arrive(browser, town.teo)).post(CONFIRM, {"code": code_now(), "back": back})
    assert page.location == "/entrar"


async def test_sg_76_what_was_typed_comes_back_after_the_key(town, browser):
    """A rule that refuses a stale sign-in asks for the key, carries the form sealed, and gives it back to its person."""
    await browser.come_in(town.teo)
    await rows("UPDATE sign_in SET proven_at = $1", now() - timedelta(minutes=6))
    page = await browser.post("/llaves/quitar", {"key": "app", "why": "Perdí el teléfono <viejo>"}, 403)
    page.see("Otra vez la llave", "Lo escrito está guardado").see_not("Perdí el teléfono")
    kept = hidden(page)["kept"]
    again = await browser.post(CONFIRM, {"code": "000000", "kept": kept}, 422)
    assert hidden(again)["kept"] == kept
    back = await browser.post(CONFIRM, {"code": code_now(), "kept": kept}, 200)
    back.see("Perdí el teléfono <viejo>")
    take_cookie(browser, back)
    fields = hidden(back)
    assert fields["key"] == "app" and 'action="/llaves/quitar"' in back.text


async def test_sg_76_what_was_typed_is_given_to_nobody_else(town, browser, browsers):
    await browser.come_in(town.teo)
    await rows("UPDATE sign_in SET proven_at = NULL")
    kept = hidden(await browser.post("/llaves/quitar", {"key": "app", "why": "Perdí el teléfono"}, 403))["kept"]
    other = await arrive(browsers(), town.ines)
    assert (await other.post(CONFIRM, {"code": code_now(), "kept": kept})).location == "/entrar"


async def lapse(town, browser):
    """Teo wrote for a long time: his sign-in has ended, and the post comes late."""
    await browser.come_in(town.teo)
    await rows("UPDATE sign_in SET seen = $1", now() - timedelta(minutes=40))
    page = await browser.post("/llaves/quitar", {"key": "app", "why": "Una carta larga"}, 401)
    page.see("El equipo").see_not("Una carta larga")
    return hidden(page)


async def test_sg_72_what_was_typed_before_the_sign_in_ended_waits_through_password_and_key(town, browser):
    fields = await lapse(town, browser)
    page = await browser.post("/entrar/equipo", {**fields, "username": "teo", "password": PASSWORD}, 200)
    page.see("Una carta larga")
    take_cookie(browser, page)
    asked = await browser.post("/llaves/quitar", hidden(page), 403)
    asked.see("Un paso más").see_not("Una carta larga")
    back = await browser.post(CONFIRM, {**hidden(asked), "code": code_now()}, 200)
    back.see("Una carta larga")


async def test_sg_72_and_through_one_touch(town, browser, browsers):
    device = Device()
    await enrol(await browser.come_in(town.teo), device)
    late = browsers()
    fields = await lapse(town, late)
    page = await late.post("/llaves/entrar", {**fields, "answer": device.sign(await challenge(late))}, 200)
    page.see("Una carta larga")


async def test_sg_72_a_teenager_with_a_phrase_is_led_to_their_own_door(town, browser):
    await browser.come_in(town.mateo)
    await rows("UPDATE card SET kind = 'phrase' WHERE person = $1", town.mateo.id)
    await rows("UPDATE sign_in SET seen = $1", now() - timedelta(minutes=40))
    page = await browser.post(f"/convocatorias/{town.call}/participar", {"said": "no"}, 401)
    page.see("Entra con tu frase")
    assert hidden(page)["kept"]
