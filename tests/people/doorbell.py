"""Coming in through the doors themselves, picture by picture, as a child does."""

import re

from civic.core.actor import Actor
from civic.demo.cast import CAST
from civic.people.acts import give_card
from civic.people.tables import Card
from tests.browsing import Browser, Page

CODE = "K7M2-Q4TX-9WPA-03HZ"


async def hand_card(name: str, code: str = CODE) -> tuple[str, ...]:
    """A card whose code the test knows, with the pictures of the cast. What the child taps, in order."""
    member = CAST[name]
    await Card.delete().where(Card.person == member.id)
    await give_card(member.id, list(member.sequence), code)
    return member.sequence


async def tap(browser: Browser, pictures: tuple[str, ...], code: str = CODE, last: int = 303, **carried: str) -> Page:
    """The code, then one picture a screen; what the page carries is sent as the page holds it."""
    page = await browser.post("/entrar/tarjeta", {"code": code, **carried}, 200)
    for i, picture in enumerate(pictures):
        status = last if i == len(pictures) - 1 else 200
        page = await browser.post("/entrar/tarjeta", {**hidden(page), "pick": picture}, status)
    return page


def hidden(page: Page) -> dict[str, str]:
    """The hidden fields of the page's main part, without its mark."""
    main = page.text.split("<main", 1)[-1]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main)
    return {name: value for name, value in found if name != "_mark"}


def keep_cookie(browser: Browser, page: Page, cookie: str) -> str:
    """Take the sign-in the answer set, as a browser does. The token."""
    said = next(each for each in page.headers.get_list("set-cookie") if each.startswith(f"{cookie}="))
    browser.tie = said.split("=", 1)[1].split(";")[0]
    browser.client.cookies.clear()
    browser.client.cookies.set(cookie, browser.tie, domain="voz.test")
    return browser.tie


async def is_in(browser: Browser, person: Actor | None = None) -> bool:
    """Whether the browser's cookie still opens a page of one's own."""
    answer = await browser.client.get("/avisos")
    return answer.status_code == 200
