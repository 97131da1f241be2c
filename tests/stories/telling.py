"""Stories are told with what the pages offer: a form is sent only if it is on the page, with what the page put in it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from tests.browsing import Browser, Page


@dataclass
class Form:
    """`have` what the page filled in, `asks` every name that can be sent."""

    action: str
    have: dict[str, list[str]] = field(default_factory=dict)
    asks: dict[str, set[str]] = field(default_factory=dict)


class Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.area = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        have = dict(attributes)
        if tag == "form":
            self.found.append(Form(have.get("action") or ""))
        name = have.get("name")
        if not name or not self.found or tag not in ("input", "textarea", "button", "select"):
            return
        form, value, kind = self.found[-1], have.get("value") or "", have.get("type") or "text"
        form.asks.setdefault(name, set()).add(value if kind in ("radio", "checkbox", "submit", "hidden") else "")
        if tag == "input" and (kind not in ("radio", "checkbox", "file", "submit") or "checked" in have):
            form.have.setdefault(name, []).append(value)
        self.area = name if tag == "textarea" else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[-1].have.setdefault(self.area, []).append(data.lstrip("\n"))


def forms(page: Page) -> list[Form]:
    read = Forms()
    read.feed(page.text)
    return read.found


def offers(page: Page, action: str) -> bool:
    """Whether the page has a form whose address ends so."""
    return any(_leads_to(each, action) for each in forms(page))


async def send(browser: Browser, page: Page, action: str, status: int = 303, **typed: str | list[str]) -> Page:
    """Fill in the page's own form and send it; after a 303, the page it leads to."""
    fits = [each for each in forms(page) if _leads_to(each, action) and set(typed) <= set(each.asks)]
    chosen = [each for each in fits if all(_offered(each, name, value) for name, value in typed.items())]
    assert chosen, f"no form to {action!r} takes {typed}: {[(each.action, each.asks) for each in forms(page)]}"
    form = chosen[0]
    answer = await browser.post(form.action, {**form.have, **typed}, status)
    return await browser.get(answer.location) if status == 303 else answer


def _leads_to(form: Form, action: str) -> bool:
    return urlsplit(form.action).path.endswith(action)


def _offered(form: Form, name: str, value: str | list[str]) -> bool:
    """What is typed may be anything; of choices, only one that the page shows."""
    asked = form.asks[name]
    return asked == {""} or set([value] if isinstance(value, str) else value) <= asked


async def decide(browser: Browser, page: Page, said: str = "yes") -> Page:
    """From whichever screen of the telling, to the last one, and the answer there."""
    on = next((each for each in page.links if "paso=5" in each), None)
    return await send(browser, await browser.get(on) if on else page, "/participar", said=said)


async def follow(browser: Browser, page: Page, href: str) -> Page:
    """A link of the page; redirects are followed."""
    assert href in page.links, f"no link to {href}: {page.links}"
    answer = await browser.client.get(href)
    return await browser.get(answer.headers["location"]) if answer.status_code == 303 else await browser.get(href)
