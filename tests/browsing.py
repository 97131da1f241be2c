"""The test's browser: an httpx client over the ASGI app, in the test's own loop, that looks at every page it opens."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Self

import httpx
from litestar.types import ASGIApp

from civic.core import secrets
from civic.core.actor import STAFF, Actor
from civic.core.forgery import FIELD
from civic.people.acts import open_sign_in
from civic.settings import current

ORIGIN = "https://voz.test"
VISIT = "a-visit-of-the-tests"


@dataclass
class Page:
    """An answer. `see` and `see_not` speak of what a person reads; `text` is the source."""

    status: int
    text: str
    headers: httpx.Headers
    said: str = ""
    title: str = ""
    forms: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    @property
    def location(self) -> str:
        return self.headers.get("location", "")

    def see(self, *wanted: str) -> Self:
        for each in wanted:
            assert each in self.said, f"not on the page: {each!r}\n{self.said}"
        return self

    def see_not(self, *unwanted: str) -> Self:
        for each in unwanted:
            assert each not in self.text, f"on the page: {each!r}\n{self.said}"
        return self


class Browser:
    """One person's browser. `person` is whom it came in as, or None."""

    def __init__(self, app: ASGIApp) -> None:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers={"Accept-Language": "es-MX"})
        self.tie = VISIT
        self.client.cookies.set("__Host-visita", VISIT, domain="voz.test")

    async def come_in(self, person: Actor) -> Self:
        """Straight in, without the pictures: the doors themselves have tests of their own."""
        self.tie = await open_sign_in(person.id, "strong" if person.role & STAFF else "low", proven=True)
        self.client.cookies.set(current().cookie, self.tie, domain="voz.test")
        return self

    async def get(self, url: str, status: int = 200, **headers: str) -> Page:
        return look_at(await self.client.get(url, headers=headers), status)

    async def post(
        self, url: str, data: dict[str, Any] | None = None, status: int = 303, files: Any = None, **headers: str
    ) -> Page:
        """Post a form with its mark. A list posts the name several times."""
        return look_at(await self.client.post(url, data=self.marked(data), files=files, headers=headers), status)

    def marked(self, data: dict[str, Any] | None = None) -> dict[str, Any]:
        return {FIELD: secrets.mark(current().secret, "form", self.tie), **(data or {})}


def look_at(answer: httpx.Response, status: int) -> Page:
    page = Page(answer.status_code, answer.text, answer.headers)
    is_html = answer.headers.get("content-type", "").startswith("text/html")
    if is_html and answer.text:
        seen = Look()
        seen.feed(answer.text)
        page.said, page.title = " ".join(" ".join(seen.words).split()), seen.title
        page.forms, page.links = seen.forms, seen.links
    assert answer.status_code == status, f"{answer.status_code} {answer.request.method} {answer.request.url}: {page.said}"
    if is_html and answer.text.lstrip().lower().startswith("<!doctype"):
        seen.problems(answer)
    return page


class Look(HTMLParser):
    """What every page must hold: language, one h1, a title, a label per input, nothing inline."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.forms: list[str] = []
        self.links: list[str] = []
        self.title = self.lang = ""
        self.headings = 0
        self.wrong: list[str] = []
        self.inputs: list[dict[str, str | None]] = []
        self.labels: set[str] = set()
        self.ids: list[str] = []
        self.inside: list[str] = []
        self.wrapped: list[bool] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        have = dict(attributes)
        if tag not in ("input", "meta", "link", "br", "img", "hr", "use", "path", "circle", "rect", "source"):
            self.inside.append(tag)
        if tag == "html":
            self.lang = have.get("lang") or ""
        waits = "template" in self.inside  # not on the page until a script puts it there
        if tag == "h1" and not waits:
            self.headings += 1
        if "style" in have or tag == "style":
            self.wrong.append(f"inline style on <{tag}>")
        self.wrong += [f"{name} on <{tag}>" for name in have if name.startswith("on")]
        if tag == "script" and "src" not in have:
            self.wrong.append("inline script")
        if "id" in have and not waits:
            self.ids.append(have["id"] or "")
        if tag == "label" and have.get("for"):
            self.labels.add(have["for"] or "")
        if tag in ("input", "textarea", "select") and have.get("type") not in ("hidden", "submit", "button"):
            self.inputs.append(have)
            self.wrapped.append("label" in self.inside)
        if tag == "form":
            self.forms.append(have.get("action") or "")
        if tag == "a" and have.get("href"):
            self.links.append(have["href"] or "")
        for name in ("src", "href", "action"):
            value = have.get(name) or ""
            if tag != "a" and value.startswith(("http:", "https:", "//")):
                self.wrong.append(f"{name} to another origin: {value}")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            while self.inside and self.inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "title" in self.inside and "head" in self.inside:
            self.title += data
        elif not {"script", "style", "head"} & set(self.inside):
            self.words.append(data)

    def problems(self, answer: httpx.Response) -> None:
        where = f"{answer.request.method} {answer.request.url.path}"
        assert self.lang in ("es-MX", "en"), f"{where}: no language"
        assert self.headings == 1, f"{where}: {self.headings} h1"
        assert self.title.strip(), f"{where}: no title"
        assert not self.wrong, f"{where}: {self.wrong}"
        twice = {each for each in self.ids if self.ids.count(each) > 1}
        assert not twice, f"{where}: ids twice: {twice}"
        for have, wrapped in zip(self.inputs, self.wrapped, strict=True):
            named = wrapped or have.get("id") in self.labels or have.get("aria-label") or have.get("aria-labelledby")
            assert named, f"{where}: an input without a label: {have}"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'"), where
