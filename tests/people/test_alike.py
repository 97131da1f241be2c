"""SG-28: a code that nobody has is answered like one that somebody has: the same page, the same waits, the same time."""

import re
import time
from statistics import median

import argon2
import pytest

from civic.core import secrets
from civic.core.database import rows
from civic.people.nobody import card_of_nobody, nobodys
from tests.people.doorbell import CARD, UNKNOWN, cookies, hand_card, hidden, show_card, tap, type_words


def shape(page):
    """The page without what differs between any two cards: which pictures, and what is sealed."""
    text = re.sub(r'value="[^"]*"|#[\w-]+"', "", page.text)
    return re.sub(r"<span>[^<]*</span></button>", "", text)


async def unknown_like(browser, band):
    """A browser that typed words of nobody, until they look like a card of that age with pictures."""
    for i in range(200):
        page = await type_words(browser, f"{UNKNOWN} {i}")
        await rows("DELETE FROM try")
        if f'data-band="{band}"' in page.text and 'name="pick"' in page.text:
            return page
    raise AssertionError


@pytest.mark.parametrize("who", ["lupita", "nicolas"])
async def test_sg_28_an_unknown_card_is_shown_the_pages_of_a_known_one(town, browser, browsers, who):
    """SG-28: the same body and status at the door, for each wrong try, and while it waits."""
    card, other = await hand_card(who), browsers()
    unknown = await unknown_like(other, town.people[who].band)
    known = await type_words(browser, card.words)
    told = []
    for mine, page in ((browser, known), (other, unknown)):
        said = [page, *[await tap(mine, await mine.get("/entrar/tarjeta"), ("dog",) * len(card.pictures), 422) for _ in range(4)]]
        said.append(await tap(mine, await mine.get("/entrar/tarjeta"), ("dog",) * len(card.pictures), 403))
        said.append(await mine.get("/entrar/tarjeta", 403))
        told.append([(each.status, shape(each)) for each in said])
    assert told[0] == told[1]
    assert len(set(tiles(unknown))) == len(set(tiles(known))) == town.people[who].reach.pictures_offered


def tiles(page):
    return re.findall(r'name="pick" value="(\w+)"', page.text)


async def test_sg_28_an_unknown_card_shows_the_same_pictures_each_time(town, browser, browsers):
    """SG-28: one that changed would give itself away; and nobody outside can work out which they would be."""
    first = await type_words(browser, UNKNOWN)
    again = await type_words(browsers(), UNKNOWN.upper())
    strip = [re.sub(r'name="so_far" value="[^"]*"', "", each.text) for each in (first, again)]
    assert strip[0] == strip[1]
    assert {card_of_nobody(nobodys("token", str(i)))["kind"] for i in range(60)} == {"pictures", "pin", "phrase"}


async def test_sg_28_the_cookie_of_an_unknown_card_looks_like_a_known_ones(town, browser):
    """SG-28: as long, and sealed."""
    known = cookies(await browser.get((await hand_card("lupita")).link, 303))[CARD]
    unknown = cookies(await browser.get("/t/" + "a" * 26, 303))[CARD]
    assert abs(len(known) - len(unknown)) <= 4 and known != unknown


@pytest.fixture
def costly():
    """A slow hash that can be measured: some milliseconds, as much above the noise as the house's own would be."""
    before = secrets._hasher, secrets._dummy
    secrets._hasher, secrets._dummy = argon2.PasswordHasher(time_cost=2, memory_cost=4096, parallelism=1), None
    yield
    secrets._hasher, secrets._dummy = before


N = 200


async def medians(known, unknown):
    """Each N times, in turns; the ratio of their medians, the best of three rounds: a busy machine disturbs one, a
    difference in the code disturbs all."""
    ratios = []
    for _round in range(3):
        times = ([], [])
        for i in range(N):
            for which, ask in enumerate((known, unknown)):
                await rows("DELETE FROM try")
                began = time.perf_counter()
                await ask(i)
                times[which].append(time.perf_counter() - began)
        ratios.append(median(times[0]) / median(times[1]))
        if 0.85 < ratios[-1] < 1.18:
            break
    return ratios


async def test_sg_28_known_and_unknown_words_take_the_same_time(town, browser, costly):
    """SG-28: n = 200."""
    card = await hand_card("lupita")

    async def ask(words):
        answer = await browser.client.post("/entrar", data=browser.marked({"code": words}))
        assert answer.status_code == 303

    ratios = await medians(lambda i: ask(card.words), lambda i: ask(f"{UNKNOWN} {i}"))
    assert 0.85 < ratios[-1] < 1.18, ratios


async def test_sg_28_wrong_pictures_of_known_and_unknown_cards_take_the_same_time(town, browser, browsers, costly):
    """SG-28: n = 200."""
    card, other = await hand_card("lupita"), browsers()
    page = await show_card(browser, card)
    unknown = await unknown_like(other, "a")
    bodies = []
    for mine, shown in ((browser, page), (other, unknown)):
        for _ in range(2):
            shown = await mine.post("/entrar/tarjeta", {**hidden(shown), "pick": "dog"}, 200)
        bodies.append(mine.marked({**hidden(shown), "pick": "dog"}))

    async def ask(mine, body):
        assert (await mine.client.post("/entrar/tarjeta", data=body)).status_code == 422

    ratios = await medians(lambda i: ask(browser, bodies[0]), lambda i: ask(other, bodies[1]))
    assert 0.85 < ratios[-1] < 1.18, ratios


async def test_sg_28_known_and_unknown_nicknames_and_user_names_take_the_same_time(town, browser, costly):
    """SG-28: n = 200."""
    for url, known, unknown in (
        ("/entrar/frase", {"alias": "Luna de Barro"}, {"alias": "Luna de Nadie"}),
        ("/entrar/equipo", {"username": "teo"}, {"username": "nadie"}),
    ):
        await rows("UPDATE card SET kind = 'phrase', hash = $1 WHERE person = $2", secrets._hasher.hash("x"), town.mateo.id)
        await rows("UPDATE password SET hash = $1", secrets._hasher.hash("x"))
        wrong = {"secret": "otra frase cualquiera", "password": "otra frase cualquiera"}

        async def ask(who, url=url, wrong=wrong):
            assert (await browser.client.post(url, data=browser.marked({**who, **wrong}))).status_code == 422

        ratios = await medians(lambda i, ask=ask, known=known: ask(known), lambda i, ask=ask, unknown=unknown: ask(unknown))
        assert 0.85 < ratios[-1] < 1.18, (url, ratios)
