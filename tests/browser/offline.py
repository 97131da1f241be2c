"""A booth without network in a real browser."""

from uuid import UUID

from civic.devices.cookie import cookie
from civic.settings import current
from civic.voting.booths.acts import Words
from civic.voting.tablets import codes as tablet_codes
from tests.browser.conftest import Open
from tests.browser.tablet import put
from tests.browser.window import Window
from tests.conftest import Town
from tests.voting.tablets import opened_for_tablets, sent_out

HERE = "/casilla/sin-red"


async def prepared(town: Town, window: Open, cards: int = 8, **more: object) -> tuple[Window, UUID, UUID, list[Words]]:
    """A tablet that says it is ready; the vote, the outing and the words of its cards."""
    poll, sheet, words = await opened_for_tablets(town, cards=cards)
    outing, _device, token = await sent_out(town, sheet)
    held = await window(**{"width": 800, "height": 1280} | more)
    await put(held, cookie(), token)
    await held.go(HERE)
    await ready(held)
    return held, poll, outing, words


async def ready(held: Window) -> None:
    await held.tab.get_by_text("Esta tableta está lista").wait_for()


async def step(held: Window, action: str, says: str) -> None:
    """Send the form of the screen that leads there, and wait for what the next one says."""
    await held.tab.locator(f':is(#screen, #help) form[action="{action}"] button[type=submit]').first.click()
    await held.tab.locator("#screen").get_by_text(says).first.wait_for()


async def begun(held: Window) -> None:
    await step(held, f"{HERE}/empezar", "Vota con tu tarjeta")


async def carded(held: Window, words: Words, says: str = "a solas") -> None:
    await held.tab.locator("#screen [name=code]").fill(" ".join(words))
    await step(held, "/casilla", says)


async def voted(held: Window, words: Words, *choice: str) -> None:
    """The whole way of one child, to the last screen."""
    await carded(held, words)
    await step(held, "/casilla/cortina", "Tu voto es secreto")
    for each in choice:
        await held.choose("choice", each)
    await step(held, "/casilla/boleta/ver", "Elegiste")
    await step(held, "/casilla/boleta", "Tu voto está en la urna")


async def ended(held: Window, outing: UUID) -> None:
    """The adults of the booth end it with the word of the desk."""
    await held.tab.locator("#adults summary").click()
    await held.tab.locator("#word").fill(tablet_codes.last_word(current().secret, outing))
    await held.tab.locator("#adults button").click()


async def next_child(held: Window) -> None:
    await held.tab.locator('#screen a[href="/casilla"]').first.click()
    await held.tab.get_by_text("Vota con tu tarjeta").wait_for()
