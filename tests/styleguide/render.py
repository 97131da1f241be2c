"""Draws the style guide: python -m tests.styleguide.render [folder] [page ...]

Each sample page in each band, light and dark, at 360 and 1280 px; then axe reads it. Exits 1 when axe finds something.
"""

import asyncio
import http.server
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import jinja2
from axe_playwright_python.async_playwright import Axe
from markupsafe import Markup
from playwright.async_api import Page, async_playwright

from civic.core import assets, pieces, words
from civic.core.reader import Reader
from tests.browser.provide import find
from tests.styleguide.samples import PAGES

ROOT = Path(__file__).parents[2]
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
)
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
LOOKS = [(band, width, "light") for band in ("a", "b", "c", "adult") for width in (360, 1280)] + [
    *(("a", 320, "light"), ("a", 360, "dark"), ("adult", 1280, "dark")),
]
PUBLIC_PAGES = ("board", "story", "404", "paper")


def build(out: Path) -> None:
    """Every asset under its plain name, the style sheet with the fonts beside it."""
    shelf = assets.shelf()
    plain = {asset.address: "/" + asset.name for asset in shelf.by_address.values()}
    for asset in shelf.by_address.values():
        content = asset.content
        if asset.name.endswith((".css", ".js")):
            for address, name in plain.items():
                content = content.replace(address.encode(), name.encode())
        file = out / asset.name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def environment() -> jinja2.Environment:
    folders = [ROOT / "templates", Path(__file__).parent / "pages"]
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words.install(env)
    env.globals.update(
        asset=lambda name: f"/{name}",
        csrf_field=lambda: Markup('<input type="hidden" name="_csrf_token" value="sample">'),
        demo=True,
        city="Valle del Río",
        fragment=False,
    )
    pieces.install(env.globals, keeping=False)
    return env


def draw(out: Path, name: str, band: str) -> Path:
    template, page, places = PAGES[name]
    signed_in = places[0].url != "/"
    name_, role = ("Teo", "Facilitador") if band == "adult" else ("Colibrí", "")
    reader = Reader(band=band, signed_in=signed_in, name=name_, role_label=role, places=places, inbox_new=True)
    words.speaking.set(words.Voice("es_MX", band))
    file = out / f"{name}-{band}.html"
    file.write_text(environment().get_template(template).render(page=page, reader=reader))
    return file


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CSP)
        super().end_headers()


@contextmanager
def served(out: Path) -> Iterator[str]:
    """The folder at an address of this machine, under the policy of the house."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(out))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


async def look(out: Path, names: list[str]) -> int:
    found = 0
    with served(out) as address:
        async with async_playwright() as play:
            browser = await play.chromium.launch(executable_path=find(), args=FLAGS)
            for band, width, sky in LOOKS:
                context = await browser.new_context(viewport={"width": width, "height": 800}, color_scheme=sky)
                for name in names:
                    if name in seen_by(band):
                        tab = await context.new_page()
                        await tab.goto(f"{address}/{draw(out, name, band).name}")
                        found += await judge(tab, f"{name}-{band}-{width}-{sky}", out)
                        await tab.close()
                await context.close()
            await browser.close()
    return found


def seen_by(band: str) -> list[str]:
    """The samples a band meets: a child never sits at a desk, an adult is asked no child's question."""
    return [name for name in PAGES if name in PUBLIC_PAGES or (name == "desk") == (band == "adult")]


async def judge(tab: Page, name: str, out: Path) -> int:
    # No voice lives in this browser: show the button anyway, to see the page as most children do.
    await tab.evaluate("document.querySelectorAll('read-aloud').forEach(e => e.hidden = false); document.fonts.ready")
    await tab.screenshot(path=out / f"{name}.png", full_page=True)
    troubles = await axe(tab)
    if (wide := await tab.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
        troubles.append(f"{wide} px wider than the screen")
    for trouble in troubles:
        print(f"{name}: {trouble}")
    return len(troubles)


async def axe(tab: Page) -> list[str]:
    found = (await Axe().run(tab)).response["violations"]
    return [f"{each['id']}: {[node['html'][:120] for node in each['nodes'][:3]]}" for each in found]


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/tmp/w/style")
    build(folder)
    sys.exit(1 if asyncio.run(look(folder, sys.argv[2:] or list(PAGES))) else 0)
