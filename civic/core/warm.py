"""Public pages as they were last drawn, kept for as long as nothing in the database has changed.

A snapshot of PostgreSQL says which transactions it sees, and two equal ones see the same data: a commit in between
moves the snapshot's end or takes a number off its list, and neither ever comes back. So one small statement tells
whether a page drawn before is, to the byte, what would be drawn now, and no act has to remember to say that it changed
something. What a page tells by the clock may be one minute old.
"""

from dataclasses import dataclass
from typing import Any

from litestar import MediaType, Request, Response

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

    def answer(self, request: Request[Any, Any, Any]) -> Response[bytes]:
        """Whole, or "you have it" (304). A browser may keep it and must ask each time."""
        has_it = self.etag in request.headers.get("If-None-Match", "")
        return Response(
            b"" if has_it else self.body,
            status_code=304 if has_it else 200,
            headers={"Cache-Control": "public, max-age=0, must-revalidate", "ETag": self.etag},
            media_type=MediaType.HTML,
        )


_pages: dict[tuple, Page] = {}


async def find(request: Request[Any, Any, Any]) -> Response[bytes] | None:
    """The page, if it was drawn before and still stands. Goes before a door; whoever came in has theirs drawn."""
    reader = reading.get()
    if reader.signed_in or reader.lapsed or current().debug:
        return None
    scope = request.scope
    key = (scope["path"], scope["query_string"], reader.locale, reader.band, reader.fragment)
    version = (await value(SNAPSHOT), now().replace(second=0, microsecond=0))
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
    _pages.clear()
