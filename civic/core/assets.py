"""Static files under addresses that change with their content, so that a browser may keep them for ever.

On the shelf: `static/` (its style sheets as one, its pictures also as one sprite), htmx and Atkinson Hyperlegible from
their installed packages. No bundler: a style sheet's `url(...)` and a module's relative imports are given the hashed
addresses when the shelf is built, once, in memory.
"""

import gzip
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from litestar import HttpMethod, Request, Response, route
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

FOLDER = Path(__file__).parents[2] / "static"
PREFIX = "/static/"
KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".ttf": "font/ttf",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
PACKAGED = {"htmx.js": ("django-htmx", "django_htmx/static/django_htmx/htmx-2.min.js")} | {
    f"fonts/AtkinsonHyperlegible-{cut}.ttf": (
        "fontpkg-atkinson-hyperlegible",
        f"fontpkg_atkinson_hyperlegible/files/AtkinsonHyperlegible-{cut}.ttf",
    )
    for cut in ("Regular", "Bold", "Italic", "BoldItalic")
}
STYLE, ORDER, SPRITE = "css/app.css", "css/order.txt", "pictures.svg"


@dataclass(frozen=True)
class Asset:
    """`name` as the templates say it (`js/page.js`), `address` as the browser does (`/static/js/page.1a2b3c4d.js`)."""

    name: str
    content: bytes

    @cached_property
    def hash(self) -> str:
        return sha256(self.content).hexdigest()[:8]

    @cached_property
    def address(self) -> str:
        stem, suffix = posixpath.splitext(self.name)
        return f"{PREFIX}{stem}.{self.hash}{suffix}"

    @property
    def content_type(self) -> str:
        return KINDS[posixpath.splitext(self.name)[1]]

    @property
    def etag(self) -> str:
        return f'"{self.hash}"'

    @cached_property
    def gzipped(self) -> bytes | None:
        """None where packing gains nothing."""
        packed = gzip.compress(self.content, mtime=0)
        return packed if len(packed) < 0.9 * len(self.content) else None


def address(name: str) -> str:
    """Where the browser finds a file. LookupError if there is none."""
    return shelf().asset(name).address


def read(address: str) -> Asset:
    """The file at an address. LookupError if there is none."""
    return shelf().by_address[address]


_watching = False


def watch() -> None:
    """From now on look at the folder at each use, and build anew when a file has changed. For development only."""
    global _watching
    _watching = True


def shelf() -> "Shelf":
    changed = max((p.stat().st_mtime_ns for p in FOLDER.rglob("*")), default=0) if _watching else 0
    return _built(FOLDER, changed)


@lru_cache(maxsize=1)
def _built(folder: Path, changed: int) -> "Shelf":
    return Shelf(folder)


class Shelf:
    """All assets of one state of the folder. ValueError where a file names another that is not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._assets: dict[str, Asset | None] = {}
        self._makers: dict[str, Callable[[], bytes]] = {}
        for name, (package, file) in PACKAGED.items():
            self._makers[name] = Path(str(distribution(package).locate_file(file))).read_bytes
        for path in sorted(p for p in folder.rglob("*") if p.suffix in KINDS and p.suffix != ".css"):
            name = path.relative_to(folder).as_posix()
            self._makers[name] = partial(self._module, name) if path.suffix == ".js" else path.read_bytes
        self._makers |= {STYLE: self._style, SPRITE: self._sprite}
        self.by_address = {asset.address: asset for asset in map(self.asset, self._makers)}

    def asset(self, name: str) -> Asset:
        """Made when first named, so that what it names is made before its own hash is taken."""
        if name not in self._assets:
            make = self._makers[name]
            self._assets[name] = None
            self._assets[name] = Asset(name, make())
        if (asset := self._assets[name]) is None:
            raise ValueError(f"{name} leads back to itself")
        return asset

    def _style(self) -> bytes:
        """The sheets that `order.txt` names, in its order: one file, for only one may block the first paint."""
        order = (self.folder / ORDER).read_text().split()
        there = {path.name for path in (self.folder / "css").glob("*.css")}
        if set(order) != there or len(order) != len(there):
            raise ValueError(f"{ORDER} and the sheets differ: {sorted(set(order) ^ there)}")
        text = "\n".join((self.folder / "css" / name).read_text(encoding="utf-8") for name in order)
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        text = re.sub(r"\n\s+", "\n", text)
        return re.sub(r"""url\((["']?)(?!data:|#)([^"')#]+)""", self._point("css", 2), text).encode()

    def _module(self, name: str) -> bytes:
        text = (self.folder / name).read_text(encoding="utf-8")
        imports = r"""(\bfrom\s*|\bimport\s*\(?\s*)(["'])(\.{1,2}/[^"']+)"""
        return re.sub(imports, self._point(posixpath.dirname(name), 3), text).encode()

    def _point(self, base: str, group: int) -> Callable[[re.Match[str]], str]:
        """Replaces the file named in `group`, relative to `base` or else to the root, by its address."""

        def point(found: re.Match[str]) -> str:
            said = found[group]
            name = posixpath.normpath(posixpath.join(base, said))
            name = name if name in self._makers else posixpath.normpath(said)
            if name not in self._makers:
                raise ValueError(f"there is no {said} for {base}")
            return found[0].replace(said, self.asset(name).address)

        return point

    def _sprite(self) -> bytes:
        """Every picture as a `<symbol>` named as its file, for `<use href="...#ballot-box">`."""
        symbols = []
        for path in sorted((self.folder / "pictures").glob("*.svg")):
            drawing = re.search(r'<svg[^>]*viewBox="([^"]+)"[^>]*>(.*)</svg>', path.read_text("utf-8"), re.DOTALL)
            if not drawing:
                raise ValueError(f"{path.name} is no <svg viewBox=...>")
            inner = re.sub(r"\s*\n\s*", "", drawing[2])
            symbols.append(f'<symbol id="{path.stem}" viewBox="{drawing[1]}">{inner}</symbol>')
        return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>'.encode()


@route(
    PREFIX + "{path:path}",
    http_method=[HttpMethod.GET, HttpMethod.HEAD],
    include_in_schema=False,
    sync_to_thread=False,
    opt={"exclude_from_csrf": True},
)
def static_files(request: Request[Any, Any, Any], path: FromPath[str]) -> Response[bytes]:
    try:
        asset = read(PREFIX + path.lstrip("/"))
    except LookupError:
        raise NotFoundException from None
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable",
        "ETag": asset.etag,
        "X-Content-Type-Options": "nosniff",
        "Vary": "Accept-Encoding",
    }
    if asset.etag in request.headers.get("If-None-Match", ""):
        return Response(b"", status_code=304, headers=headers, media_type=asset.content_type)
    content = asset.content
    if asset.gzipped and "gzip" in request.headers.get("Accept-Encoding", ""):
        content = asset.gzipped
        headers["Content-Encoding"] = "gzip"
    return Response(content, headers=headers, media_type=asset.content_type)
