"""The cookie that makes a browser a tablet of the council: a long token, of which the house keeps the SHA-256."""

from typing import Any

from litestar import Response

from civic.settings import current

#: Browsers keep no cookie for longer than 400 days; the start page gives it anew at each visit.
KEPT = 400 * 24 * 3600


def cookie() -> str:
    return "__Host-tableta" if current().https else "tableta"


def with_tablet(response: Response[Any], token: str) -> Response[Any]:
    response.set_cookie(cookie(), token, max_age=KEPT, httponly=True, secure=current().https, samesite="lax", path="/")
    return response
