"""The first time with a card: once, within its days, twice the same secret; and nobody else's."""

import asyncio
from datetime import timedelta

import pytest
import time_machine

from civic.core.clock import now
from civic.core.database import rows, value
from civic.people.cards import claim_card
from civic.people.queries import card_of
from tests.people.doorbell import (
    CARD,
    COOKIE,
    cookies,
    hand_card,
    hand_new_card,
    hidden,
    hold,
    is_in,
    keep,
    leave,
    ring,
    show_card,
    tap,
)

CHOSEN = ("0", "1", "2")
PHRASE = "tres grillos comen pan"


async def choose(browser, page, kind):
    return await browser.post("/entrar/estrenar", {**hidden(page), "kind": kind}, 200)


async def pictures_of(person, number=3):
    return tuple((await card_of(person.id))["offered"][:number])


async def write(browser, page, secret, status=200):
    return await browser.post(page.forms[-1], {**hidden(page), "secret": secret}, status)


async def test_lupita_uses_her_card_the_first_time(town, browser):
    """SG-06, SG-23: her alias, three pictures, the same three once more, and she is in; nothing is typed."""
    card = await hand_new_card(town.lupita)
    picks = await pictures_of(town.lupita)
    page = await show_card(browser, card)
    page.see("Aquí te llamas", "Colibrí de Papel", "Escoger mis figuras")
    assert 'data-band="a"' in page.text and 'type="text"' not in page.text
    page = await choose(browser, page, "pictures")
    page = await tap(browser, page.see("Escoge 3 figuras", "0 de 3"), picks, last=200)
    page = await tap(browser, page.see("Otra vez: las mismas figuras"), picks)
    assert await is_in(browser) and cookies(page)[CARD] == ""
    assert await value("SELECT strength FROM sign_in") == "low"
    kept = await card_of(town.lupita.id)
    assert kept["kind"] == "pictures" and kept["hash"].startswith("$argon2id$") and picks[0] not in kept["hash"]
    await leave(browser)
    await ring(browser, card, picks)


async def test_nothing_chosen_is_ever_shown_again(town, browser):
    """SG-28: the page after any first choice is the same page."""
    card = await hand_new_card(town.nicolas)
    seen = set()
    for pin in ("482916", "730184"):
        page = await choose(browser, await show_card(browser, card), "pin")
        page = await write(browser, page, pin)
        page.see("Otra vez: los mismos números").see_not(pin)
        seen.add(page.text.replace(hidden(page)["so_far"], ""))
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("who", "kind", "secret", "strength"),
    [("nicolas", "pin", "48 29 16", "low"), ("mateo", "pin", "482916", "low"), ("mateo", "phrase", PHRASE, "plain")],
)
async def test_sg_25_each_band_chooses_its_own_way_and_comes_back_with_it(town, browser, who, kind, secret, strength):
    """SG-23, SG-25: what is short makes a sign-in of low assurance, whatever the age."""
    card = await hand_new_card(town.people[who])
    page = await choose(browser, await show_card(browser, card), kind)
    keep(browser, await write(browser, await write(browser, page, secret), secret, 303))
    assert await is_in(browser) and await value("SELECT strength FROM sign_in") == strength
    await leave(browser)
    page = await show_card(browser, card)
    (await write(browser, page, "999999", 422)).see("no")
    keep(browser, await write(browser, page, secret, 303))
    assert await is_in(browser) and await value("SELECT strength FROM sign_in") == strength


async def test_rosa_chooses_a_pin_and_is_spoken_to_as_an_adult(town, browser):
    """SG-27: guardians have paper and a PIN, and come in low. Her own name is on no page before (SG-25)."""
    card = await hand_new_card(town.rosa)
    page = await show_card(browser, card)
    page.see("Su tarjeta de familia").see_not("Rosa Méndez")
    page = await choose(browser, page, "pin")
    page = await write(browser, page.see("Escoja 6 números"), "482916")
    keep(browser, await write(browser, page, "482916", 303))
    assert (await browser.get("/entrar", 303)).location == "/familia"
    assert await value("SELECT strength FROM sign_in") == "low"


@pytest.mark.parametrize(
    ("who", "kind", "may"),
    [
        ("lupita", "pictures", True),
        ("lupita", "pin", False),
        ("lupita", "phrase", False),
        ("nicolas", "pictures", True),
        ("nicolas", "pin", True),
        ("nicolas", "phrase", False),
        ("mateo", "phrase", True),
        ("rosa", "pictures", False),
        ("rosa", "phrase", False),
    ],
)
async def test_sg_23_nobody_chooses_a_way_of_another_age(town, browser, who, kind, may):
    """SG-23: not by sending what the page does not offer."""
    page = await show_card(browser, await hand_new_card(town.people[who]))
    assert (f'value="{kind}"' in page.text) == may
    page = await choose(browser, page, kind)
    assert bool(hidden(page).get("so_far")) == may


