"""Children come in with a card and a secret, the team with a password; what does not fit waits, calmly."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from civic import settings as house
from civic.core.clock import now
from civic.core.database import rows, value
from civic.demo.cast import PASSWORD
from tests.conftest import SETTINGS
from tests.people.doorbell import (
    CARD,
    COOKIE,
    UNKNOWN,
    Handed,
    cookies,
    hand_card,
    hidden,
    is_in,
    keep,
    leave,
    ring,
    show_card,
    tap,
    type_words,
)
from tests.people.walk import counts

WRONG = ("dog", "moon", "kite", "dog")


async def test_lupita_comes_in_with_her_card_and_three_pictures(town, browser):
    """SG-23, SG-29: the cookie is __Host-, Secure, HttpOnly, of one site, for the whole of it, and holds 256 random bits."""
    page = await ring(browser, await hand_card("lupita"))
    cookie = next(each for each in page.headers.get_list("set-cookie") if each.startswith(COOKIE))
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}
    assert "domain" not in cookie.lower()
    token = browser.tie
    assert len(token) >= 43
    assert token.encode() not in {bytes(each["id"]) for each in await rows("SELECT id FROM sign_in")}
    assert await is_in(browser)
    assert await value("SELECT strength FROM sign_in") == "low"


async def test_sg_06_the_qr_changes_nothing_and_its_address_is_left_at_once(town, browser):
    """SG-06: a preview of the link uses up nothing; the page after it has no token, nor has its cookie, and both end."""
    card = await hand_card("lupita")
    before = await counts()
    page = await browser.get(card.link, 303)
    assert page.location == "/entrar/tarjeta" and page.headers["cache-control"] == "no-store"
    said = next(each for each in page.headers.get_list("set-cookie") if each.startswith(CARD))
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax", "Max-Age=600"} <= {each.strip() for each in said.split(";")}
    assert card.token not in said
    keep(browser, page)
    (await browser.get("/entrar/tarjeta")).see_not(card.token, card.words, "Colibrí")
    assert await counts() == before


async def test_sg_29_a_card_that_was_shown_is_forgotten_after_ten_minutes(town, browser):
    """SG-29, SG-30: and at once when the next child stands before the door, or its owner came in, or leaves."""
    card = await hand_card("lupita")
    await show_card(browser, card)
    with time_machine.travel(now() + timedelta(minutes=10, seconds=1)):
        assert (await browser.get("/entrar/tarjeta", 303)).location == "/entrar"
        assert (await browser.post("/entrar/tarjeta", {"pick": "cat"})).location == "/entrar"
        assert (await browser.post("/entrar/estrenar", {"kind": "pictures"})).location == "/entrar"
    await show_card(browser, card)
    assert cookies(await browser.get("/entrar"))[CARD] == ""
    assert cookies(await ring(browser, card))[CARD] == ""
    assert cookies(await browser.post("/salir"))[CARD] == ""


async def test_the_log_never_holds_a_token(town, browser, caplog):
    """SG-06: not when the address is a card's, and not when it leads nowhere."""
    card = await hand_card("lupita")
    with caplog.at_level("INFO", logger="civic.requests"):
        await browser.get(card.link, 303)
        await browser.get(card.link + "/x", 404)
        await browser.get(card.link + "x" * 300, 303)
    routes = [record.route for record in caplog.records if record.name == "civic.requests"]
    assert len(routes) == 3 and not [route for route in routes if card.token in route]


async def test_the_door_shows_who_is_in_their_own_page(town, browser):
    card = await hand_card("amaranta")
    await ring(browser, card)
    assert (await browser.get("/entrar", 303)).location == "/mi-pagina"
    keep(browser, await browser.get(card.link, 303))
    assert (await browser.get("/entrar/tarjeta", 303)).location == "/entrar"
    await browser.come_in(town.rosa)
    assert (await browser.get("/entrar", 303)).location == "/familia"


async def test_what_a_usb_reader_types_is_the_card(town, browser):
    """SG-23: the link as it is, with caps lock, and with the signs of another keyboard; or the token alone."""
    card = await hand_card("nicolas")
    link = f"https://voz.test/t/{card.token}"
    for typed in (link, link.upper(), card.token, f"httpsÑ--voz.test-t-{card.token}", f" {link}\n"):
        (await type_words(browser, typed)).see("Toca tus figuras")
        await tap(browser, await browser.get("/entrar/tarjeta"), card.pictures)
        await leave(browser)


