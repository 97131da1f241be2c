"""The sign-in ended while they were writing: the words come back to their person, and to nobody else (SG-72, SG-74)."""

from datetime import timedelta

import time_machine

from civic.core.clock import now
from civic.core.database import value
from tests.people.doorbell import hand_card, hidden, tap, type_words

WORDS = "Un puente de madera <para> el río"


async def lapse(town, browser, who="mateo"):
    """The page of coming in that a late post is answered with."""
    await browser.come_in(town.people[who])
    url = f"/convocatorias/{town.call}/participar"
    late = time_machine.travel(now() + timedelta(minutes=40))
    late.start()
    page = await browser.post(url, {"said": "no", "volver": "/", "words": WORDS}, 401)
    return page, late


async def test_the_words_come_back_after_coming_in_again(town, browser):
    """SG-72: nothing typed is lost, and nothing was written before."""
    page, late = await lapse(town, browser)
    try:
        page.see("Lo escrito está guardado").see_not(WORDS, "puente de madera")
        card = await hand_card("mateo")
        asked = await type_words(browser, card.words, kept=hidden(page)["kept"])
        back = await tap(browser, asked, card.pictures, last=200)
        back.see("Ya volviste", WORDS)
        assert await value("SELECT said FROM assent WHERE child = $1", town.mateo.id) == "yes"
        fields = hidden(back)
        assert fields["words"].startswith("Un puente de madera &lt;para&gt;") and fields["said"] == "no"
        await browser.post(f"/convocatorias/{town.call}/participar", fields)
        assert await value("SELECT said FROM assent WHERE child = $1", town.mateo.id) == "no"
    finally:
        late.stop()


async def test_the_words_are_not_given_to_another_child(town, browser):
    """SG-72: on a shared tablet the next child comes in and sees nothing of it."""
    page, late = await lapse(town, browser)
    try:
        card = await hand_card("lupita")
        asked = await type_words(browser, card.words, kept=hidden(page)["kept"])
        answer = await tap(browser, asked, card.pictures)
        answer.see_not("puente")
        assert answer.location == "/entrar"
    finally:
        late.stop()


async def test_what_is_carried_cannot_be_read_or_changed_on_the_way(town, browser):
    page, late = await lapse(town, browser)
    try:
        kept = hidden(page)["kept"]
        assert "puente" not in kept
        broken = kept[:40] + ("A" if kept[40] != "A" else "B") + kept[41:]
        card = await hand_card("mateo")
        await tap(browser, await type_words(browser, card.words, kept=broken), card.pictures)
    finally:
        late.stop()


async def test_who_lapsed_can_still_come_in_and_ask_for_help(town, browser):
    """SG-80: a sign-in that ended never stands between a child and help, nor before the door itself."""
    await browser.come_in(town.lupita)
    with time_machine.travel(now() + timedelta(minutes=40)):
        await browser.post("/ayuda", {"words": "Tengo miedo"})
        await type_words(browser, (await hand_card("lupita")).words)
    assert await value("SELECT words FROM concern") == "Tengo miedo"


async def test_wrong_pictures_on_the_way_back_keep_the_words(town, browser):
    """SG-72"""
    page, late = await lapse(town, browser)
    try:
        kept = hidden(page)["kept"]
        card = await hand_card("mateo")
        asked = await type_words(browser, card.words, kept=kept)
        again = await tap(browser, asked, ("dog",) * 4, last=422)
        assert hidden(again)["kept"] == kept
        back = await tap(browser, again, card.pictures, last=200)
        back.see(WORDS)
    finally:
        late.stop()
