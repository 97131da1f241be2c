"""What surrounds every answer: security headers, HEAD for pages, and one line of log without what was typed."""

import json
import logging
import time
from functools import lru_cache
from typing import Any

from litestar.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("civic.requests")

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)

ALWAYS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    # What children write is for who comes here: no search engine keeps it longer than they do (threat 5).
    "x-robots-tag": "noindex",
    "vary": "HX-Request, Cookie, Accept-Language",
}
#: The one page that may ask for the camera, and only on an enrolled tablet (SG-16).
WITH_CAMERA = {"permissions-policy": ALWAYS["permissions-policy"].replace("camera=()", "camera=(self)")}
HSTS = {"strict-transport-security": "max-age=31536000; includeSubDomains"}


class Envelope:
    """The outermost ASGI layer. App-level middleware would miss 404, 405 and refusals of the framework itself."""

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self.app = app
        self.always = [(n.encode(), v.encode()) for n, v in (ALWAYS | (HSTS if https else {})).items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        started, seen = time.perf_counter(), {"status": 500}
        wants_head = scope["method"] == "HEAD"
        if wants_head:
            scope["method"] = "GET"

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
                message["headers"] = self._sealed(message["headers"])
            elif wants_head and message["type"] == "http.response.body":
                message = {"type": "http.response.body", "body": b"", "more_body": message.get("more_body", False)}
            await send(message)

        try:
            await self.app(scope, receive, sealed)
        finally:
            _tell(scope, seen["status"], time.perf_counter() - started)

    def _sealed(self, headers: Any) -> list[tuple[bytes, bytes]]:
        have = {name.lower() for name, _value in headers}
        listed = [*headers, *(pair for pair in self.always if pair[0] not in have)]
        if b"cache-control" not in have:
            # Pages of a person are never kept: the next child on the tablet must not find them (SG-30).
            listed.append((b"cache-control", b"no-store"))
        return listed


#: Addresses whose requests leave no line at all: what would tell when a child voted or asked for help.
SILENT = ("/votaciones/", "/ayuda")
#: And pages that only who has just done so sees: their lines could be counted.
AFTER = ("/listo", "/ayuda/recibido")


def _tell(scope: Scope, status: int, seconds: float) -> None:
    path = scope["path"]
    if path.startswith("/static/") or path.endswith(AFTER) or (scope["method"] == "POST" and path.startswith(SILENT)):
        return
    if path.startswith("/casilla"):
        return  # a booth: who counts its lines counts its votes, and a card's code is in an address
    # An address that leads nowhere is not written: it may be a card's token mistyped, or a name.
    route = scope.get("path_template") or "…"
    log.info(
        "request", extra={"method": scope["method"], "route": route, "status": status, "ms": round(seconds * 1000)}
    )


class JsonLines(logging.Formatter):
    """One JSON object a line. Only what is named here is ever written."""

    FIELDS = ("method", "route", "status", "ms", "kind", "problem", "code", "where")

    def format(self, record: logging.LogRecord) -> str:
        at = f"{_second(int(record.created))},{int(record.msecs):03}"
        line = {"at": at, "level": record.levelname.lower(), "says": record.getMessage()}
        line |= {name: record.__dict__[name] for name in self.FIELDS if name in record.__dict__}
        return _json(line)


_json = json.JSONEncoder(ensure_ascii=False).encode


@lru_cache(maxsize=2)
def _second(moment: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(moment))


def log_to_stderr(level: int = logging.INFO) -> None:
    # No line says which thread, process or function wrote it, so nobody looks (logging's own HOWTO, "Optimization").
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    root = logging.getLogger("civic")
    root.handlers, root.propagate = [handler], False
    root.setLevel(level)
