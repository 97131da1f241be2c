"""Public pages as they were last drawn, kept for as long as nothing that they could tell has changed.

Every transaction that changes a table leaves one row in `changed`, by triggers, so that no act has to remember it. Those
rows become visible together with what was changed, and their sum only grows: two equal sums see equal data. So one small
statement tells whether a page drawn before is, to the byte, what would be drawn now. What votes, sign-ins and
the journal write (`UNTOLD`) is in no public page and counts for nothing: a rush of votes lets the pages stand
(docs/decisions/0033). What a page tells by the clock may be one minute old.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response
from litestar.types import Receive, Scope, Send
from piccolo.columns import BigInt, BigSerial
from piccolo.table import Table

from civic.core.clock import now
from civic.core.database import DB, row, rows, value
from civic.core.reader import reading
from civic.settings import current

#: About 30 kB each. Addresses nobody asks for again push out others, so none may be many.
MOST = 200
VERSION = "SELECT sum(number) FROM changed"
#: Tables that no public page reads.
UNTOLD = ("ballot", "sign_in", "try", "entry", "link", "job", "changed")


class Changed(Table, db=DB):
    """How many transactions have changed something: a row for each, summed up now and then."""

    id = BigSerial(primary_key=True)
    number = BigInt(default=1, null=False)


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
_asking: asyncio.Task[int] | None = None


async def version() -> int:
    """Asked once for all who came before the question goes out: for each as new as if it had asked alone."""
    global _asking
    if _asking is None:
        _asking = asyncio.create_task(_ask())
    return await asyncio.shield(_asking)


async def _ask() -> int:
    global _asking
    _asking = None  # whoever comes from here on asks again
    return await value(VERSION)


async def find(request: Request[Any, Any, Any]) -> Response[bytes] | None:
    """The page, if it was drawn before and still stands. Goes before a door; whoever came in has theirs drawn."""
    reader = reading.get()
    if reader.signed_in or reader.lapsed or reader.tablet or current().debug:
        return None
    scope = request.scope
    key = (scope["path"], scope["query_string"], reader.locale, reader.band, reader.fragment)
    as_of = (await version(), now().replace(second=0, microsecond=0))
    page = _pages.get(key)
    if page and page.version == as_of:
        return page.answer(request)
    scope["warm"] = key, as_of  # read before anything is: what is drawn later is at least that new
    return None


def keep(request: Request[Any, Any, Any], body: bytes, etag: str) -> Page:
    """A page just drawn, kept if `find` stood before its door."""
    key, as_of = request.scope.get("warm", (None, ()))
    page = Page(body, etag, as_of)
    if key is not None:
        _pages.pop(key, None)
        while len(_pages) >= MOST:
            del _pages[next(iter(_pages))]
        _pages[key] = page
    return page


async def watch(tables: Iterable[str]) -> None:
    """Let every change of these be told. As the owner of the tables; may be done again."""
    await rows(TELL)
    for table in set(tables) - {*UNTOLD}:
        await rows(
            f"""CREATE OR REPLACE TRIGGER told AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}"
                FOR EACH STATEMENT EXECUTE FUNCTION tell_change()"""
        )


#: One row for a transaction, however many statements it has.
TELL = """
CREATE OR REPLACE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('civic.told', true), '') = '' THEN
    INSERT INTO public.changed DEFAULT VALUES;
    PERFORM set_config('civic.told', 'yes', true);
  END IF;
  RETURN NULL;
END $$
"""


async def sum_up() -> None:
    """The rows become one with the same sum. Two who do it at once take each their part."""
    await row(
        """WITH told AS (DELETE FROM changed WHERE (SELECT count(*) FROM changed) > 1 RETURNING number)
           INSERT INTO changed (number) SELECT sum(number) FROM told HAVING count(*) > 0"""
    )


def forget() -> None:
    """What was drawn by another house in this process."""
    global _asking
    _pages.clear()
    _asking = None
