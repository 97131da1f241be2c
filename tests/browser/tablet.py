"""A tablet of the council in a real browser, and everything a browser could keep."""

from collections.abc import AsyncIterator
from typing import Any

from playwright.async_api import Error

from civic import settings as house
from civic.core import secrets
from civic.core.actor import Actor
from civic.core.database import value
from civic.demo.people import SCHOOL
from civic.devices.acts import enroll_device
from civic.devices.cookie import cookie
from civic.people.acts import open_sign_in
from tests.browser.conftest import Open
from tests.browser.window import Window
from tests.conftest import Town

STORES = """async () => {
  const inside = async (name) => Promise.all((await (await caches.open(name)).matchAll()).map((each) => each.text()));
  const cached = globalThis.caches ? await Promise.all((await caches.keys()).map(inside)) : [];
  const bases = globalThis.indexedDB?.databases ? await indexedDB.databases() : [];
  const workers = navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0;
  return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, cached, bases, workers]);
}"""
EMPTY = '[{},{},"",[],[],0]'


async def tablet(town: Town, window: Open, child: Actor | None = None, **more: Any) -> Window:
    """10 inches unless said; with `child` signed in as the door does it there."""
    held = await window(**{"width": 800, "height": 1280} | more)
    token = await enroll_device(town.teo, SCHOOL, "Tableta 3")
    await put(held, cookie(), token)
    if child:
        await next_child(held, child)
    return held


async def next_child(held: Window, child: Actor) -> None:
    cookies = {each["name"]: each["value"] for each in await held.tab.context.cookies()}
    device = await value("SELECT id FROM device WHERE token = $1", secrets.fingerprint(cookies[cookie()]))
    await put(held, house.current().cookie, await open_sign_in(child.id, device=device))


async def put(held: Window, name: str, token: str) -> None:
    await held.tab.context.add_cookies([{"name": name, "value": token, "url": held.home, "httpOnly": True}])


async def backwards(window: Window, steps: int) -> AsyncIterator[str]:
    """What the browser shows, going back; a page it no longer has shows nothing."""
    for _step in range(steps):
        try:
            await window.tab.go_back()
        except Error as gone:
            assert "ERR_CACHE_MISS" in str(gone)
            return
        yield await shown(window)


async def shown(window: Window) -> str:
    """The source as it stands, and what its fields hold."""
    return await window.tab.content() + "".join(
        [await each.input_value() for each in await window.tab.locator("input:not([type=file]), textarea").all()]
    )
