"""Public pages as they were last drawn, kept for as long as nothing in the database has changed.

A snapshot of PostgreSQL says which transactions it sees, and two equal ones see the same data: a commit in between
moves the snapshot's end or takes a number off its list, and neither ever comes back. So one small statement tells
whether a page drawn before is, to the byte, what would be drawn now, and no act has to remember to say that it changed
something. What a page tells by the clock may be one minute old.
"""

import asyncio
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response
from litestar.types import Receive, Scope, Send

from civic.core.clock import now
from civic.core.database import value
from civic.core.reader import reading
from civic.settings import current

#: About 30 kB each. Addresses nobody asks for again push out others, so none may be many.
MOST = 200
SNAPSHOT = "SELECT pg_current_snapshot()::text"


@dataclass(frozen=True)
class Page:
    """`version` is what was true when it was drawn."""

    body: bytes
    etag: str
    version: tuple

    def answer(self, request: Request[Any, Any, Any]) -> "Answer":
        """Whole, or "you have it" (304). A browser may keep it and must ask each time."""
        headers = [(b"cache-control", b"public, max-age=0, must-revalidate"), (b"etag", self.etag.encode())]
        if self.etag in request.headers.get("If-None-Match", ""):
            return Answer(304, headers, b"")
        size = str(len(self.body)).encode()
        return Answer(200, [*headers, (b"content-type", HTML), (b"content-length", size)], self.body)


HTML = b"text/html; charset=utf-8"


class Answer(Response[bytes]):
    """Bytes as they go out: Litestar's own takes as long to write its headers as a kept page takes to be found."""

    def __init__(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        super().__init__(body, status_code=status)
        self.written = headers

    def to_asgi_response(self, *_given: Any, **_more: Any) -> "Answer":  # type: ignore[override]
        return self

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.written})
        await send({"type": "http.response.body", "body": self.content, "more_body": False})


_pages: dict[tuple, Page] = {}
_asking: asyncio.Task[str] | None = None


async def snapshot() -> str:
    """Asked once for all who came before the question goes out: for each as new as if it had asked alone."""
    global _asking
    if _asking is None:
        _asking = asyncio.create_task(_ask())
    return await asyncio.shield(_asking)


async def _ask() -> str:
    global _asking
    _asking = None  # whoever comes from here on asks again
    return await value(SNAPSHOT)


async def find(request: Request[Any, Any, Any]) -> Response[bytes] | None:
    """The page, if it was drawn before and still stands. Goes before a door; whoever came in has theirs drawn."""
    reader = reading.get()
    if reader.signed_in or reader.lapsed or reader.tablet or current().debug:
        return None
    scope = request.scope
    key = (scope["path"], scope["query_string"], reader.locale, reader.band, reader.fragment)
    version = (await snapshot(), now().replace(second=0, microsecond=0))
    page = _pages.get(key)
    if page and page.version == version:
        return page.answer(request)
    scope["warm"] = key, version  # read before anything is: what is drawn later is at least that new
    return None


def keep(request: Request[Any, Any, Any], body: bytes, etag: str) -> Page:
    """A page just drawn, kept if `find` stood before its door."""
    key, version = request.scope.get("warm", (None, ()))
    page = Page(body, etag, version)
    if key is not None:
        _pages.pop(key, None)
        while len(_pages) >= MOST:
            del _pages[next(iter(_pages))]
        _pages[key] = page
    return page


def forget() -> None:
    """What was drawn by another house in this process."""
    global _asking
    _pages.clear()
    _asking = None
