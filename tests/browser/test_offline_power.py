"""The browser is killed at each step of a vote without network, and starts again on the same disk."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from uuid import UUID

import pytest
from playwright.async_api import BrowserContext, BrowserType, Error

from civic.core.database import value
from civic.devices.cookie import cookie
from civic.settings import current
from civic.voting.box.keys import sealing_secret
from civic.voting.box.seals import open_rows
from civic.voting.tablets import acts as tablet_acts
from civic.voting.tablets import routes as tablet
from civic.voting.tablets.codes import code_of
from tests.browser.offline import HERE, begun, carded, ended, next_child, ready, step, voted
from tests.browser.provide import find
from tests.browser.tablet import put
from tests.browser.window import FLAGS, Window
from tests.conftest import Town
from tests.databases import owner_rows
from tests.voting.polls import TITLES
from tests.voting.tablets import opened_for_tablets, sent_out

#: From now on a sealed vote does not come to the disk, or comes there and nobody hears of it.
NEVER_WRITTEN = "Worker.prototype.postMessage = () => {}"
NEVER_TOLD = """() => {
  const send = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (said) { send.call(this, { ...said, id: "nobody" }); };
}"""
#: Bytes of a place on the disk: its kind, a sealed ballot of one byte, a SHA-256.
PLACE = 1 + 49 + 32 + 32


class Tablet:
    """A Chromium with a folder of its own, whose power may fail."""

    def __init__(self, program: BrowserType, folder: Path, home: str, token: str) -> None:
        self.program, self.folder, self.home, self.token = program, folder, home, token
        self.context: BrowserContext | None = None

    async def starts(self) -> Window:
        self.context = await self.program.launch_persistent_context(
            self.folder, executable_path=find(), args=FLAGS, locale="es-MX", viewport={"width": 800, "height": 1280}
        )
        held = Window(await self.context.new_page(), self.home)
        await put(held, cookie(), self.token)
        return await held.go(HERE)

    def loses_power(self) -> None:
        """The main process of this folder's browser and no other: its children end with it."""
        mine = f"--user-data-dir={self.folder}".encode()
        for each in Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):
                said = each.read_bytes().split(b"\0")
                if mine in said and not any(part.startswith(b"--type=") for part in said):
                    os.kill(int(each.parent.name), signal.SIGKILL)

    async def is_off(self) -> None:
        if self.context:
            with contextlib.suppress(Error):
                await self.context.close()
        self.context = None

    def files(self) -> list[Path]:
        """The two in which its votes stand."""
        return sorted(each for each in self.folder.rglob("*") if each.is_file() and each.stat().st_size == 9 * PLACE)


Made = tuple[Tablet, UUID, UUID, list[tuple[str, ...]]]


@pytest.fixture
async def made(town: Town, address: str, program: BrowserType, tmp_path: Path) -> AsyncIterator[Made]:
    """A tablet, its vote, its outing and the words of its cards."""
    poll, sheet, words = await opened_for_tablets(town)
    outing, _device, token = await sent_out(town, sheet)
    held = Tablet(program, tmp_path / "tablet", address, token)
    yield held, poll, outing, words
    await held.is_off()


async def choices(poll: UUID) -> list[int]:
    """Which options are in the box, ballot for ballot."""
    sealed = [each["sealed"] for each in await owner_rows("SELECT sealed FROM ballot WHERE poll = $1", poll)]
    packed, unreadable = open_rows(sealing_secret(current().keys, str(poll)), sealed, 1)
    assert unreadable == 0
    return sorted(packed)


async def see_my_ballot(held: Window, words: tuple[str, ...], choice: str) -> None:
    await carded(held, words)
    await step(held, "/casilla/cortina", "Tu voto es secreto")
    await held.choose("choice", choice)
    await step(held, "/casilla/boleta/ver", "Elegiste")


async def vote_and_wait(held: Window) -> None:
    await held.tab.locator('form[action="/casilla/boleta"] button').click()
    await asyncio.sleep(1)
    assert "Tu voto está en la urna" not in await held.words()


