"""What the pages are measured against: the same server and framework, with nothing around the answer.

`/text` is a word. The others draw the real pages' templates with the very data that the real doors gave them, caught
once at start and kept in memory: no database, sign-in, permission or sealing headers. Each is drawn in full, or at
`/pieces` with the pieces that the house keeps as well.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from litestar import Litestar, MediaType, Response, get

from civic import settings as house
from civic.app import build
from civic.core import pages, pieces
from civic.core.database import DB
from civic.core.reader import reading
from civic.core.words import speaking
from civic.council.queries import town as city
from tests.bench.catch import Caught, catch
from tests.bench.town import Town

#: Each bare door with the address of its real page, and whether a child has come in.
PAGES = {"list": ("/propuestas", False), "idea": ("/propuestas/{idea}", False), "home": ("/mi-pagina", True)}

_caught: dict[str, Caught] = {}


@get("/text", media_type=MediaType.TEXT)
async def text() -> str:
    return "hola"


@get("/{name:str}")
async def template(name: str) -> Response[str]:
    return _draw(name, keeping=False)


@get("/{name:str}/pieces")
async def template_with_pieces(name: str) -> Response[str]:
    return _draw(name, keeping=True)


def _draw(name: str, keeping: bool) -> Response[str]:
    pieces.install(pages.environment().globals, keeping)
    kept = _caught[name]
    reading.set(kept.reader)
    speaking.set(kept.voice)
    return Response(pages.draw(kept.template, kept.page, **kept.more), media_type=MediaType.HTML)


def app() -> Litestar:
    settings = house.read()
    DB.locate(settings.database_url)
    real = build(settings, beat=False)
    town = Town.read(Path(os.environ["BENCH_TOWN"]))

    @asynccontextmanager
    async def lifespan(_app: Litestar) -> AsyncIterator[None]:
        await DB.open(size=2)
        pages.city = (await city())["name"]
        for name, (path, comes_in) in PAGES.items():
            _caught[name] = await catch(real, "GET", path.format(idea=town.idea), town.tokens[0] if comes_in else "")
        await DB.close()
        yield

    return Litestar([text, template, template_with_pieces], lifespan=[lifespan], openapi_config=None, logging_config=None)
