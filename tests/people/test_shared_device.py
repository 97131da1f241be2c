"""A shared tablet keeps nothing of the child before (SG-30): what the server can do for it, on every page."""

import re

import pytest

from tests.people.walk import doors


@pytest.mark.parametrize("who", ["lupita", "rosa", "teo", "carmen", "julian"])
async def test_no_page_of_who_came_in_may_be_kept(town, browser, who):
    """SG-30: no-store on each answer, whatever its status; htmx keeps no history; nothing fills itself in."""
    await browser.come_in(town.people[who])
    pages = 0
    for door in doors(town.app, "GET", town.call):
        if door.url in ("/health", "/ready"):
            continue
        answer = await browser.client.get(door.url)
        assert answer.status_code < 500, door.url
        assert "no-store" in answer.headers["cache-control"], door.url
        if answer.text.startswith("<!doctype"):
            pages += 1
            assert '"historyCacheSize":0' in answer.text, door.url
            for field in re.findall(r'<(?:input class="input"|textarea)[^>]*>', answer.text):
                assert 'autocomplete="off"' in field or 'type="file"' in field, f"{door.url}: {field}"
    assert pages > 5


async def test_the_card_is_never_filled_in(town, browser):
    """SG-30: on the visitor's side of the door, the child's field is off; only the team's may be remembered."""
    page = await browser.get("/entrar")
    assert re.search(r'name="code"[^>]*autocomplete="off"', page.text)
    assert len(re.findall(r'autocomplete="(?!off)', page.text)) == 2  # user name and password
