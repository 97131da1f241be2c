"""The app of codes: the fallback that needs no script."""

import re
from datetime import timedelta

import time_machine

from civic.core.clock import now
from civic.core.database import value
from tests.keys.arriving import arrive, code_now, forget_keys
from tests.keys.device import take_cookie
from tests.people.doorbell import hidden

APP = "/llaves/codigo"


def secret_of(page) -> str:
    return re.search(r'key-secret">([A-Z2-7 ]+)<', page.text)[1].replace(" ", "")


async def test_sg_27_the_first_app_then_codes_for_paper_and_in(town, browser):
    await forget_keys(town.julian)
    await arrive(browser, town.julian)
    page = await browser.get(f"{APP}?volver=/mesa/convocatorias")
    assert 'src="data:image/svg+xml' in page.text
    secret = secret_of(page)
    again = await browser.post(APP, {**hidden(page), "code": "000000"}, 422)
    assert secret_of(again) == secret
    done = await browser.post(APP, {**hidden(again), "code": code_now(secret)}, 200)
    done.see("Códigos de respaldo")
    assert done.text.count("<code>") == 10 and "/mesa/convocatorias" in done.links
    take_cookie(browser, done)
    await browser.get("/mesa/convocatorias")
    sealed = await value("SELECT sealed FROM totp WHERE person = $1", town.julian.id)
    assert secret.encode() not in sealed


async def test_the_code_that_enrolled_it_does_not_count_again(town, browser, browsers):
    await forget_keys(town.julian)
    page = await (await arrive(browser, town.julian)).get(APP)
    code = code_now(secret_of(page))
    await browser.post(APP, {**hidden(page), "code": code}, 200)
    await (await arrive(browsers(), town.julian)).post("/llaves/confirmar", {"code": code}, 422)


async def test_a_secret_is_enrolled_by_whom_it_was_shown_to_and_within_half_an_hour(town, browser, browsers):
    await forget_keys(town.julian)
    await forget_keys(town.leticia)
    page = await (await arrive(browser, town.julian)).get(APP)
    secret = secret_of(page)
    other = await arrive(browsers(), town.leticia)
    await other.post(APP, {**hidden(page), "code": code_now(secret)}, 422)
    await browser.post(APP, {"sealed": "AAAA", "code": code_now(secret)}, 422)
    await browser.get("/llaves")
    with time_machine.travel(now() + timedelta(minutes=31)):
        browser = await arrive(browsers(), town.julian)
        await browser.post(APP, {**hidden(page), "code": code_now(secret)}, 422)
    assert await value("SELECT count(*) FROM totp WHERE person = ANY($1)", [town.julian.id, town.leticia.id]) == 0


async def test_an_app_is_changed_with_a_fresh_key_and_the_old_one_ends(town, browser, browsers):
    await browser.come_in(town.teo)
    page = await browser.get(APP)
    await browser.post(APP, {**hidden(page), "code": code_now(secret_of(page))})
    await (await arrive(browsers(), town.teo)).post("/llaves/confirmar", {"code": code_now()}, 422)