async def test_two_different_choices_begin_again_and_the_card_stays_new(town, browser):
    card = await hand_new_card(town.lupita)
    picks = await pictures_of(town.lupita)
    page = await choose(browser, await show_card(browser, card), "pictures")
    page = await tap(browser, page, picks, last=200)
    page = await tap(browser, page, picks[::-1], last=422)
    page.see("Salieron figuras diferentes", "Escoge 3 figuras")
    assert await value("SELECT claimed_at FROM card WHERE person = $1", town.lupita.id) is None
    page = await tap(browser, page, picks, last=200)
    await tap(browser, page, picks)
    assert await is_in(browser)


async def test_what_is_easy_to_guess_is_said_kindly(town, browser):
    """SG-24, SG-26"""
    page = await choose(browser, await show_card(browser, await hand_new_card(town.mateo)), "pin")
    (await write(browser, page, "123456", 422)).see("fáciles de adivinar")
    page = await show_card(browser, await hand_new_card(town.lupita))
    same = (await pictures_of(town.lupita))[:1] * 3
    (await tap(browser, await choose(browser, page, "pictures"), same, last=422)).see("que no sean todas iguales")


async def test_sg_06_the_second_browser_is_told_410_and_the_issuer_will_be(town, browser, browsers):
    """SG-06, threat 21: a photo of the card in a messaging group is worth nothing after its owner used it."""
    card, thief = await hand_new_card(town.lupita), browsers()
    picks = await pictures_of(town.lupita)
    page = await choose(browser, await show_card(browser, card), "pictures")
    stolen = await choose(thief, await show_card(thief, card), "pictures")
    await tap(browser, await tap(browser, page, picks, last=200), picks)
    stolen = await thief.post("/entrar/estrenar", {**hidden(stolen), "pick": picks[0]}, 410)
    stolen.see("Esta tarjeta ya no es nueva", "avisa a quien te la dio", "Pedir ayuda").see_not("Colibrí")
    assert not await is_in(thief)
    assert await value("SELECT facts->>'card' FROM job WHERE kind = 'card_reused'") == str((await card_of(town.lupita.id))["id"])
    (await show_card(thief, card)).see("Toca tus figuras").see_not("Colibrí")
    assert await is_in(browser)


async def test_sg_06_two_claims_at_once_and_one_wins(town, browser, browsers):
    """SG-06: the row is the lock."""
    card = await hand_new_card(town.nicolas)
    page = await write(browser, await choose(browser, await show_card(browser, card), "pin"), "482916")
    answers = []
    many = [browsers() for _ in range(6)]
    for other in many:
        hold(other, browser)
    for answer in await asyncio.gather(
        *(each.client.post("/entrar/estrenar", data=each.marked({**hidden(page), "secret": "482916"})) for each in many)
    ):
        answers.append(answer.status_code)
    assert sorted(answers) == [303] + [410] * 5
    assert await value("SELECT count(*) FROM sign_in") == 1
    assert await value("SELECT count(*) FROM job WHERE kind = 'card_reused'") == 5


async def test_the_row_itself_is_claimed_once(town):
    """SG-06"""
    await hand_new_card(town.nicolas)
    card = await card_of(town.nicolas.id)
    won = await asyncio.gather(*(claim_card(card, "pin", str(number)) for number in range(8)))
    assert sum(won) == 1


@pytest.mark.parametrize(("hours", "status"), [(14 * 24 - 1, 200), (14 * 24 + 1, 410)])
async def test_sg_06_after_fourteen_days_an_invitation_is_over(town, browser, hours, status):
    """SG-06: on the fifteenth day, said calmly; also to who was in the middle of it."""
    card = await hand_new_card(town.lupita)
    with time_machine.travel(now() + timedelta(hours=hours)):
        keep(browser, await browser.get(card.link, 303))
        page = await browser.get("/entrar/tarjeta", status)
        page.see("Aquí te llamas" if status == 200 else "Ya pasaron los días")
        await browser.post("/entrar/estrenar", {"kind": "pictures"}, status)
    assert await value("SELECT count(*) FROM job WHERE kind = 'card_reused'") == 0


async def test_a_used_card_outlives_its_invitation(town, browser):
    card = await hand_card("nicolas")
    with time_machine.travel(now() + timedelta(days=60)):
        await ring(browser, card)


async def test_what_was_chosen_on_one_screen_is_forgotten_after_ten_minutes(town, browser):
    card = await hand_new_card(town.nicolas)
    page = await write(browser, await choose(browser, await show_card(browser, card), "pin"), "482916")
    with time_machine.travel(now() + timedelta(minutes=11)):
        await show_card(browser, card)
        (await write(browser, page, "482916")).see("Aquí te llamas")
    assert await value("SELECT claimed_at FROM card WHERE person = $1", town.nicolas.id) is None


