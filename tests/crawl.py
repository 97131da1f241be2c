"""Following links as one person, so many addresses of each kind."""

import re
from collections import Counter
from urllib.parse import urlsplit

from tests.browsing import Browser, Page, look_at

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def kind(url: str) -> str:
    """The address without its ids; a question mark where something is asked."""
    parts = urlsplit(url)
    return UUID.sub("{key}", parts.path) + ("?" if parts.query else "")


async def crawl(browser: Browser, *begin: str, each: int = 1) -> dict[str, Page]:
    """Pages by address, at most `each` of a kind. Redirects are followed; what does not open fails."""
    found: dict[str, Page] = {}
    waits, seen, many = list(begin), set(), Counter()
    while waits:
        url = waits.pop(0).partition("#")[0]
        if not url.startswith("/") or url.startswith(("/static/", "/idioma/")) or url in seen or many[kind(url)] >= each:
            continue
        seen.add(url)
        answer = await browser.client.get(url)
        if answer.status_code == 303:
            waits.insert(0, answer.headers["location"])
            continue
        many[kind(url)] += 1
        page = look_at(answer, 200)
        if page.headers["content-type"].startswith("text/html"):
            found[url] = page
            waits += page.links
    return found
