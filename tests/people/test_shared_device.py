"""A shared tablet keeps nothing of the child before (SG-30): what the server can do for it, on every page."""

import re

import pytest

from tests.people.doorbell import hand_new_card, show_card
from tests.people.walk import doors


@pytest.mark.parametrize("who", ["lupita", "rosa", "teo", "carmen", "julian"])
async def test_no_page_of_who_came_in_may_be_kept(town, browser, who):
    """SG-30: no-store on each answer, whatever its status; htmx keeps no history; nothing fills itself in."""
    await browser.come_in(town.people[who])
    pages = 0
    for door in doors(town.app, "GET", town.call):
        if door.url in ("/health", "/ready", "/casilla/sin-red/guardia.js"):  # of nobody: a beat, and a script
            continue
        answer = await browser.client.get(door.url)
        assert answer.status_code < 500, door.url
        assert "no-store" in answer.headers["cache-control"], door.url
        if answer.text.startswith("<!doctype"):
            pages += 1
            assert '"historyCacheSize":0' in answer.text, door.url
            for field in re.findall(r'<(?:input class="input"|textarea)[^>]*>', answer.text):
                assert re.search('autocomplete="(off|one-time-code)"', field) or 'type="file"' in field, f"{door.url}: {field}"
    assert pages > 5


async def test_the_card_and_its_secret_are_never_filled_in(town, browser):
    """SG-30: what a child writes at the door is off, and numbers are no password that a browser would keep."""
    page = await browser.get("/entrar")
    assert re.search(r'name="code"[^>]*autocomplete="off"', page.text)
    await show_card(browser, await hand_new_card(town.nicolas))
    page = await browser.post("/entrar/estrenar", {"kind": "pin"}, 200)
    field = re.search(r'<input[^>]*name="secret"[^>]*>', page.text)[0]
    assert 'type="text"' in field and 'autocomplete="off"' in field and 'inputmode="numeric"' in field
