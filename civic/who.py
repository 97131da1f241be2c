"""Cookie to Actor, once per request, and from the Actor the Reader the page is drawn for.

On a tablet of the council there are children and visitors only: a sign-in opened on it lives and dies with it (SG-31),
an adult's ends at once, and no page of the team exists (SG-55).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import unquote
from uuid import UUID

from asyncpg import Record
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie, Headers
from litestar.handlers import BaseRouteHandler
from litestar.types import ASGIApp, Receive, Scope, Send

from civic.consent.purposes import TAKE_PART, TEXT
from civic.core import pages
from civic.core.actor import CHILD, NOBODY, ROLE_NAMES, STAFF, Actor
from civic.core.acts import NotThere
from civic.core.ages import YOUNGEST
from civic.core.clock import now
from civic.core.database import row
from civic.core.reader import Reader, reading
from civic.core.secrets import fingerprint
from civic.core.warm import HTML, Answer
from civic.core.ways import OUT, START
from civic.core.words import Voice, _, choose, speaking, tag
from civic.devices import hours
from civic.devices.cookie import cookie as tablet_cookie
from civic.devices.queries import tablet
from civic.home.places import FOR_CHILDREN, home_of, places
from civic.people import limits, queries
from civic.people.cookies import card_cookie
from civic.settings import current

#: The way through a ballot leaves nothing beside a name: not even the minute (SG-50).
UNSEEN = ("/boleta", "/boleta/ver", "/listo")
MINUTE = timedelta(minutes=1)
#: What does not exist on a tablet: the desks, the second keys, and the doors of adults.
GROWN_UPS = ("/mesa", "/llaves", "/equipo", "/entrar/equipo", "/familia")
#: A tablet that is out as a booth without network shows nothing else; whoever was in on it may leave.
WHILE_OUT = (OUT, "/salir")
#: Where a child who is not in yet is told that the city is closed.
CHILDRENS_DOORS = ("/entrar", "/entrar/tarjeta", "/entrar/frase")
#: Pages that say nothing of time: of who asks for help, and of a tablet that waits.
UNDISTURBED = ("/ayuda", START)


@dataclass(frozen=True)
class Coming:
    """Who is behind a request; `lapsed` is whose sign-in has ended, if the browser brought an ended one; `since` when it
    began, and `adult` somebody who came in on a tablet and is no child."""

    actor: Actor
    unread: bool = False
    lapsed: UUID | None = None
    since: datetime | None = None
    adult: bool = False


class Who:
    """Outside the app, so that pages of error know their reader too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            return await self.app(scope, receive, send)
        headers = Headers.from_scope(scope)
        cookies = _cookies(headers.get("cookie", ""))
        token, held = cookies.get(current().cookie, ""), cookies.get(tablet_cookie(), "")
        path = scope["path"]
        device, out, coming, closed = None, False, Coming(NOBODY), False
        try:
            device, out = (await tablet(held) if held else None) or (None, False)
            coming = await come(token, path, device, touch=scope["method"] == "GET") if token else coming
            closed = await _closed(coming.actor, path)
        except Exception as problem:
            held, scope["fault"] = "", problem  # type: ignore[typeddict-unknown-key]
        actor = replace(coming.actor, device=device or coming.actor.device)
        reading.set(_reader(actor, coming, path, headers, cookies, token))
        reading.get().closed = closed
        scope["user"] = actor
        if held and device is None:
            return await _close("devices/gone.html", 401, tablet_cookie())(scope, receive, send)
        if coming.adult:
            return await _close("devices/for_children.html", 403)(scope, receive, send)
        # It holds votes that no other copy has, and other pages clear what a browser keeps.
        if out and not path.startswith(WHILE_OUT):
            return await Answer(303, [(b"location", OUT.encode())], b"")(scope, receive, send)
        # The router reads //mesa as /mesa. An address has one spelling, or what is said of it would not hold for the other.
        if "//" in path or (device and any(path == each or path.startswith(each + "/") for each in GROWN_UPS)):
            scope["fault"] = NotThere()  # type: ignore[typeddict-unknown-key]
        await self.app(scope, receive, send)


