"""One tablet, many children: nothing of the last one stays on it, and nothing typed is lost."""

from collections.abc import AsyncIterator

from playwright.async_api import Error

from civic.core.database import rows, value
from civic.demo.cast import CAST
from civic.proposals.acts import start_proposal
from tests.browser.conftest import Open
from tests.browser.window import Window
from tests.conftest import Town
from tests.people.doorbell import CODE, hand_card

TYPED = "Quiero una fuente secreta"
STORES = """async () => {
  const inside = async (name) => Promise.all((await (await caches.open(name)).matchAll()).map((each) => each.text()));
  const cached = globalThis.caches ? await Promise.all((await caches.keys()).map(inside)) : [];
  const bases = globalThis.indexedDB?.databases ? await indexedDB.databases() : [];
  return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, cached, bases]);
}"""


async def test_sg_30_the_next_child_finds_nothing_of_the_last(town: Town, window: Open) -> None:
    """SG-30: a draft typed, the door out, Back three times, every store opened: neither her words nor her nickname."""
    alias = CAST["amaranta"].name
    draft = await start_proposal(town.amaranta, town.call)
    amaranta = await window(town.amaranta)
    await amaranta.go("/mi-pagina")
    await amaranta.go(f"/mis-ideas/{draft}/titulo")
    await amaranta.write("title", TYPED)
    await amaranta.send("/titulo")
    await amaranta.write("problem", TYPED)
    await amaranta.go("/avisos")
    await amaranta.send("/salir")
    assert amaranta.here == "/"
    async for said in backwards(amaranta, 3):
        assert TYPED not in said and alias not in said, amaranta.here
    await amaranta.go("/")
    assert await amaranta.tab.evaluate(STORES) == '[{},{},"",[],[]]'
    assert [each["name"] for each in await amaranta.tab.context.cookies()] in ([], ["visita"])


async def test_sg_30_without_script_too(town: Town, window: Open) -> None:
    """SG-30: the pages were never the browser's to keep."""
    draft = await start_proposal(town.amaranta, town.call)
    amaranta = await window(town.amaranta, script=False)
    await amaranta.go(f"/mis-ideas/{draft}/titulo")
    await amaranta.write("title", TYPED)
    await amaranta.send("/titulo")
    await amaranta.go("/mi-pagina")
    await amaranta.send("/salir")
    async for said in backwards(amaranta, 3):
        assert TYPED not in said and CAST["amaranta"].name not in said, amaranta.here


async def backwards(window: Window, steps: int) -> AsyncIterator[str]:
    """What the browser shows, going back; a page it no longer has shows nothing."""
    for _step in range(steps):
        try:
            await window.tab.go_back()
        except Error as gone:
            assert "ERR_CACHE_MISS" in str(gone)
            return
        yield await window.tab.content() + "".join(
            [await each.input_value() for each in await window.tab.locator("input:not([type=file]), textarea").all()]
        )


async def test_sg_72_an_ended_sign_in_keeps_what_was_typed(town: Town, window: Open) -> None:
    """SG-72: she comes in again with her card, and her words are there, to be sent with one touch."""
    draft = await start_proposal(town.amaranta, town.call)
    pictures = await hand_card("amaranta")
    amaranta = await window(town.amaranta)
    await amaranta.go(f"/mis-ideas/{draft}/titulo")
    await amaranta.write("title", TYPED)
    await rows("UPDATE sign_in SET seen = seen - interval '2 hours', since = since - interval '2 hours'")
    await amaranta.send("/titulo")
    assert TYPED not in await amaranta.words()
    await amaranta.write("code", CODE)
    await amaranta.send("/entrar/tarjeta")
    for picture in pictures:
        await amaranta.send("/entrar/tarjeta", pick=picture)
    await amaranta.see(TYPED)
    await amaranta.send("/titulo")
    assert await value("SELECT words->>'title' FROM version WHERE writing = $1", draft) == TYPED
