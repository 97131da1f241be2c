"""The first time of a child with a card, from its QR to a page of their own: how many screens, how many taps."""

from dataclasses import dataclass, field
from uuid import uuid4

import pytest

from civic.core import secrets
from civic.core.clock import now
from civic.demo.people import SCHOOL
from civic.devices.cookie import cookie
from civic.devices.tables import Device
from civic.people.queries import card_of
from tests.browser.conftest import Open
from tests.browser.window import Window
from tests.conftest import Town
from tests.people.doorbell import hand_card, hand_new_card

#: Seconds a child of eight takes for a screen (look, listen) and for a tap, and how long all of it may last.
SCREEN, TAP, MOST = 5, 2, 90


@dataclass
class Counting:
    """A child at work: each heading they meet is a screen, each touch or key press that sends something a tap."""

    window: Window
    screens: list[str] = field(default_factory=list)
    taps: int = 0

    async def look(self) -> None:
        heading = " ".join((await self.window.tab.inner_text("h1")).split())
        if not self.screens or self.screens[-1] != heading:
            self.screens.append(heading)

    async def touch(self, place: str) -> None:
        async with self.window._moved():
            await self.window.tab.locator(place).tap()
        self.taps += 1
        await self.look()

    async def press(self, place: str) -> None:
        await self.window.reach(place)
        await self.window.enter()
        self.taps += 1
        await self.look()

    @property
    def seconds(self) -> int:
        return SCREEN * len(self.screens) + TAP * self.taps

    def tell(self, what: str) -> None:
        print(f"\n{what}: {len(self.screens)} screens, {self.taps} taps, about {self.seconds} s: {' · '.join(self.screens)}")


async def first_pictures(town: Town, number: int) -> list[str]:
    return (await card_of(town.lupita.id))["offered"][:number]


@pytest.mark.parametrize("hand", ["touch", "press"])
async def test_sg_23_lupitas_first_time_by_touch_only_and_by_keyboard_only(town: Town, window: Open, hand: str) -> None:
    """SG-23: under 90 seconds with room to spare, nothing typed, every picture 64 px and named; and again, coming back."""
    card = await hand_new_card(town.lupita)
    picks = await first_pictures(town, 3)
    child = Counting(await window(width=800, height=1180, has_touch=True))
    do = getattr(child, hand)
    await child.window.go(card.link)
    await child.look()
    assert await child.window.tab.locator("main input:not([type=hidden])").count() == 0
    await do('button[name=kind][value="pictures"]')
    for _twice in range(2):
        await big_and_named(child.window)
        for picture in picks:
            await do(f'button[name=pick][value="{picture}"]')
    assert child.window.here == "/mi-pagina"
    child.tell(f"First time by {hand}")
    assert len(child.screens) <= 4 and child.taps <= 7 and child.seconds <= MOST / 2
    assert card.token not in await history(child.window)

    await child.window.send("/salir")
    back = Counting(child.window)
    await back.window.go(card.link)
    await back.look()
    for picture in picks:
        await getattr(back, hand)(f'button[name=pick][value="{picture}"]')
    assert back.window.here == "/mi-pagina"
    back.tell(f"Coming back by {hand}")
    assert len(back.screens) <= 2 and back.taps <= 3


async def big_and_named(window: Window) -> None:
    tiles = await window.tab.evaluate(
        """() => [...document.querySelectorAll('.tile-choice')].map((each) => {
          const box = each.getBoundingClientRect();
          return [box.width, box.height, each.innerText.trim().length, each.querySelector('use') !== null];
        })"""
    )
    assert len(tiles) == 12
    assert all(wide >= 64 and high >= 64 and named and drawn for wide, high, named, drawn in tiles)


async def history(window: Window) -> str:
    """Every address that Back or Forward can lead to, and what the page was told of where it comes from."""
    inspector = await window.tab.context.new_cdp_session(window.tab)
    entries = (await inspector.send("Page.getNavigationHistory"))["entries"]
    return " ".join([await window.tab.evaluate("document.referrer"), *(each["url"] for each in entries)])


