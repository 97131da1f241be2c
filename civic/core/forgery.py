"""Is this post from one of our own pages? A mark tied to the sign-in, and what the browser says of itself.

Litestar's CSRF middleware sets a cookie on every anonymous page, which then cannot be kept by a proxy, and its token is
not tied to the sign-in (docs/decisions/0007). OWASP's HMAC token pattern needs these lines only.
"""

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from markupsafe import Markup

from civic.core import secrets
from civic.core.actor import VISITOR
from civic.core.reader import reading

FIELD = "_mark"
SAFE = {"GET", "HEAD", "OPTIONS"}
_secret = ""


def use(secret: str) -> None:
    global _secret
    _secret = secret


class Forged(PermissionDeniedException):
    """The post did not come from a page of ours, or that page is too old; `fields` is what was typed, if it may be ours."""

    def __init__(self, fields: list[tuple[str, str]] | None = None) -> None:
        super().__init__()
        self.fields = fields or []


class Lapsed(NotAuthorizedException):
    """The post is ours, but its sign-in has ended; `fields` is what was typed."""

    def __init__(self, fields: list[tuple[str, str]]) -> None:
        super().__init__()
        self.fields = fields


def field() -> Markup:
    """The hidden input every form carries. For a visitor it asks for the cookie that the mark is tied to."""
    reader = reading.get()
    reader.form_drawn = True
    if not reader.tie:
        reader.tie = reader.new_visit = secrets.token()
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, secrets.mark(_secret, "form", reader.tie))


async def guard(connection: ASGIConnection, handler: BaseRouteHandler) -> None:
    """For every door that changes something (SG-88). Raises Forged, or Lapsed for a sign-in that ended meanwhile.

    Doors for visitors too stay open to whose sign-in ended: coming in again, and above all asking for help.
    """
    if connection.scope["method"] in SAFE or not isinstance(connection, Request):
        return
    rule, reader = handler.opt["rule"], reading.get()
    if handler.opt["large"] and not (reader.signed_in or reader.lapsed or rule.who & VISITOR):
        raise Forged  # before ten megabytes of a stranger are taken in
    if connection.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Forged
    form = await connection.form()
    fields = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    tie = reader.tie
    if not tie or not secrets.same(str(form.get(FIELD, "")), secrets.mark(_secret, "form", tie)):
        raise Forged(fields)
    if reader.lapsed and not rule.who & VISITOR:
        raise Lapsed(fields)
    reader.typed = fields