async def test_words_are_read_as_they_were_meant(town, browser):
    """SG-06, SG-23: a slip of a letter, capitals and commas are forgiven."""
    card = await hand_card("nicolas")
    first, rest = card.words.split(maxsplit=1)
    page = await type_words(browser, f"{first.upper()},  {rest.title()}")
    await tap(browser, page, card.pictures)
    assert await is_in(browser)


async def test_wrong_pictures_are_told_kindly_and_nobody_is_in(town, browser):
    page = await ring(browser, await hand_card("lupita"), WRONG[:3], last=422)
    page.see("Esas figuras no son", "Prueba otra vez o pide ayuda", "0 de 3").see_not("set-cookie")
    assert not await is_in(browser)


async def test_nothing_in_the_page_tells_what_was_touched(town, browser):
    """SG-28: what travels from screen to screen is sealed, and of this card only."""
    lupita, nicolas = await hand_card("lupita"), await hand_card("nicolas")
    page = await show_card(browser, lupita)
    once = await browser.post("/entrar/tarjeta", {**hidden(page), "pick": "cat"}, 200)
    other = await browser.post("/entrar/tarjeta", {**hidden(page), "pick": "sun"}, 200)
    once.see("1 de 3")
    strip = [each.text.replace(hidden(each)["so_far"], "") for each in (once, other)]
    assert strip[0] == strip[1]
    await show_card(browser, nicolas)
    (await browser.post("/entrar/tarjeta", {**hidden(once), "pick": "dog"}, 200)).see("1 de 4")


async def test_starting_again_forgets_what_was_picked(town, browser):
    card = await hand_card("lupita")
    page = await show_card(browser, card)
    page = await browser.post("/entrar/tarjeta", {**hidden(page), "pick": "dog"}, 200)
    page = await browser.post("/entrar/tarjeta", {**hidden(page), "restart": "yes"}, 200)
    page.see("0 de 3")
    await tap(browser, page, card.pictures)


async def test_sg_24_after_five_tries_even_the_right_pictures_wait_and_nobody_else_does(town, browser):
    """SG-24: five failures, then 1 minute; one child's wait never stops another on the same tablet."""
    lupita, nicolas = await hand_card("lupita"), await hand_card("nicolas")
    page = await show_card(browser, lupita)
    for _ in range(4):
        await ring(browser, lupita, WRONG[:3], last=422)
    (await ring(browser, lupita, WRONG[:3], last=403)).see("Vamos a esperar 1 minuto", "No hiciste nada malo")
    (await browser.get("/entrar/tarjeta", 403)).see("Vamos a esperar 1 minuto")
    await browser.post("/entrar/tarjeta", {**hidden(page), "pick": "cat"}, 403)
    await ring(browser, nicolas)
    await leave(browser)
    with time_machine.travel(now() + timedelta(seconds=61)):
        await ring(browser, lupita)
        assert await value("SELECT count(*) FROM try") == 0


async def test_sg_24_waits_grow_from_one_minute_to_five_to_fifteen_and_then_the_card_rests(town, browser):
    """SG-24: after the last wait the facilitator opens it; the right pictures and another day do not."""
    card = await hand_card("lupita")
    told, at = [], now()
    for tried in range(1, 9):
        with time_machine.travel(at, tick=False):
            page = await ring(browser, card, WRONG[:3], last=422 if tried < 5 else 403)
            until = await value("SELECT max(wait_until) FROM try")
            if until:
                told.append((round((until - at).total_seconds() / 60), page))
                at = until
    assert [minutes for minutes, _page in told] == [1, 5, 15, 15]
    told[1][1].see("Vamos a esperar 5 minutos")
    with time_machine.travel(at + timedelta(days=2)):
        keep(browser, await browser.get(card.link, 303))
        (await browser.get("/entrar/tarjeta", 403)).see("Esta tarjeta descansa", "No hiciste nada malo")


async def test_sg_24_twenty_tries_at_once_are_counted_one_by_one(town, browser, browsers):
    """SG-24: a burst learns no more than five tries would."""
    card = await hand_card("lupita")
    page = await show_card(browser, card)
    for picture in WRONG[:2]:
        page = await browser.post("/entrar/tarjeta", {**hidden(page), "pick": picture}, 200)
    guess = browser.marked({**hidden(page), "pick": "kite"})
    answers = await asyncio.gather(*(browser.client.post("/entrar/tarjeta", data=guess) for _ in range(20)))
    statuses = [each.status_code for each in answers]
    assert set(statuses) == {403, 422} and statuses.count(422) <= 5
    assert await value("SELECT failures FROM try") == 5