async def test_sg_23_nicolas_first_time_with_numbers_and_coming_back(town: Town, window: Open) -> None:
    """SG-23, SG-26: a PIN from 10 years on; it stands as dots until he asks to see it."""
    card = await hand_new_card(town.nicolas)
    child = Counting(await window(has_touch=True))
    await child.window.go(card.link)
    await child.look()
    await child.touch('button[name=kind][value="pin"]')
    for _twice in range(2):
        field_ = child.window.tab.locator("#field-secret")
        await field_.fill("482916")
        assert await field_.evaluate("(each) => getComputedStyle(each).webkitTextSecurity") == "disc"
        child.taps += 6
        await child.touch("form[action='/entrar/estrenar'] .act-primary")
    assert child.window.here == "/mi-pagina"
    child.tell("First time with numbers")
    assert len(child.screens) <= 4 and child.seconds <= MOST
    await child.window.send("/salir")
    await child.window.go(card.link)
    await child.window.write("secret", "482916")
    await child.window.tab.click("show-secret button")
    assert await child.window.tab.evaluate("getComputedStyle(document.querySelector('#field-secret')).webkitTextSecurity") == "none"
    await child.window.send("/entrar/tarjeta")
    assert child.window.here == "/mi-pagina"


async def test_sg_26_mateo_pastes_his_phrase_and_sees_it(town: Town, window: Open) -> None:
    """SG-26: paste works, show works, and no browser is kept from remembering it at home."""
    card = await hand_new_card(town.mateo)
    mateo = await window(permissions=["clipboard-read", "clipboard-write"])
    await mateo.go(card.link)
    await mateo.touch('button[name=kind][value="phrase"]')
    for _twice in range(2):
        await mateo.tab.evaluate("navigator.clipboard.writeText('tres grillos comen pan')")
        await mateo.tab.focus("#field-secret")
        await mateo.tab.keyboard.press("Control+V")
        await mateo.tab.click("show-secret button")
        field_ = mateo.tab.locator("#field-secret")
        assert await field_.input_value() == "tres grillos comen pan" and await field_.get_attribute("type") == "text"
        await mateo.touch("form[action='/entrar/estrenar'] .act-primary")
    assert mateo.here == "/mi-pagina"


async def test_the_words_of_a_card_and_no_script_at_all(town: Town, window: Open) -> None:
    """SG-23: what the doors do, they do without a script."""
    card = await hand_card("amaranta")
    child = await window(script=False)
    await child.go("/entrar")
    await child.write("code", card.words)
    await child.send("/entrar")
    for picture in card.pictures:
        await child.send("/entrar/tarjeta", pick=picture)
    assert child.here == "/mi-pagina"


#: A camera that sees one card, in a browser that can read it.
CAMERA = """(link) => {
  globalThis.BarcodeDetector = class { async detect() { return [{ rawValue: link }]; } };
  const getUserMedia = async () => document.createElement('canvas').captureStream();
  Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia } });
  HTMLMediaElement.prototype.play = async () => {};
}"""


async def test_sg_16_the_camera_of_a_tablet_reads_the_card_and_what_it_sees_goes_nowhere(
    town: Town, window: Open
) -> None:
    """SG-16: one touch, and only the code is sent; the permission is this page's alone."""
    card = await hand_card("lupita")
    token = secrets.token()
    await Device.insert(
        Device(
            id=uuid4(), name="Tableta 1", place=SCHOOL, token=secrets.fingerprint(token), enrolled_by=town.teo.id,
            enrolled_at=now(),
        )
    )  # fmt: skip
    child = await window(width=800, height=1180)
    await child.tab.context.add_cookies([{"name": cookie(), "value": token, "url": child.home, "httpOnly": True}])
    await child.tab.add_init_script(f"({CAMERA})('{child.home}{card.link}')")
    answer = await child.tab.goto(child.home + "/entrar")
    assert "camera=(self)" in answer.headers["permissions-policy"]
    asked = len(child.asked)
    await child.touch("card-scan button")
    assert child.here == "/entrar/tarjeta"
    sent = [url for url in child.asked[asked:] if "/static/" not in url]
    assert sent == [child.home + "/entrar", child.home + "/entrar/tarjeta"]
    answer = await child.tab.goto(child.home + "/entrar/tarjeta")
    assert "camera=()" in answer.headers["permissions-policy"]


async def test_sg_16_a_browser_that_is_no_tablet_of_the_council_is_never_asked_for_its_camera(
    town: Town, window: Open
) -> None:
    """SG-16: neither the element nor the permission."""
    child = await window()
    await child.tab.add_init_script(f"({CAMERA})('https://voz.test/t/x')")
    answer = await child.tab.goto(child.home + "/entrar")
    assert "camera=()" in answer.headers["permissions-policy"]
    assert await child.tab.locator("card-scan").count() == 0
