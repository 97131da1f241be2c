"""The two cookies of the doors: who is in, and which card was shown a moment ago."""

from typing import Any
from uuid import UUID

from litestar import Request, Response

from civic.core import keep
from civic.people import queries
from civic.people.limits import HELD
from civic.people.queries import Card
from civic.settings import current


def card_cookie() -> str:
    return "__Host-tarjeta" if current().https else "tarjeta"


def with_sign_in(response: Response, token: str, max_age: int | None = None) -> Response:
    """The cookie, and its end too: a `__Host-` cookie without `Secure` is not heeded."""
    return _with(response, current().cookie, token, max_age)


def with_card(response: Response, card: Card) -> Response:
    """For ten minutes this browser has shown that card: its code is in no page, address or history, and its slow hash
    is made once. An unknown code makes a cookie that looks the same (SG-28)."""
    return _with(response, card_cookie(), keep.pack("card", str(card["id"])), int(HELD.total_seconds()))


def without_card(response: Response) -> Response:
    return _with(response, card_cookie(), "", 0)


async def held_card(request: Request[Any, Any, Any]) -> Card | None:
    found = keep.unpack("card", request.cookies.get(card_cookie(), ""), HELD)
    return await queries.card(UUID(found)) if found else None


def _with(response: Response, name: str, value: str, max_age: int | None) -> Response:
    response.set_cookie(name, value, max_age=max_age, httponly=True, secure=current().https, samesite="lax", path="/")
    return response
