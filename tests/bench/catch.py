"""One request through the whole house in this process: what was drawn for it, and the statements it cost."""

from dataclasses import dataclass, field
from typing import Any

import httpx
from litestar.types import ASGIApp

from civic.core import pages
from civic.core.database import statements
from civic.core.reader import Reader, reading
from civic.core.words import Voice, speaking
from civic.settings import current


@dataclass
class Caught:
    """`template` with `page` and `more` for `reader`, spoken to in `voice`, gave `answer`."""

    answer: httpx.Response | None = None
    statements: list[str] = field(default_factory=list)
    template: str = ""
    page: Any = None
    more: dict[str, Any] = field(default_factory=dict)
    reader: Reader | None = None
    voice: Voice | None = None


async def catch(app: ASGIApp, method: str, path: str, token: str = "", form: dict[str, str] | None = None) -> Caught:
    """The database must be open. Raises AssertionError for anything but 200 or 303."""
    caught, drawn = Caught(), pages.draw

    def watch(template: str, page: Any, **more: Any) -> str:
        caught.template, caught.page, caught.more = template, page, more
        caught.reader, caught.voice = reading.get(), speaking.get()
        return drawn(template, page, **more)

    pages.draw = watch
    counting = statements.set(caught.statements)
    try:
        cookies = {current().cookie: token} if token else {}
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app),
            base_url="https://voz.test",
            headers={"Accept-Language": "es-MX"},
            cookies=cookies,
        ) as browser:
            caught.answer = await browser.request(method, path, data=form)
    finally:
        statements.reset(counting)
        pages.draw = drawn
    assert caught.answer.status_code in (200, 303), f"{method} {path} answers {caught.answer.status_code}"
    return caught
