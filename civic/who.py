"""Cookie to Actor, once per request, and from the Actor the Reader the page is drawn for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import unquote
from uuid import UUID

from litestar.connection import ASGIConnection
from litestar.datastructures import Headers
from litestar.handlers import BaseRouteHandler
from litestar.types import ASGIApp, Receive, Scope, Send

from civic.consent.purposes import TEXT
from civic.core import pages
from civic.core.actor import NOBODY, ROLE_NAMES, STAFF, Actor
from civic.core.ages import YOUNGEST
from civic.core.clock import now
from civic.core.database import row
from civic.core.reader import Reader, reading
from civic.core.secrets import fingerprint
from civic.core.words import Voice, _, choose, speaking, tag
from civic.home.places import FOR_CHILDREN, home_of, places
from civic.people import limits, queries
from civic.settings import current

#: The way through a ballot leaves nothing beside a name: not even the minute (SG-50).
UNSEEN = ("/boleta", "/listo")


@dataclass(frozen=True)
class Coming:
    """Who is behind a request; `lapsed` is whose sign-in has ended, if the browser brought an ended one."""

    actor: Actor
    unread: bool = False
    lapsed: UUID | None = None


class Who:
    """Outside the app, so that pages of error know their reader too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            return await self.app(scope, receive, send)
        headers = Headers.from_scope(scope)
        cookies = _cookies(headers.get("cookie", ""))
        token = cookies.get(current().cookie, "")
        path = scope["path"]
        try:
            touch = scope["method"] == "GET" and not path.endswith(UNSEEN)
            coming = await come(token, touch) if token else Coming(NOBODY)
        except Exception as problem:
            coming, scope["fault"] = Coming(NOBODY), problem  # type: ignore[typeddict-unknown-key]
        actor = coming.actor
        locale = choose(cookies.get("idioma"), headers.get("accept-language"))
        band = actor.band if actor.signed_in or path not in FOR_CHILDREN else YOUNGEST
        speaking.set(Voice(locale, band))
        reading.set(
            Reader(
                band=band,
                locale=tag(locale),
                signed_in=actor.signed_in,
                id=actor.id,
                name=actor.name,
                role_label=_(ROLE_NAMES[actor.role]) if actor.role & STAFF else "",
                home=home_of(actor),
                places=places(actor, path),
                inbox_new=coming.unread,
                here=path,
                fragment="hx-request" in headers and "hx-history-restore-request" not in headers,
                lapsed=coming.lapsed,
                tie=token or cookies.get(pages.visit_cookie(), ""),
            )
        )
        scope["user"] = actor
        await self.app(scope, receive, send)


async def known(connection: ASGIConnection, handler: BaseRouteHandler) -> None:
    """A guard: if we could not tell who is behind the request, that is our fault, told inside as every other."""
    if "fault" in connection.scope:
        raise connection.scope["fault"]


async def come(token: str, touch: bool = True) -> Coming:
    hashed = fingerprint(token)
    found = await queries.signed_in(hashed, TEXT)
    if found is None or found["revoked"]:
        return Coming(NOBODY)
    actor = queries.actor_of(found, hashed)
    moment = now()
    if moment - found["seen"] > limits.idle(actor) or moment - found["since"] > limits.absolute(actor):
        return Coming(NOBODY, lapsed=actor.id)
    if touch:
        await _touch(hashed, found["seen"], moment)
    return Coming(actor, found["unread"])


async def _touch(hashed: bytes, seen: datetime, moment: datetime) -> None:
    """At most once a minute, never finer, and never for a post: the row must not tell when a child voted."""
    if moment - seen > timedelta(minutes=1):
        await row("UPDATE sign_in SET seen = $2 WHERE id = $1", hashed, moment.replace(second=0, microsecond=0))


def _cookies(header: str) -> dict[str, str]:
    pairs = (part.strip().partition("=") for part in header.split(";"))
    return {name: unquote(value) for name, _eq, value in pairs if name}
