"""Every page a person can reach by its links, as each person of the town: it opens, and it says nothing it must not."""

import re

import pytest

from civic.demo.cast import CAST
from tests.browsing import Browser, Page
from tests.conftest import Town
from tests.crawl import crawl

#: The people for whom children's nicknames are (safeguards.md, section 3): all others are told the ages only.
COUNCIL = {"lupita", "nicolas", "amaranta", "mateo", "leticia", "teo", "ines", "carmen", "saul"}
#: Where one's own nickname, or one's own child's, belongs to whoever reads.
OWN = {"bruno": {CAST["bruno"].name}, "rosa": {CAST["lupita"].name}}

BIRTH = re.compile(r"\b(naci(ó|miento)|birth)", re.IGNORECASE)
#: Where a family's paper is typed and checked: the nickname on it is all that names the form, and nowhere else is a
#: secretary told whose words are whose.
REGISTRATION = "/mesa/permisos"
#: Before a child says yes, the page says that this is kept: the words, never the day.
NOTICE = re.compile("(También )?tu mes y año de nacimiento")
#: Where whoever invites is told which months a list needs: nobody's is on the page.
ASKED = "/mesa/invitaciones/nueva"


@pytest.mark.parametrize("who", ["a visitor", *CAST])
async def test_every_page_opens_and_tells_only_what_this_person_may_know(year: Town, who: str) -> None:
    """SG-75, by field: no nickname for those it is not for, no name a family gave, no birth date for anyone (SG-15)."""
    browser = Browser(year.app)
    if who in CAST:
        await browser.come_in(year.people[who])
    pages = await crawl(browser, "/", "/mi-pagina" if who in CAST else "/entrar", each=4)
    assert len(pages) > 20
    aliases = {member.name for member in CAST.values() if member.sequence} - OWN.get(who, set())
    if who not in COUNCIL:
        told = [(url, alias) for url, page in pages.items() for alias in aliases if alias in page.text]
        assert [each for each in told if not each[0].startswith(REGISTRATION)] == []
    called = {member.called for member in CAST.values() if member.sequence}
    named = [(url, name) for url, page in pages.items() for name in called if name in page.said]
    assert named == []
    told = [url for url, page in pages.items() if BIRTH.search(NOTICE.sub("", page.said))]
    assert [url for url in told if not url.startswith(ASKED)] == []
    assert {first_door(page) for page in pages.values()} == {"/ayuda"}
    await browser.client.aclose()


def first_door(page: Page) -> str:
    """SG-72: on every page the same link comes third: after the way to the content and the way home."""
    return page.links[2]
