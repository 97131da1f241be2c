"""The house assembled: the rooms' doors, their templates, and what surrounds every answer."""

import importlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar, Response, get
from litestar.types import ASGIApp

from civic import refusals
from civic.core import assets, forgery, keep, outbox, pages, warm
from civic.core.database import DB, value
from civic.core.envelope import Envelope
from civic.council.queries import town
from civic.database import ROOMS
from civic.due import chores
from civic.rights.erasing import replay_erased
from civic.settings import Settings, problems, use
from civic.vault.store import STORE
from civic.who import Who, known


class Insecure(Exception):
    """Production refuses to start like this (SG-88)."""


@get("/health", include_in_schema=False)
async def health() -> Response[str]:
    """This process answers."""
    return Response("ok", media_type="text/plain")


@get("/ready", include_in_schema=False)
async def ready() -> Response[str]:
    """The database answers this process, and its migrations have run."""
    try:
        await value("SELECT count(*) FROM migration")
    except Exception:
        return Response("the database does not answer", media_type="text/plain", status_code=503)
    return Response("ready", media_type="text/plain")


def doors(settings: Settings) -> list:
    found = [health, ready, assets.static_files]
    for room in ROOMS:
        try:
            found += importlib.import_module(f"civic.{room}.routes").ROUTES
        except ModuleNotFoundError as missing:
            if missing.name != f"civic.{room}.routes":
                raise
    if settings.is_demo:
        from civic.demo.routes import ROUTES

        found += ROUTES
    return found


def build(settings: Settings, beat: bool = True) -> ASGIApp:
    """The ASGI app. Raises Insecure with everything to mend."""
    wrong = problems(settings)
    if wrong:
        raise Insecure("\n".join(wrong))
    use(settings)
    pages.environment.cache_clear()
    warm.forget()
    if settings.debug:
        assets.watch()
    assets.shelf()
    forgery.use(settings.secret)
    keep.use(settings.secret)
    pages.compile_all()

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        if not DB.pool:
            await DB.open()
        if settings.vault_url and not STORE.pool:
            STORE.locate(settings.vault_url)
            await STORE.open(size=2)
        if beat:
            await replay_erased()
        found = await town()
        pages.city = found["name"] if found else ""
        heart = outbox.Heart(chores)
        if beat:
            heart.start()
        yield
        await heart.stop()
        await STORE.close()
        await DB.close()

    app = Litestar(
        route_handlers=doors(settings),
        guards=[known, forgery.guard],
        exception_handlers=refusals.HANDLERS,
        lifespan=[lifespan],
        openapi_config=None,
        logging_config=None,
        request_max_body_size=256_000,
        debug=False,
    )
    app.state.settings = settings
    return Envelope(Who(app), settings.https)
