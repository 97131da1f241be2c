"""Chromium, driven by Playwright's async API in the tests' own loop, before the app served on this machine."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from litestar.types import ASGIApp
from playwright.async_api import Browser, BrowserType, async_playwright

from civic import settings as house
from civic.app import build
from civic.core import pages
from civic.core.actor import STAFF, Actor
from civic.demo.cast import TOWN
from civic.people.acts import open_sign_in
from tests.browser.provide import find
from tests.browser.window import FLAGS, Window
from tests.conftest import SETTINGS, required

#: A browser does not take `__Host-` cookies by plain http.
PLAIN = replace(SETTINGS, https=False)

Open = Callable[..., Awaitable[Window]]


@pytest.fixture(scope="session")
def app() -> ASGIApp:
    pages.city = TOWN
    return build(PLAIN, beat=False)


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "keys"
    house.use(replace(PLAIN, keys=folder, var=tmp_path))
    yield folder
    house.use(SETTINGS)


class Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ctrl-C belongs to pytest."""
        yield


@pytest.fixture(scope="session")
async def address(app: ASGIApp) -> AsyncIterator[str]:
    """Where the app answers, on a socket that is bound before anybody asks."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    server = Server(uvicorn.Config(app, lifespan="off", log_config=None, access_log=False, server_header=False))
    serving = asyncio.create_task(server.serve(sockets=[door]))
    yield f"http://127.0.0.1:{door.getsockname()[1]}"
    server.should_exit = True
    await serving
    door.close()


@pytest.fixture(scope="session")
async def program() -> AsyncIterator[BrowserType]:
    """Chromium, to be launched with `executable_path=find()`."""
    if not find():
        (pytest.fail if required() else pytest.skip)("no browser: `python -m tests.browser.provide` gets one")
    async with async_playwright() as play:
        yield play.chromium


@pytest.fixture(scope="session")
async def chromium(program: BrowserType) -> AsyncIterator[Browser]:
    browser = await program.launch(executable_path=find(), args=FLAGS)
    yield browser
    await browser.close()


@pytest.fixture
async def window(chromium: Browser, address: str) -> AsyncIterator[Open]:
    """`await window(town.amaranta)`: her own browser. At the end nothing may have gone wrong in any of them (SG-19)."""
    opened: list[Window] = []

    async def another(
        person: Actor | None = None, script: bool = True, width: int = 360, height: int = 740, **more: Any
    ) -> Window:
        context = await chromium.new_context(
            viewport={"width": width, "height": height}, locale="es-MX", java_script_enabled=script, **more
        )
        if person:
            await sign_in(context, address, person)
        opened.append(Window(await context.new_page(), address))
        return opened[-1]

    yield another
    for each in opened:
        await each.tab.context.close()
    assert not [wrong for each in opened for wrong in each.wrong]


async def sign_in(context: Any, address: str, person: Actor) -> None:
    """Straight in: the doors are walked by tests of their own."""
    token = await open_sign_in(person.id, "strong" if person.role & STAFF else "low", proven=True)
    await context.add_cookies([{"name": house.current().cookie, "value": token, "url": address, "httpOnly": True}])
