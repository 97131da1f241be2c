"""Children come in with a card and pictures, adults with a password; what does not fit together waits, calmly."""

import asyncio
import re
from datetime import timedelta

import pytest
import time_machine

from civic.core.clock import now
from civic.core.database import rows, value
from civic.demo.cast import PASSWORD
from tests.people.doorbell import CODE, hand_card, hidden, is_in, keep_cookie, tap

COOKIE = "__Host-voz"
UNKNOWN = "ABCD-EFGH-1234-5678"


async def test_lupita_comes_in_with_her_card_and_three_pictures(town, browser):
    """SG-29: the cookie is __Host-, Secure, HttpOnly, of one site, for the whole of it, and holds 256 random bits."""
    page = await tap(browser, await hand_card("lupita"))
    cookie = next(each for each in page.headers.get_list("set-cookie") if each.startswith(COOKIE))
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}
    assert "domain" not in cookie.lower()
    token = keep_cookie(browser, page, COOKIE)
    assert len(token) >= 43
    assert token.encode() not in {bytes(each["id"]) for each in await rows("SELECT id FROM sign_in")}
    assert await is_in(browser)


async def test_the_door_shows_who_is_in_their_own_page(town, browser):
    keep_cookie(browser, await tap(browser, await hand_card("amaranta")), COOKIE)
    assert (await browser.get("/entrar", 303)).location == "/mi-pagina"
    await browser.come_in(town.rosa)
    assert (await browser.get("/entrar", 303)).location == "/familia"


@pytest.mark.parametrize(
    "typed", [CODE, CODE.lower(), CODE.replace("-", " "), CODE.replace("-", ""), "k7m2q4tx9wpa-O3hz"]
)
async def test_a_code_is_read_as_it_was_meant(town, browser, typed):
    await tap(browser, await hand_card("nicolas"), typed)


async def test_wrong_pictures_are_told_kindly_and_nobody_is_in(town, browser):
    await hand_card("lupita")
    page = await tap(browser, ("dog", "dog", "dog"), last=422)
    page.see("Esas figuras no son las de esta tarjeta", "0 de 3").see_not("set-cookie")
    assert not await is_in(browser)


async def test_starting_again_forgets_what_was_picked(town, browser):
    pictures = await hand_card("lupita")
    page = await browser.post("/entrar/tarjeta", {"code": CODE, "pick": "dog"}, 200)
    page.see("1 de 3")
    page = await browser.post("/entrar/tarjeta", {**hidden(page), "restart": "yes"}, 200)
    page.see("0 de 3")
    for picture, status in zip(pictures, (200, 200, 303), strict=True):
        page = await browser.post("/entrar/tarjeta", {**hidden(page), "pick": picture}, status)


async def test_the_sixth_try_waits_even_with_the_right_pictures_and_nobody_else_does(town, browser, browsers):
    """SG-24: five failures, then 1 minute; one child's wait never stops another on the same tablet."""
    right = await hand_card("lupita")
    for _ in range(5):
        await tap(browser, ("dog", "moon", "kite"), last=422)
    page = await tap(browser, right, last=403)
    page.see("Vamos a esperar", "No hiciste nada malo")
    other = "1111-2222-3333-4444"
    await tap(browsers(), await hand_card("nicolas", other), other)
    with time_machine.travel(now() + timedelta(seconds=61)):
        await tap(browser, right)
        assert await value("SELECT sum(failures) FROM card") == 0


async def test_waits_grow_from_one_minute_to_five_to_fifteen(town, browser):
    """SG-24"""
    await hand_card("lupita")
    waits = []
    at = now()
    for _ in range(15):
        with time_machine.travel(at, tick=False):
            await tap(browser, ("dog", "moon", "kite"), last=422)
            until = await value("SELECT max(wait_until) FROM card WHERE failures > 0")
        if until and until > at:
            waits.append(round((until - at).total_seconds() / 60))
            at = until
    assert waits == [1, 5, 15]


