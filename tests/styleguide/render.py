"""Draws the style guide: python -m tests.styleguide.render [folder] [page ...]

Each sample page in each band, light and dark, at 360 and 1280 px; then axe reads it. Exits 1 when axe finds something.
"""

import asyncio
import http.server
import shutil
import sys
import threading
from functools import partial
from pathlib import Path

import jinja2
from axe_playwright_python.async_playwright import Axe
from markupsafe import Markup
from playwright.async_api import async_playwright

from civic.core import words
from civic.core.reader import Reader
from tests.styleguide.samples import PAGES

ROOT = Path(__file__).parents[2]
FONTS = "fontpkg_atkinson_hyperlegible"
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage".split()
LOOKS = [(band, width, sky) for band in "abc" for width in (360, 1280) for sky in ("light",)] + [("adult", 360, "light"), ("adult", 1280, "light"), ("a", 360, "dark"), ("adult", 1280, "dark"), ("a", 320, "light")]


def build(out: Path) -> None:
    (out / "fonts").mkdir(parents=True, exist_ok=True)
    css = ROOT / "static/css"
    (out / "app.css").write_text("".join((css / name).read_text() for name in (css / "order.txt").read_text().split()))
    for font in ROOT.glob(f".venv/lib/*/site-packages/{FONTS}/files/*.ttf"):
        shutil.copy(font, out / "fonts")
    shutil.copytree(ROOT / "static/js", out / "js", dirs_exist_ok=True)
    symbols = []
    for path in sorted((ROOT / "static/pictures").glob("*.svg")):
        body = path.read_text().split(">", 1)[1].rsplit("</svg>", 1)[0]
        symbols.append(f'<symbol id="{path.stem}" viewBox="0 0 64 64">{body}</symbol>')
    (out / "pictures.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>')
    (out / "htmx.js").write_text("")


def environment() -> jinja2.Environment:
    folders = [ROOT / "templates", Path(__file__).parent / "pages"]
    # The samples are called as the layouts are: without their folder, except for the layouts' own.
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(folders), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    words.install(env)
    env.globals.update(
        asset=lambda name: name.removeprefix("css/"),
        csrf_field=lambda: Markup('<input type="hidden" name="_csrf_token" value="sample">'),
        demo=True, city="Valle del Río", fragment=False,
    )
    return env


def draw(out: Path, name: str, band: str) -> Path:
    template, page, places = PAGES[name]
    signed_in = places[0].url != "/"
    reader = Reader(band=band, signed_in=signed_in, name="Teo" if band == "adult" else "Colibrí", role_label="Facilitador" if band == "adult" else "", places=places, inbox_new=True)
    words.speaking.set(words.Voice("es_MX", band))
    file = out / f"{name}-{band}.html"
    file.write_text(environment().get_template(template).render(page=page, reader=reader))
    return file


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
        super().end_headers()


async def look(out: Path, names: list[str]) -> int:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(out)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found = 0
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=FLAGS)
        for band, width, sky in LOOKS:
            context = await browser.new_context(viewport={"width": width, "height": 740 if width < 500 else 860}, color_scheme=sky)
            for name in names:
                if (name == "desk") != (band == "adult") and name not in ("board", "story", "404", "paper"):
                    continue
                tab = await context.new_page()
                tab.on("console", lambda message, name=name: print(f"  {name}: {message.text}") if message.type == "error" else None)
                await tab.goto(f"http://127.0.0.1:{server.server_port}/{draw(out, name, band).name}")
                # No voice lives in this browser: show the button anyway, to see the page as most children do.
                await tab.evaluate("document.querySelectorAll('read-aloud').forEach(e => e.hidden = false); document.fonts.ready")
                await tab.screenshot(path=out / f"{name}-{band}-{width}-{sky}.png", full_page=True)
                wide = await tab.evaluate("document.documentElement.scrollWidth - innerWidth")
                if wide > 0:
                    found += 1
                    print(f"{name} {band} {width} {sky}: {wide} px wider than the screen")
                for each in (await Axe().run(tab)).response["violations"]:
                    found += 1
                    print(f"{name} {band} {width} {sky}: {each['id']} {[node['html'][:140] for node in each['nodes'][:3]]} {each['nodes'][0]['failureSummary'][:240]}")
                await tab.close()
            await context.close()
        await browser.close()
    server.shutdown()
    return found


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/tmp/w/style")
    build(folder)
    sys.exit(1 if asyncio.run(look(folder, sys.argv[2:] or list(PAGES))) else 0)