async def test_sg_24_a_card_alone_or_pictures_alone_open_nothing(town, browser):
    """SG-24"""
    card = await hand_card("lupita")
    await show_card(browser, card)
    await browser.post("/entrar/tarjeta", {}, 200)
    browser.client.cookies.delete(CARD, domain="voz.test")
    for pick in card.pictures:
        assert (await browser.post("/entrar/tarjeta", {"pick": pick})).location == "/entrar"
    assert await value("SELECT count(*) FROM sign_in") == 0


async def test_a_card_that_was_printed_again_is_worth_nothing(town, browser):
    """SG-06, threat 21: not even to the browser that holds it."""
    old = await hand_card("lupita")
    page = await show_card(browser, old)
    new = await hand_card("lupita")
    await tap(browser, page, old.pictures[:2], last=200)
    wanted = await show_card(browser, old)
    assert not await is_in(browser) and wanted.status == 200
    await ring(browser, new)
    assert await is_in(browser)


async def test_one_card_is_out_when_its_child_is(town, browser):
    card = await hand_card("lupita")
    await rows("UPDATE person SET active = false WHERE id = $1", town.lupita.id)
    await ring(browser, card, last=422)


async def test_a_school_behind_one_address_is_no_machine(town, browsers):
    """A known card counts for nothing, however many are typed; or the 61st child of a school would wait."""
    card = await hand_card("lupita")
    for _ in range(70):
        await type_words(browsers(), card.words)


async def test_sg_06_a_machine_that_guesses_words_is_slowed_down(town, browser):
    """SG-06: 100 guesses in a minute are too many; a QR still opens meanwhile, and the minute after, words too."""
    card = await hand_card("lupita")
    start = now()
    with time_machine.travel(start, tick=False):
        answers = [await browser.client.post("/entrar", data=browser.marked({"code": f"{UNKNOWN} {i}"})) for i in range(100)]
        assert [each.status_code for each in answers] == [303] * 60 + [429] * 40
        await show_card(browser, card)
        await browser.post("/entrar", {"code": card.words}, 429)
    with time_machine.travel(start + timedelta(seconds=61)):
        await type_words(browser, card.words)


@pytest.fixture
def production():
    """Where hours and tablets count."""
    house.use(replace(SETTINGS, mode="production"))
    yield
    house.use(SETTINGS)


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("lupita", "funciona en una tableta del Consejo"),
        ("bruno", "cuando tu familia diga que sí"),
        ("nicolas", ""),
        ("mateo", ""),
    ],
)
async def test_sg_23_where_a_card_may_be_used(town, browser, production, who, says):
    """SG-23: the youngest on a tablet of the council only, the others at home once their family said yes; the first
    time as ever after."""
    card = await hand_card(who)
    for url in ("/entrar/tarjeta", "/entrar/estrenar"):
        keep(browser, await browser.get(card.link, 303))
        page = await browser.get("/entrar/tarjeta", 403 if says else 200)
        page.see(says or ("Toca tus figuras" if url.endswith("tarjeta") else "Aquí te llamas"))
        await browser.post(url, {"pick": "cat", "kind": "pictures"}, 403 if says else 200)
        await rows("UPDATE card SET claimed_at = NULL, kind = '', hash = ''")


async def test_teo_comes_in_with_his_password_and_goes_to_show_his_second_key(town, browser):
    """SG-27: and until he has, he is only arriving."""
    page = await browser.post("/entrar/equipo", {"username": " Teo ", "password": PASSWORD, "back": "/mesa/lectura"})
    assert page.location == "/llaves/confirmar?volver=/mesa/lectura"
    keep(browser, page)
    assert await value("SELECT strength FROM sign_in") == "plain"
    assert (await browser.client.get("/mesa/lectura")).status_code == 403


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
    card = await hand_card("lupita")
    page = await type_words(browser, card.words, back=back)
    page = await browser.post("/entrar/tarjeta", {**hidden(page), "back": back, "pick": "cat"}, 200)
    page = await tap(browser, page, card.pictures[1:])
    assert page.location == "/entrar"


async def test_coming_in_leads_where_one_was_going(town, browser):
    card = await hand_card("lupita")
    page = await type_words(browser, card.words, back="/avisos?x=1")
    assert (await tap(browser, page, card.pictures)).location == "/avisos?x=1"


async def test_who_has_not_come_in_is_shown_the_door_and_the_way_on(town, browser):
    page = await browser.get("/avisos", 401)
    page.see("Primero hay que entrar")
    assert hidden(page)["back"] == "/avisos"


def test_the_unknown_words_of_the_tests_are_words():
    assert Handed("", UNKNOWN).words.count(" ") == 5
