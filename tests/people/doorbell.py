"""Coming in through the doors themselves, card and secret, as a child does."""

import re
from dataclasses import dataclass
from uuid import UUID

import httpx

from civic.core.actor import Actor
from civic.demo import people as demo
from civic.demo.cast import CAST
from civic.people.acts import print_card
from civic.people.cookies import card_cookie
from tests.browsing import VISIT, Browser, Page

COOKIE = "__Host-voz"
CARD = "__Host-tarjeta"
#: Six words of the list that no card of the tests has.
UNKNOWN = "zapateo torneo nuevo galaxia canoa bufanda"


@dataclass(frozen=True)
class Handed:
    """A card in the hand: what is printed on it, and what its child knows."""

    token: str
    words: str
    pictures: tuple[str, ...] = ()

    @property
    def link(self) -> str:
        return f"/t/{self.token}"


async def hand_card(name: str) -> Handed:
    """A card of the cast that was claimed with their pictures."""
    member = CAST[name]
    code = await demo.hand_card(member.id, member.sequence)
    return Handed(code.token, " ".join(code.words), member.sequence)


async def hand_new_card(person: Actor | UUID) -> Handed:
    """An invitation: nobody has used it yet."""
    code = await print_card(person.id if isinstance(person, Actor) else person)
    return Handed(code.token, " ".join(code.words))


async def show_card(browser: Browser, card: Handed, **carried: str) -> Page:
    """Its QR, and the page it leads to."""
    keep(browser, await browser.get(card.link, 303))
    return await browser.get("/entrar/tarjeta" + (f"?volver={carried['back']}" if carried else ""))


async def type_words(browser: Browser, words: str, **carried: str) -> Page:
    """Its six words, and the page they lead to."""
    page = await browser.post("/entrar", {"code": words, **carried}, 200 if carried.get("kept") else 303)
    keep(browser, page)
    return page if carried.get("kept") else await browser.get(page.location)


async def tap(browser: Browser, page: Page, pictures: tuple[str, ...], last: int = 303) -> Page:
    """One picture a screen; what the page carries is sent as the page holds it."""
    for i, picture in enumerate(pictures):
        status = last if i == len(pictures) - 1 else 200
        page = await browser.post(page.forms[-1], {**hidden(page), "pick": picture}, status)
    return keep(browser, page)


async def ring(browser: Browser, card: Handed, pictures: tuple[str, ...] = (), last: int = 303) -> Page:
    """The QR and then the pictures: the right ones, or those."""
    return await tap(browser, await show_card(browser, card), pictures or card.pictures, last)


def hidden(page: Page) -> dict[str, str]:
    """The hidden fields of the page's main part, without its mark."""
    main = page.text.split("<main", 1)[-1]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main)
    return {name: value for name, value in found if name != "_mark"}


def cookies(page: Page | httpx.Response) -> dict[str, str]:
    """What the answer sets, by name."""
    said = [each.split(";")[0].partition("=") for each in page.headers.get_list("set-cookie")]
    return {name: value.strip('"') for name, _eq, value in said}


def keep(browser: Browser, page: Page) -> Page:
    """Take the cookies of an answer, as a browser does; forms are tied to the sign-in."""
    for name, value in cookies(page).items():
        if name in dict(browser.client.cookies):
            browser.client.cookies.delete(name, domain="voz.test")
        if value:
            browser.client.cookies.set(name, value, domain="voz.test")
        if name == COOKIE:
            browser.tie = value or VISIT
    return page


async def leave(browser: Browser) -> None:
    keep(browser, await browser.post("/salir"))


def hold(browser: Browser, other: Browser) -> None:
    """Another browser that was shown the same card."""
    browser.client.cookies.set(card_cookie(), other.client.cookies[card_cookie()], domain="voz.test")


async def is_in(browser: Browser) -> bool:
    """Whether the browser's cookie still opens a page of one's own."""
    answer = await browser.client.get("/avisos")
    return answer.status_code == 200
