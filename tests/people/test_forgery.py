"""Every door that changes something asks for the mark of our own page (SG-88)."""

import pytest

from tests.people.walk import counts, doors


@pytest.mark.parametrize("who", [None, "amaranta", "julian", "carmen"])
async def test_a_post_without_the_mark_changes_nothing_anywhere(town, browser, who):
    """SG-88"""
    if who:
        await browser.come_in(town.people[who])
    before = await counts()
    walked = 0
    for door in doors(town.app, "POST", town.call):
        answer = await browser.client.post(door.url, data={"code": "x", "title": "x", "words": "", "said": "yes"})
        assert answer.status_code == 403, door.url
        walked += 1
    assert walked >= 15
    assert await counts() == before


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_a_post_from_another_site_is_refused_even_with_a_good_mark(town, browser, site):
    """SG-88"""
    await browser.come_in(town.lupita)
    await browser.post("/avisos/leidos", status=403, **{"Sec-Fetch-Site": site})
    await browser.post("/avisos/leidos", **{"Sec-Fetch-Site": "same-origin"})


async def test_a_mark_is_worth_something_only_with_its_own_sign_in(town, browser, browsers):
    """SG-88: the mark of one child's page, sent with another's cookie."""
    await browser.come_in(town.lupita)
    other = await browsers().come_in(town.mateo)
    browser.tie = other.tie
    page = await browser.post("/avisos/leidos", status=403)
    page.see("Pasó mucho tiempo en esta página")
