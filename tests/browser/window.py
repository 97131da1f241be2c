"""A window of a real browser, which belongs to one person and writes down whatever goes wrong in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Self

from playwright.async_api import ConsoleMessage, Page, Request

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-software-rasterizer", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
)

#: Something with the focus shows it: an outline or a shadow, its own or that of what is around it.
FOCUS = """() => {
  for (let each = document.activeElement, i = 0; each && i < 4; each = each.parentElement, i += 1) {
    const style = getComputedStyle(each);
    if ((style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none') return true;
  }
  return false;
}"""


@dataclass
class Window:
    """`wrong`: requests that left for another origin, errors of the console, breaches of the policy (SG-19)."""

    tab: Page
    home: str
    wrong: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tab.set_default_timeout(10_000)
        self.tab.on("request", self._asks)
        self.tab.on("console", self._says)
        self.tab.on("pageerror", lambda error: self.wrong.append(f"{self.tab.url}: {error}"))

    def _asks(self, request: Request) -> None:
        self.asked.append(request.url)
        if not request.url.startswith((self.home + "/", "data:", "blob:")):
            self.wrong.append(f"{self.tab.url} asked {request.url}")

    def _says(self, message: ConsoleMessage) -> None:
        # That a page answers 403 or 422 is the product speaking, not a fault of the page.
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            self.wrong.append(f"{self.tab.url}: {message.text}")

    async def go(self, url: str) -> Self:
        await self.tab.goto(self.home + url)
        return self

    async def follow(self, href: str) -> Self:
        """Touch the link that leads there."""
        return await self.touch(f'a[href="{href}"]')

    async def send(self, action: str = "", **button: str) -> Self:
        """Send the form whose address ends so; `name="value"` tells which of its buttons."""
        which = "".join(f'[name="{name}"][value="{value}"]' for name, value in button.items())
        forms = f'form:is([action$="{action}"], [action*="{action}?"], [action*="{action}#"])'
        return await self.touch(f"{forms} button[type=submit]{which}")

    async def touch(self, place: str) -> Self:
        """Touch the first of these that can be seen, and wait for the page it leads to."""
        async with self._moved():
            await self.tab.locator(place).locator("visible=true").first.click()
        return self

    async def choose(self, name: str, value: str) -> Self:
        """A radio button or a box, by the words and the picture around it, as a finger does."""
        await self.tab.locator(f'label:has(input[name="{name}"][value="{value}"])').click()
        return self

    async def write(self, name: str, words: str) -> Self:
        await self.tab.locator(f'[name="{name}"]').locator("visible=true").first.fill(words)
        return self

    async def see(self, *wanted: str) -> Self:
        said = await self.words()
        for each in wanted:
            assert each in said, f"{self.tab.url} does not say {each!r}\n{said}"
        return self

    async def words(self) -> str:
        return " ".join((await self.tab.inner_text("body")).split())

    @property
    def here(self) -> str:
        return self.tab.url.removeprefix(self.home)

    async def too_wide(self) -> int:
        """By how many CSS pixels the page is wider than its window."""
        return await self.tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    async def reach(self, place: str) -> Self:
        """Go on with Tab until the focus is on such an element, and can be seen there."""
        for _step in range(80):
            await self.tab.keyboard.press("Tab")
            if await self.tab.evaluate("(place) => document.activeElement.matches(place)", place):
                seen = await self.tab.evaluate(FOCUS)
                assert seen, f"{self.tab.url}: the focus on {place} does not show"
                return self
        raise AssertionError(f"{self.tab.url}: no Tab reaches {place}")

    async def enter(self) -> Self:
        async with self._moved():
            await self.tab.keyboard.press("Enter")
        return self

    @asynccontextmanager
    async def _moved(self) -> AsyncIterator[None]:
        """Until the next page is there, or the piece that htmx puts in this one."""
        if not await self.tab.evaluate("() => Boolean(window.htmx && document.querySelector('form[hx-post]'))"):
            async with self.tab.expect_navigation():
                yield
            return
        before = self.tab.url
        async with self.tab.expect_response(lambda answer: answer.request.method == "POST") as answered:
            yield
        leads_on = (await answered.value).headers.get("hx-redirect")
        if leads_on:
            await self.tab.wait_for_function(
                "(from) => location.href !== from && document.readyState === 'complete'", arg=before
            )
        else:
            await self.tab.wait_for_function("() => !document.querySelector('[class*=htmx-]')")
