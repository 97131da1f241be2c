"""`make screenshots`: the main screens, as the people of Valle del Río see them, into docs/gallery."""

import asyncio
import io
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import uvicorn
from PIL import Image
from playwright.async_api import Browser, async_playwright

from civic import settings as house
from civic.app import build
from civic.core import pages
from civic.core.actor import STAFF
from civic.core.database import value
from civic.demo.cast import CAST, TOWN
from civic.people.acts import open_sign_in
from civic.proposals.acts import keep_draft, start_proposal
from tests.browser.conftest import PLAIN
from tests.browser.provide import find
from tests.browser.window import FLAGS
from tests.conftest import Town
from tests.databases import Databases
from tests.year import lived_in

GALLERY = Path(__file__).parents[2] / "docs" / "gallery"
PHONE, DESK = (360, 740), (1280, 860)
#: Flat drawings and type: so many colours are enough, and make a small file.
COLOURS = 96


@dataclass(frozen=True)
class Shot:
    """`whole`: the page down to its end, at most so many times as high as the window. `at`: what stands at its top."""

    name: str
    who: str
    url: str
    size: tuple[int, int] = PHONE
    whole: float = 1.0
    sky: str = "light"
    at: str = ""


async def shots(town: Town) -> list[Shot]:
    lupita = town.lupita
    call = await value("SELECT id FROM call WHERE state = 'open' ORDER BY opened_at DESC LIMIT 1")
    draft = await start_proposal(lupita, call)
    await keep_draft(lupita, draft, category="parks", area=town.areas[1])
    trees = await value("SELECT id FROM proposal WHERE state = 'happened'")
    poll = await value("SELECT id FROM poll WHERE state = 'open' AND city_wide")
    basket = await value("SELECT id FROM poll WHERE state = 'open' AND budget > 0")
    faces = await value("SELECT id FROM poll WHERE state = 'open' AND rule LIKE 'smileys%'")
    result = await value("SELECT id FROM poll WHERE state = 'published' AND rule LIKE 'choose_one%'")
    shared = await value("SELECT id FROM poll WHERE state = 'published' AND budget > 0")
    waits = await value("SELECT id FROM writing WHERE state = 'submitted' AND kind = 'proposal' ORDER BY submitted_at LIMIT 1")
    owed = await value("SELECT proposal FROM answer WHERE office = $1 AND state <> 'answered' LIMIT 1", town.pilar.office)
    return [
        Shot("front", "", "/", DESK, 2.5),
        Shot("question", "lupita", f"/mis-ideas/{draft}/deseo", whole=1.4),
        Shot("drawing", "lupita", f"/mis-ideas/{draft}/dibujo", whole=1.5),
        Shot("mine", "amaranta", "/mi-pagina", whole=1.6, at="section:has(> #ideas)"),
        Shot("ballot", "nicolas", f"/votaciones/{poll}/boleta", whole=1.6),
        Shot("ballot-dark", "mateo", f"/votaciones/{poll}/boleta", whole=1.6, sky="dark"),
        Shot("ballot-faces", "lupita", f"/votaciones/{faces}/boleta", whole=1.6),
        Shot("ballot-basket", "nicolas", f"/votaciones/{basket}/boleta", whole=1.6),
        Shot("idea", "", f"/propuestas/{trees}", DESK, 2.2),
        Shot("result", "", f"/votaciones/{result}", DESK, 1.4),
        Shot("steps", "", f"/votaciones/{shared}/resultado", DESK, 2.2),
        Shot("reading", "teo", f"/mesa/lectura/{waits}", DESK),
        Shot("office", "pilar", f"/mesa/oficina/{owed}/responder", DESK, 1.2),
        Shot("help", "", "/ayuda", whole=1.5),
    ]


async def main() -> int:
    if not (path := find()):
        print("No browser: `python -m tests.browser.provide` gets one.", file=sys.stderr)
        return 1
    GALLERY.mkdir(parents=True, exist_ok=True)
    async with a_town() as (town, address), async_playwright() as play:
        browser = await play.chromium.launch(executable_path=path, args=FLAGS)
        for shot in await shots(town):
            file = GALLERY / f"{shot.name}.png"
            small(await taken(browser, address, shot)).save(file, optimize=True)
            print(f"· {file.relative_to(GALLERY.parents[1])}  {file.stat().st_size // 1000} kB", flush=True)
        await browser.close()
    return 0


@asynccontextmanager
async def a_town() -> AsyncIterator[tuple[Town, str]]:
    """The year told in a database of its own, and served as the demonstration serves it."""
    databases = Databases()
    databases.start()
    with tempfile.TemporaryDirectory() as keys, socket.socket() as door:
        settings = replace(PLAIN, mode="demo", keys=Path(keys))
        app = build(settings, beat=False)
        pages.city = TOWN
        door.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None, access_log=False))
        async with lived_in(databases, app, Path(keys)) as town:
            house.use(settings)
            serving = asyncio.create_task(server.serve(sockets=[door]))
            yield town, f"http://127.0.0.1:{door.getsockname()[1]}"
            server.should_exit = True
            await serving
    databases.stop()


async def taken(browser: Browser, address: str, shot: Shot) -> bytes:
    width, height = shot.size
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=2 if shot.size is PHONE else 1,
        color_scheme=shot.sky,
        locale="es-MX",
    )
    if shot.who:
        strength = "strong" if CAST[shot.who].role & STAFF else "low"
        token = await open_sign_in(CAST[shot.who].id, strength, proven=True)
        await context.add_cookies([{"name": house.current().cookie, "value": token, "url": address}])
    tab = await context.new_page()
    await tab.goto(address + shot.url)
    # No voice lives in this browser: the button is shown, as most readers see it.
    await tab.evaluate("document.querySelectorAll('read-aloud').forEach((each) => { each.hidden = false; })")
    await tab.evaluate("() => document.fonts.ready")
    high = min(await tab.evaluate("document.documentElement.scrollHeight"), round(height * shot.whole))
    await tab.set_viewport_size({"width": width, "height": high})
    if shot.at:
        await tab.locator(shot.at).first.evaluate("(each) => each.scrollIntoView()")
    picture = await tab.screenshot(animations="disabled")
    await context.close()
    return picture


def small(picture: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    return image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
