"""A secret that is forgotten: adults let the child choose anew, and never learn it (SG-23, SG-24, SG-28)."""

from datetime import timedelta

import pytest
import time_machine

from civic.core.acts import NotThere
from civic.core.charter import Refused
from civic.core.clock import now
from civic.core.database import rows, value
from civic.people.cards import ask_reset, confirm_reset, unlock_card
from civic.people.queries import card_of
from civic.rights.keeping import run_schedule
from tests.people.doorbell import hand_card, hand_new_card, hidden, is_in, keep, leave, ring, show_card, tap


async def rest(browser, card):
    """Eight failures, each as soon as it may be: the card rests. Until when the last wait lasts."""
    at = now()
    for tried in range(8):
        with time_machine.travel(at, tick=False):
            await ring(browser, card, (card.pictures[0],) * 3, last=422 if tried < 4 else 403)
            at = await value("SELECT max(wait_until) FROM try") or at
    return at


async def test_sg_24_the_facilitator_opens_a_card_that_rests_and_the_pictures_stay(town, browser):
    """SG-24, SG-28: unlocking tells and changes no secret."""
    card = await hand_card("lupita")
    later = await rest(browser, card)
    hashed = (await card_of(town.lupita.id))["hash"]
    with time_machine.travel(later + timedelta(hours=1)):
        keep(browser, await browser.get(card.link, 303))
        (await browser.get("/entrar/tarjeta", 403)).see("Esta tarjeta descansa")
        assert await unlock_card(town.teo, town.lupita.id) is None
        assert (await card_of(town.lupita.id))["hash"] == hashed
        await ring(browser, card)
        assert await is_in(browser)


async def test_sg_23_two_adults_let_the_youngest_choose_anew_and_one_is_enough_for_others(town, browser):
    """SG-23, SG-28: without memory, without anybody being told; the same adult twice is not two."""
    lupita, nicolas = await hand_card("lupita"), await hand_card("nicolas")
    assert await ask_reset(town.teo, town.lupita.id) is False
    (await show_card(browser, lupita)).see("Toca tus figuras")
    with pytest.raises(Refused, match="another_adult"):
        await confirm_reset(town.teo, town.lupita.id)
    await confirm_reset(town.ines, town.lupita.id)
    (await show_card(browser, lupita)).see("Colibrí de Papel, escoge otra vez")
    assert await ask_reset(town.teo, town.nicolas.id) is True
    (await show_card(browser, nicolas)).see("Río Amarillo, escoge otra vez")


async def test_choosing_anew_is_done_once_and_ends_what_the_old_secret_opened(town, browser, browsers):
    """SG-28, SG-29"""
    card, other = await hand_card("nicolas"), browsers()
    await ring(other, card)
    await ask_reset(town.teo, town.nicolas.id)
    page = await show_card(browser, card)
    page = await browser.post("/entrar/estrenar", {**hidden(page), "kind": "pin"}, 200)
    page = await browser.post("/entrar/estrenar", {**hidden(page), "secret": "482916"}, 200)
    keep(browser, await browser.post("/entrar/estrenar", {**hidden(page), "secret": "482916"}))
    assert await is_in(browser) and not await is_in(other)
    assert await value("SELECT count(*) FROM reset") == 0
    await leave(browser)
    (await show_card(browser, card)).see("Escribe tus 6 números")
    await browser.post("/entrar/estrenar", {"kind": "pin"}, 410)


async def test_it_is_open_for_an_hour(town, browser):
    card = await hand_card("lupita")
    await ask_reset(town.teo, town.lupita.id)
    with time_machine.travel(now() + timedelta(minutes=61)):
        with pytest.raises(Refused, match="asked_for"):
            await confirm_reset(town.ines, town.lupita.id)
        await ask_reset(town.teo, town.lupita.id)
        await confirm_reset(town.ines, town.lupita.id)
    with time_machine.travel(now() + timedelta(minutes=125)):
        (await show_card(browser, card)).see("Toca tus figuras")


async def test_choosing_anew_opens_a_card_that_rests(town, browser):
    card = await hand_card("lupita")
    later = await rest(browser, card)
    with time_machine.travel(later + timedelta(minutes=1)):
        await ask_reset(town.ines, town.lupita.id)
        await confirm_reset(town.teo, town.lupita.id)
        page = await show_card(browser, card)
        page = await browser.post("/entrar/estrenar", {**hidden(page), "kind": "pictures"}, 200)
        picks = tuple((await card_of(town.lupita.id))["offered"][3:6])
        await tap(browser, await tap(browser, page, picks, last=200), picks)
        assert await is_in(browser)


@pytest.mark.parametrize("do", [unlock_card, ask_reset, confirm_reset])
async def test_who_may_help_and_whom(town, do):
    await hand_new_card(town.bruno)
    with pytest.raises(Refused, match="card_was_used"):
        await do(town.teo, town.bruno.id)
    with pytest.raises(NotThere):
        await do(town.teo, town.saul.id)
    for who in (town.julian, town.carmen, town.rosa, town.lupita, town.leticia, town.pilar):
        with pytest.raises(Refused, match="not_your_role"):
            await do(who, town.nicolas.id)


async def test_the_journal_says_who_helped_whom(town):
    await ask_reset(town.teo, town.lupita.id)
    await confirm_reset(town.ines, town.lupita.id)
    await unlock_card(town.teo, town.lupita.id)
    told = await rows("SELECT act, person, subject FROM entry WHERE act LIKE 'people.%' ORDER BY at")
    assert {each["subject"] for each in told} == {town.lupita.id}
    assert [(each["act"], each["person"]) for each in told] == [
        ("people.ask_reset", town.teo.id),
        ("people.confirm_reset", town.ines.id),
        ("people.unlock_card", town.teo.id),
    ]


async def test_tries_are_forgotten_after_a_day_but_not_that_a_card_rests(town, browser):
    """SG-24: waiting a day is no way around the facilitator."""
    card = await hand_card("lupita")
    later = await rest(browser, card)
    await ring(browser, await hand_card("nicolas"), ("dog",) * 4, last=422)
    with time_machine.travel(later + timedelta(days=2)):
        await run_schedule()
        assert await value("SELECT count(*) FROM try") == 1
        keep(browser, await browser.get(card.link, 303))
        await browser.get("/entrar/tarjeta", 403)