async def test_what_was_chosen_for_one_card_is_nothing_for_another(town, browser):
    """Fixation: a page prepared with one card, sent while holding another's."""
    await show_card(browser, await hand_new_card(town.nicolas))
    page = await write(browser, await choose(browser, await browser.get("/entrar/tarjeta"), "pin"), "482916")
    await show_card(browser, await hand_new_card(town.amaranta))
    (await write(browser, page, "482916")).see("Aquí te llamas", "Trueno Azul")
    assert await value("SELECT count(*) FROM sign_in") == 0


async def test_claiming_while_the_card_waits(town, browser):
    """SG-24: a card in use that waits is not opened by pretending that it is new."""
    card = await hand_card("nicolas")
    for _ in range(4):
        await ring(browser, card, ("cat",) * 4, last=422)
    await ring(browser, card, ("cat",) * 4, last=403)
    (await browser.post("/entrar/estrenar", {"kind": "pin"}, 403)).see("Vamos a esperar 1 minuto")
    with time_machine.travel(now() + timedelta(minutes=2)):
        keep(browser, await browser.get(card.link, 303))
        await browser.post("/entrar/estrenar", {"kind": "pin"}, 410)
    assert await value("SELECT kind FROM card WHERE person = $1", town.nicolas.id) == "pictures"


async def test_using_a_card_ends_the_sign_in_of_the_child_before(town, browser, browsers):
    """SG-29, SG-30: on a shared tablet, although nobody touched "leave"."""
    await browser.come_in(town.amaranta)
    old = browser.tie
    page = await choose(browser, await show_card(browser, await hand_new_card(town.nicolas)), "pin")
    keep(browser, await write(browser, await write(browser, page, "482916"), "482916", 303))
    late = browsers()
    late.client.cookies.set(COOKIE, old, domain="voz.test")
    assert not await is_in(late) and await is_in(browser)


async def test_the_journal_has_the_act_and_no_word_of_it(town, browser):
    page = await choose(browser, await show_card(browser, await hand_new_card(town.nicolas)), "pin")
    await write(browser, await write(browser, page, "482916"), "482916", 303)
    entry = (await rows("SELECT * FROM entry WHERE act = 'people.claim_card'"))[0]
    assert entry["subject"] == town.nicolas.id and "482916" not in str(dict(entry))


async def test_mateo_comes_in_with_his_nickname_and_his_phrase(town, browser):
    """SG-26, SG-28: capitals and accents of the nickname are forgiven; an unknown one reads the same and waits alike."""
    page = await choose(browser, await show_card(browser, await hand_new_card(town.mateo)), "phrase")
    keep(browser, await write(browser, await write(browser, page, PHRASE), PHRASE, 303))
    await leave(browser)
    told = []
    for alias in ("Luna de Barro", "Luna de Nadie"):
        wrong = {"alias": alias, "secret": "otra frase cualquiera"}
        said = [await browser.post("/entrar/frase", wrong, 422) for _ in range(5)]
        said.append(await browser.post("/entrar/frase", wrong, 403))
        told.append([page.text.replace(f'value="{alias}"', "") for page in said])
        said[0].see("no van juntos").see_not("otra frase cualquiera")
    assert told[0] == told[1]
    with time_machine.travel(now() + timedelta(minutes=2)):
        page = await browser.post("/entrar/frase", {"alias": " LUNA  de bárro ", "secret": PHRASE, "back": "/avisos"})
        keep(browser, page)
        assert page.location == "/avisos" and await is_in(browser)
        assert await value("SELECT strength FROM sign_in") == "plain"


async def test_a_nickname_opens_no_card_with_pictures(town, browser):
    """SG-24: what is short needs the card."""
    card = await hand_card("mateo")
    await browser.post("/entrar/frase", {"alias": "Luna de Barro", "secret": " ".join(card.pictures)}, 422)
    assert await value("SELECT count(*) FROM sign_in") == 0


async def test_sg_24_who_knows_a_nickname_cannot_lock_its_card(town, browser, browsers):
    """SG-24: wrong phrases make that door wait; whoever has the card in the hand comes in meanwhile."""
    card = await hand_new_card(town.mateo)
    page = await choose(browser, await show_card(browser, card), "phrase")
    keep(browser, await write(browser, await write(browser, page, PHRASE), PHRASE, 303))
    await leave(browser)
    at, bully = now(), browsers()
    for tried in range(20):
        with time_machine.travel(at, tick=False):
            await bully.post("/entrar/frase", {"alias": "Luna de Barro", "secret": f"otra frase larga {tried}"}, 422)
            at = await value("SELECT max(wait_until) FROM try") or at
    await bully.post("/entrar/frase", {"alias": "Luna de Barro", "secret": PHRASE}, 403)
    keep(browser, await write(browser, await show_card(browser, card), PHRASE, 303))
    assert await is_in(browser)