async def known(connection: ASGIConnection, handler: BaseRouteHandler) -> None:
    """A guard: if we could not tell who is behind the request, that is our fault, told inside as every other."""
    if "fault" in connection.scope:
        raise connection.scope["fault"]


async def come(token: str, path: str, device: UUID | None, touch: bool) -> Coming:
    """Who holds that sign-in, on that tablet (None: on a device of their own)."""
    hashed = fingerprint(token)
    found = await queries.signed_in(hashed, TEXT)
    if found is None or found["revoked"] or (found["device"] and found["device"] != device):
        return Coming(NOBODY)
    actor = replace(queries.actor_of(found, hashed), device=device)
    if device and not actor.role & CHILD:
        await row("DELETE FROM sign_in WHERE id = $1", hashed)
        return Coming(NOBODY, adult=True)
    moment, voting = now(), path.endswith(UNSEEN)
    patience = limits.idle(actor, voting) * (1 + found["longer"])
    # `seen` may be a minute old: nobody's time is shorter than their page said.
    if moment - found["seen"] > patience + MINUTE or moment - found["since"] > limits.absolute(actor):
        return Coming(NOBODY, lapsed=actor.id)
    if touch and not voting:
        await _touch(hashed, found, moment)
    return Coming(actor, found["unread"], since=found["since"])


async def _closed(actor: Actor, path: str) -> bool:
    """Said to a child who is in, and at the children's door (SG-01)."""
    return "closed" in actor.hindered or (path in CHILDRENS_DOORS and not await queries.is_open())


async def _touch(hashed: bytes, found: Record, moment: datetime) -> None:
    """At most once a minute, never finer, and never for a post: the row must not tell when a child voted."""
    if moment - found["seen"] > MINUTE or found["longer"]:
        seen = moment.replace(second=0, microsecond=0)
        await row("UPDATE sign_in SET seen = $2, longer = 0 WHERE id = $1", hashed, seen)


def _reader(actor: Actor, coming: Coming, path: str, headers: Headers, cookies: dict[str, str], token: str) -> Reader:
    locale = choose(cookies.get("idioma"), headers.get("accept-language"))
    for_children = path in FOR_CHILDREN or actor.device is not None
    band = actor.band if actor.signed_in or not for_children else YOUNGEST
    speaking.set(Voice(locale, band))
    moment = now()
    lasted = moment - coming.since if coming.since else timedelta()
    undisturbed = path.startswith(UNDISTURBED) or path.endswith(UNSEEN)
    waits = actor.signed_in or (actor.device and path not in (START, OUT))
    return Reader(
        band=band,
        locale=tag(locale),
        signed_in=actor.signed_in,
        id=actor.id,
        name=actor.name,
        role_label=_(ROLE_NAMES[actor.role]) if actor.role & STAFF else "",
        home=START if actor.device and not actor.signed_in else home_of(actor),
        places=places(actor, path),
        inbox_new=coming.unread and not hours.is_quiet(actor, moment),
        here=path,
        fragment="hx-request" in headers and "hx-history-restore-request" not in headers,
        lapsed=coming.lapsed,
        tie=token or cookies.get(pages.visit_cookie(), ""),
        tablet=actor.device is not None,
        idle=int(limits.idle(actor).total_seconds()) if waits else 0,
        unseen=path.endswith(UNSEEN),
        pause=hours.pause(actor),
        waits=actor.role is CHILD and TAKE_PART not in actor.consents and not undisturbed,
        long_here=hours.is_long(actor, lasted) and not undisturbed,
    )


def _close(template: str, status: int, *more: str) -> Answer:
    """A calm page in place of the one asked for; the sign-in's cookie, and `more`, are taken away."""
    headers = [(b"content-type", HTML), (b"clear-site-data", b'"cache", "storage"')]
    for name in (current().cookie, card_cookie(), *more):
        gone = Cookie(key=name, value="", max_age=0, httponly=True, secure=current().https, samesite="lax", path="/")
        headers.append(gone.to_encoded_header())
    return Answer(status, headers, pages.draw(template, None).encode())


def _cookies(header: str) -> dict[str, str]:
    pairs = (part.strip().partition("=") for part in header.split(";"))
    return {name: unquote(value) for name, _eq, value in pairs if name}