async def test_twenty_tries_at_once_are_counted_one_by_one(town, browsers):
    """SG-24: a burst learns no more than five tries would."""
    await hand_card("lupita")
    guess = {"code": CODE, "picked": "dog moon", "pick": "kite"}
    many = [browsers() for _ in range(20)]
    answers = await asyncio.gather(*(each.client.post("/entrar/tarjeta", data=each.marked(guess)) for each in many))
    statuses = sorted(each.status_code for each in answers)
    assert statuses == [403] * 15 + [422] * 5
    assert await value("SELECT failures FROM card WHERE person = $1", town.lupita.id) == 5


async def test_a_card_alone_or_pictures_alone_open_nothing(town, browser):
    """SG-24"""
    right = await hand_card("lupita")
    await browser.post("/entrar/tarjeta", {"code": CODE}, 200)
    await browser.post("/entrar/tarjeta", {"picked": " ".join(right)}, 422)
    await tap(browser, (right * 2)[: await wanted(browser, UNKNOWN)], UNKNOWN, last=422)
    assert await value("SELECT count(*) FROM sign_in") == 0


async def wanted(browser, code):
    page = await browser.post("/entrar/tarjeta", {"code": code}, 200)
    return int(re.search(r"0 de (\d)", page.said)[1])


async def test_an_unknown_card_is_shown_the_page_of_a_known_one(town, browser):
    """SG-28: same status, same shape, same twelve pictures each time it is asked, same answer to wrong pictures."""
    await hand_card("lupita")
    known = await browser.post("/entrar/tarjeta", {"code": CODE}, 200)
    unknown = await browser.post("/entrar/tarjeta", {"code": UNKNOWN}, 200)
    again = await browser.post("/entrar/tarjeta", {"code": UNKNOWN}, 200)
    assert shape(known) == shape(unknown)
    assert tiles(unknown) == tiles(again) and len(set(tiles(unknown))) == len(set(tiles(known))) == 12
    both = []
    for code in (CODE, UNKNOWN):
        page = await tap(browser, ("dog",) * await wanted(browser, code), code, last=422)
        both.append(shape(page))
    assert both[0] == both[1]


def tiles(page):
    return re.findall(r'name="pick" value="(\w+)"', page.text)


def shape(page):
    """The page without what differs between any two cards: the code, which pictures, how many of them to tap."""
    text = re.sub(r'value="[^"]*"|#[\w-]+"|\d de \d', "", page.text)
    text = re.sub(r"<span>[^<]*</span></button>", "", text)
    return re.sub(r"<li></li>", "", text)


async def test_one_card_is_out_when_its_child_is(town, browser):
    right = await hand_card("lupita")
    await rows("UPDATE person SET active = false WHERE id = $1", town.lupita.id)
    await tap(browser, right, last=422)


async def test_teo_comes_in_with_his_password(town, browser):
    page = await browser.post("/entrar/equipo", {"username": " Teo ", "password": PASSWORD})
    keep_cookie(browser, page, COOKIE)
    assert await is_in(browser)


async def test_a_wrong_password_and_an_unknown_name_read_the_same(town, browser):
    """SG-28; and a password is never sent back."""
    known = await browser.post("/entrar/equipo", {"username": "teo", "password": "no es esta"}, 422)
    unknown = await browser.post("/entrar/equipo", {"username": "nadie", "password": "no es esta"}, 422)
    known.see("no coinciden").see_not("no es esta")
    assert known.text.replace('value="teo"', "") == unknown.text.replace('value="nadie"', "")


@pytest.mark.parametrize(
    "back", ["//mal.example", "/\\mal.example", "https://mal.example", "/\t/mal.example", "javascript:1"]
)
async def test_coming_in_leads_only_to_our_own_pages(town, browser, back):
    page = await tap(browser, await hand_card("lupita"), back=back)
    assert page.location == "/entrar"


async def test_coming_in_leads_where_one_was_going(town, browser):
    page = await tap(browser, await hand_card("lupita"), back="/avisos?x=1")
    assert page.location == "/avisos?x=1"


async def test_who_has_not_come_in_is_shown_the_door_and_the_way_on(town, browser):
    page = await browser.get("/avisos", 401)
    page.see("Primero hay que entrar")
    assert hidden(page)["back"] == "/avisos"