@pytest.mark.parametrize("at", ["chosen", "sealed", "stored", "torn", "before the box", "in the box"])
async def test_the_power_fails(made: Made, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    """The property “offline kiosk”: never two, and never lost after “sent” was shown."""
    it, poll, outing, cards = made
    held = await it.starts()
    await ready(held)
    await begun(held)
    await voted(held, cards[0], "0")
    await next_child(held)
    again = True
    match at:
        case "chosen":
            await see_my_ballot(held, cards[1], "1")
        case "sealed" | "stored":
            await see_my_ballot(held, cards[1], "1")
            await held.tab.evaluate(NEVER_WRITTEN if at == "sealed" else NEVER_TOLD)
            await vote_and_wait(held)
            again = at == "sealed"
        case _:
            await voted(held, cards[1], "1")
            await next_child(held)
            again = False
    if at in ("before the box", "in the box"):
        gone = asyncio.Event()
        monkeypatch.setattr(tablet.tablet_acts, "deliver_batch", cut(it, gone, tablet_acts.deliver_batch, at))
        await ended(held, outing)
        await gone.wait()
        monkeypatch.undo()
    else:
        it.loses_power()
    await it.is_off()
    if at == "torn":
        it.files()[0].write_bytes(bytes(9 * PLACE))

    held = await it.starts()
    if at not in ("before the box", "in the box"):
        await held.tab.get_by_text("Vota con tu tarjeta").wait_for()
        await carded(held, cards[0], "Esta tarjeta ya se usó")
        await next_child(held)
        if again:
            await voted(held, cards[1], "1")
        else:
            await carded(held, cards[1], "Esta tarjeta ya se usó")
        await next_child(held)
        await ended(held, outing)
    await held.tab.get_by_text("Los votos están en la urna").wait_for()
    assert await choices(poll) == [1, 2]
    assert await value("SELECT state FROM outing") == "back"
    assert it.files() == [], "nothing is left on it"


def cut(it: Tablet, gone: asyncio.Event, deliver: Callable[..., Awaitable[int]], at: str) -> Callable[..., Awaitable[int]]:
    """The power fails while the batch is under way: before it is in the box, or before the tablet hears of it."""

    async def does(*given: object, **more: object) -> int:
        if at == "in the box":
            await deliver(*given, **more)
        it.loses_power()
        gone.set()
        return 0

    return does


async def test_sg_31_a_stolen_tablet_shows_no_choice_no_order_and_no_time(made: Made) -> None:
    """SG-31, SG-50: every byte of a tablet that is stolen after four votes, each for the same option."""
    it, poll, _outing, cards = made
    held = await it.starts()
    await ready(held)
    await begun(held)
    for words in cards[:4]:
        await voted(held, words, "1")
        await next_child(held)
    await asyncio.sleep(1)
    it.loses_power()
    await it.is_off()

    kept = b"".join(each.read_bytes() for each in it.folder.rglob("*") if each.is_file())
    ways = ("utf-8", "utf-16-le", "latin-1")
    typed = [sign.join(words) for words in cards[:4] for sign in (" ", "-", "")]
    assert not [each for each in typed if any(each.encode(way) in kept for way in ways)]
    seen = {title: sum(kept.count(each) for each in {title.encode(way) for way in ways}) for title in TITLES}
    assert len(set(seen.values())) == 1, f"the option that all chose is there as often as the others: {seen}"
    assert seen[TITLES[0]] > 0, "what a browser keeps is found: the options, which everyone may know"

    first, second = (each.read_bytes() for each in it.files())
    places, again = ([file[at : at + PLACE] for at in range(PLACE, len(file), PLACE)] for file in (first, second))
    held_by = sorted(await value("SELECT array_agg(id ORDER BY id) FROM booth_code"))
    used = [place for place, copy in zip(places, again, strict=True) if place == copy]
    stand = {held_by[places.index(place)] for place in used}
    assert stand == {await code_of(" ".join(words), poll) for words in cards[:4]}, "by its card's hash, not by its turn"
    packed, unreadable = open_rows(sealing_secret(current().keys, str(poll)), [each[1:50] for each in places], 1)
    assert (packed, unreadable) == (bytes([2]) * 4, 4), "with the secret they open; the others were never ballots"
    assert {kept.count(each[1:50]) for each in used} == {2}, "and nothing else of them is on the disk"
