"""Static files: one address per content, kept for ever by the browser, nothing from elsewhere."""

import gzip
import os
import re

import httpx
import pytest
from litestar import Litestar

from civic.core import assets
from civic.core.assets import Shelf, address, read, static_files


@pytest.fixture
def folder(tmp_path):
    files = {
        "css/order.txt": "base.css\nbands.css\n",
        "css/bands.css": "/* a note */\nb { color: red }\n",
        "css/base.css": "a {\n  src: url(fonts/AtkinsonHyperlegible-Bold.ttf);\n"
        "  mask: url('../pictures/cat.svg#x') }\ni { background: url(data:image/png;base64,AA) }",
        "js/page.js": 'import { say } from "./voice.js";\nimport "./voice.js";\n'
        'const late = import("../js/voice.js");\n',
        "js/voice.js": "export const say = 1;\n",
        "pictures/cat.svg": '<svg xmlns="x" viewBox="0 0 64 64">\n  <g>\n    <path d="M0"/>\n  </g>\n</svg>\n',
        "pictures/dog.svg": '<svg viewBox="0 0 32 32"><path d="M1"/></svg>',
        "notes.txt": "not served",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_the_sheets_become_one_in_their_order(folder):
    style = Shelf(folder).asset("css/app.css")
    assert style.content_type == "text/css"
    text = style.content.decode()
    assert text.index("a {") < text.index("b {")
    assert "a note" not in text
    assert re.search(r"url\(/static/fonts/AtkinsonHyperlegible-Bold\.[0-9a-f]{8}\.ttf\)", text)
    assert re.search(r"url\('/static/pictures/cat\.[0-9a-f]{8}\.svg#x'\)", text)
    assert "url(data:image/png;base64,AA)" in text


@pytest.mark.parametrize("order", ["base.css", "base.css bands.css gone.css", "base.css bands.css bands.css"])
def test_a_sheet_can_be_neither_forgotten_nor_invented(folder, order):
    (folder / "css/order.txt").write_text(order)
    with pytest.raises(ValueError, match=r"order\.txt"):
        Shelf(folder)


def test_modules_find_each_other_and_a_change_moves_every_address_above_it(folder):
    before = Shelf(folder)
    text = before.asset("js/page.js").content.decode()
    assert text.count(f'"{before.asset("js/voice.js").address}"') == 3
    (folder / "js/voice.js").write_text("export const say = 2;\n")
    after = Shelf(folder)
    assert before.asset("js/page.js").address != after.asset("js/page.js").address
    assert before.asset("css/app.css").address == after.asset("css/app.css").address


@pytest.mark.parametrize(
    ("name", "text"), [("js/voice.js", 'import "./page.js"'), ("js/page.js", 'import "./gone.js"')]
)
def test_modules_in_a_circle_or_from_nowhere_are_refused(folder, name, text):
    (folder / name).write_text(text)
    with pytest.raises(ValueError):
        Shelf(folder)


def test_pictures_are_symbols_of_one_sprite(folder):
    assert Shelf(folder).asset("pictures.svg").content.decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg">'
        '<symbol id="cat" viewBox="0 0 64 64"><g><path d="M0"/></g></symbol>'
        '<symbol id="dog" viewBox="0 0 32 32"><path d="M1"/></symbol></svg>'
    )


def test_only_known_kinds_are_served(folder):
    names = {asset.name for asset in Shelf(folder).by_address.values()}
    assert "pictures/cat.svg" in names and "htmx.js" in names
    assert not any(name.endswith(".txt") for name in names)


def test_the_real_shelf_holds_what_every_page_loads():
    for name in ("htmx.js", "css/app.css", "pictures.svg", "fonts/AtkinsonHyperlegible-Regular.ttf"):
        asset = read(address(name))
        assert asset.name == name
        assert re.fullmatch(rf"/static/{name.replace('.', r'.[0-9a-f]{8}.')}", asset.address)
    assert b'version:"2.' in read(address("htmx.js")).content
    with pytest.raises(LookupError):
        address("js/nothing.js")


def test_no_address_leaves_the_house():
    for asset in assets.shelf().by_address.values():
        if asset.name.endswith((".css", ".svg")):
            addresses = re.findall(rb"https?://[^\"'\s)]+", asset.content)
            assert set(addresses) <= {b"http://www.w3.org/2000/svg"}, asset.name


def test_while_watching_a_change_is_seen(folder, monkeypatch):
    monkeypatch.setattr(assets, "FOLDER", folder)
    monkeypatch.setattr(assets, "_watching", False)
    assets._built.cache_clear()
    first = address("js/voice.js")
    (folder / "js/voice.js").write_text("export const say = 3;\n")
    os.utime(folder / "js/voice.js", ns=(0, 2**62))
    assert address("js/voice.js") == first
    assets.watch()
    assert address("js/voice.js") != first
    assets._built.cache_clear()


@pytest.fixture
async def browser():
    app = Litestar([static_files], openapi_config=None, logging_config=None)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://t") as client:
        yield client


async def test_an_asset_is_kept_for_ever_and_packed(browser):
    asset = read(address("css/app.css"))
    packed = await browser.get(asset.address)
    assert packed.status_code == 200
    assert packed.content == asset.content
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) == len(asset.gzipped)
    assert gzip.decompress(asset.gzipped) == asset.content
    assert packed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert packed.headers["x-content-type-options"] == "nosniff"
    assert packed.headers["vary"] == "Accept-Encoding"
    assert packed.headers["content-type"] == "text/css; charset=utf-8"
    plain = await browser.get(asset.address, headers={"accept-encoding": "identity"})
    assert plain.content == asset.content and "content-encoding" not in plain.headers


async def test_what_the_browser_has_is_not_sent_again(browser):
    asset = read(address("pictures.svg"))
    answer = await browser.get(asset.address, headers={"if-none-match": asset.etag})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", asset.etag)
    assert (await browser.get(asset.address, headers={"if-none-match": '"other"'})).status_code == 200


async def test_head_tells_without_sending(browser):
    asset = read(address("htmx.js"))
    answer = await browser.head(asset.address, headers={"accept-encoding": "identity"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(asset.content))


@pytest.mark.parametrize("path", ["css/app.css", "css/app.00000000.css", "../Makefile", "%2e%2e/%2e%2e/etc/passwd", ""])
async def test_anything_else_is_not_there(browser, path):
    assert (await browser.get(f"/static/{path}")).status_code == 404


async def test_static_files_are_only_read(browser):
    assert (await browser.post(address("htmx.js"))).status_code == 405
