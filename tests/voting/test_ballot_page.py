"""The ballot speaks for no option (SG-54)."""

import re
from collections import Counter
from uuid import UUID

import pytest

from civic.core.images import Picture
from civic.settings import current
from civic.voting import acts
from civic.voting.turns import rotated, turn
from tests.browsing import Browser
from tests.conftest import Town
from tests.voting.polls import DICE, TITLES, drafted, idea, opened, seen


@pytest.mark.parametrize("options", range(2, 15))
def test_sg_54_over_one_rotation_each_option_takes_each_place_equally_often(options):
    """SG-54: exactly once each."""
    places = Counter((option, place) for at in range(options) for place, option in enumerate(rotated(options, at)))
    assert set(places.values()) == {1} and len(places) == options**2


def test_sg_54_turns_are_shared_out_evenly_and_stay_the_same_for_one_child():
    poll = UUID(int=77)
    turns = [turn("a secret", poll, UUID(int=child), 5) for child in range(5000)]
    assert all(abs(count - 1000) < 120 for count in Counter(turns).values())
    assert turns == [turn("a secret", poll, UUID(int=child), 5) for child in range(5000)]
    assert turns != [turn("another secret", poll, UUID(int=child), 5) for child in range(5000)]
    assert turns != [turn("a secret", UUID(int=78), UUID(int=child), 5) for child in range(5000)]


@pytest.mark.parametrize(("method", "kind"), [("choose_one;ties=lot", "radio"), ("approval;max=2;ties=lot", "checkbox")])
async def test_sg_54_every_row_is_alike_and_none_is_chosen(town: Town, browsers, method: str, kind: str) -> None:
    """SG-54: equal markup, nothing preselected, "none of them" and "I would rather not vote" always there."""
    key = await opened(town, rule=method)
    for name in ("lupita", "nicolas", "mateo"):
        browser = await browsers().come_in(town.people[name])
        page = await browser.get(f"/votaciones/{key}/boleta")
        page.see("Ninguna", "Hoy no quiero votar")
        assert " checked" not in page.text
        rows = page.text.split('<div class="ballot-option">')[1:]
        values = [re.search(r'name="choice" value="(\w+)"', row)[1] for row in rows]
        at = turn(current().secret, key, town.people[name].id, 3)
        assert values == [*(str(place) for place in rotated(3, at)), "none"]
        assert {_shape(row) for row in rows[:-1]} == {_shape(rows[0])}
        assert f'type="{kind}"' in rows[0] and f'type="{kind}"' in rows[-1]


def _shape(row: str) -> str:
    """A row without what it says: its value, words and picture's name."""
    row = row.split("<footer", 1)[0].strip()
    row = re.sub(r'value="\w+"|option-\w+|#[\w-]+|>[^<]+<', "", row)
    return " ".join(row.split())


async def test_sg_50_a_drawing_is_read_back_inside_the_page_so_that_no_request_tells_the_choice(
    town: Town, browser: Browser
) -> None:
    """SG-50: the ballot asks for every drawing; the page that reads the choice back asks for none."""
    key = await drafted(town, TITLES[:2])
    drawn = await idea(
        town, town.lupita, "Un columpio", "sport", Picture(large=b"large", small=b"small", width=1, height=1)
    )
    await acts.put_option(town.julian, key, drawn)
    await acts.announce_poll(town.julian, key)
    await acts.draw_lot(town.teo, key, DICE)
    await acts.sign_opening(town.julian, key)
    await acts.open_poll(town.teo, key)
    await browser.come_in(town.nicolas)
    assert "/dibujos/" in (await browser.get(f"/votaciones/{key}/boleta")).text
    page = (await seen(browser, key, "2")).see("Un columpio").see_not("/dibujos/")
    assert "data:image/webp;base64,c21hbGw=" in page.text


async def test_each_band_reads_a_ballot_in_its_own_words(town: Town, browser: Browser) -> None:
    key = await opened(town)
    await browser.come_in(town.lupita)
    (await browser.get(f"/votaciones/{key}/boleta")).see("Ya elegí")
    await browser.come_in(town.mateo)
    (await browser.get(f"/votaciones/{key}/boleta")).see("Ver mi boleta")
