"""Drawing a page: one template, one frozen dataclass called `page`, and the reader."""

from collections.abc import Awaitable, Callable, MutableMapping
from functools import cache
from hashlib import sha1
from pathlib import Path
from typing import Any

import jinja2
from litestar import MediaType, Request, Response
from litestar.response import Redirect
from litestar.types import ASGIApp, Receive, Scope, Send

from civic.core import assets, forgery, pieces, warm, words
from civic.core.reader import reading
from civic.settings import ROOT, current

TEMPLATES = ROOT / "templates"
city = ""


class Environment(jinja2.Environment):
    """All templates have the same globals. Jinja's own give each a ChainMap, which every import of a page walks anew."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


@cache
def environment() -> jinja2.Environment:
    env = Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=current().debug,
        cache_size=-1,  # a plain dict: our templates are few, and each import of each page looks here
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )
    words.install(env)
    env.globals.update(asset=assets.address, csrf_field=forgery.field, demo=current().is_demo)
    pieces.install(env.globals)
    pieces.forget()
    return env


def compile_all() -> None:
    """Compile every template at start, so that no reader waits for it."""
    for path in Path(TEMPLATES).rglob("*.html"):
        environment().get_template(str(path.relative_to(TEMPLATES)))


def draw(template: str, page: Any, **more: Any) -> str:
    reader = reading.get()
    return environment().get_template(template).render(
        page=page, reader=reader, fragment=reader.fragment, city=city, **more
    )


def show(template: str, page: Any, status: int = 200, **more: Any) -> Response[str]:
    return _whole(draw(template, page, **more), status)


def _whole(drawn: str, status: int = 200) -> Response[str]:
    response = Response(drawn, media_type=MediaType.HTML, status_code=status)
    reader = reading.get()
    if reader.new_visit:
        response.set_cookie(
            visit_cookie(), reader.new_visit, httponly=True, secure=current().https, samesite="lax", path="/"
        )
    return response


def public(request: Request[Any, Any, Any], template: str, page: Any) -> Response:
    """A page that everyone reads alike: a visitor's browser, or a proxy, may keep it and ask whether it still stands.

    Never for who came in nor on a tablet, and not where a form was drawn, whose mark belongs to one visit.
    """
    drawn = draw(template, page)
    reader = reading.get()
    if reader.signed_in or reader.tablet or reader.form_drawn:
        return _whole(drawn)
    body = drawn.encode()
    return warm.keep(request, body, f'"{sha1(body, usedforsecurity=False).hexdigest()[:24]}"').answer(request)


def again(template: str, page: Any, **more: Any) -> Response[str]:
    """The same page with what was typed and every problem with it."""
    return show(template, page, 422, **more)


def go(url: str) -> Response:
    """Go and see. A piece that htmx asked for leaves its page whole, or the next would be drawn inside it."""
    if reading.get().fragment:
        return Response("", media_type=MediaType.HTML, headers={"HX-Redirect": url})
    return Redirect(url, status_code=303)


def paper(pdf: bytes, name: str) -> Response[bytes]:
    """To be looked at and printed."""
    headers = {"content-disposition": f'inline; filename="{name}.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=headers)


class Later(Response[bytes]):
    """A page that is looked up before it is drawn, where Litestar lets nobody wait: in a handler of exceptions."""

    def __init__(self, draw: Callable[[], Awaitable[Response]]) -> None:
        super().__init__(b"")
        self.draw = draw

    def to_asgi_response(self, app: Any, request: Request, **more: Any) -> ASGIApp:  # type: ignore[override]
        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            drawn = await self.draw()
            await drawn.to_asgi_response(app, request, **more)(scope, receive, send)

        return answer


def visit_cookie() -> str:
    return "__Host-visita" if current().https else "visita"
