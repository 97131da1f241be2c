"""Everyone can see what the city owes and promised: what is late comes first and plainly."""

from datetime import timedelta

from civic.core.actor import NOBODY
from civic.core.clock import now, pretend
from civic.core.database import statements
from civic.responses import queries
from tests.browsing import Browser
from tests.conftest import Town
from tests.responses.stage import answered, chosen, happened, promised


async def test_late_promises_come_first_and_done_ones_last(town: Town, browser: Browser) -> None:
    done = await happened(town, "Uno")
    going = await promised(town, "Dos")
    with pretend(now() - timedelta(days=60)):
        late = await promised(town, "Tres")
    page = await browser.get("/compromisos")
    page.see("«Comprar diez árboles»: tenía que estar listo el", "Va tarde", "Por empezar", "Hecho, dice la ciudad")
    assert [each.proposal for each in await queries.promises(0, 20)] == [late, going, done]
    (await browser.get(f"/compromisos/{late}")).see("Va tarde", "Tenía que estar listo el")


async def test_a_town_without_promises_says_so(town: Town, browser: Browser) -> None:
    (await browser.get("/compromisos")).see("Todavía no hay compromisos.")


async def test_pages_not_endless_scroll(town: Town, browser: Browser) -> None:
    for n in range(21):
        await promised(town, f"Idea {n}")
    first = await browser.get("/compromisos")
    assert first.text.count('class="proposal"') == 20 and "/compromisos?pagina=2" in first.links
    second = await browser.get("/compromisos?pagina=2")
    assert second.text.count('class="proposal"') == 1 and "/compromisos?pagina=1" in second.links
    for odd in ("0", "-3", "99999999999999999999"):
        await browser.get(f"/compromisos?pagina={odd}")


async def test_the_statements_do_not_grow_with_the_rows(town: Town) -> None:
    """One for what is owed, one for the promises, one for an outcome with answer, promise and faces (G9)."""
    key = await promised(town, "Una")
    await chosen(town, "Dos")
    await answered(town, "no", "Tres")
    for _more in range(2):
        seen: list[str] = []
        token = statements.set(seen)
        assert await queries.unanswered() and await queries.promises(0, 20) and await queries.outcome(NOBODY, key)
        statements.reset(token)
        assert len(seen) == 3
        for n in range(5):
            await promised(town, f"Más {n} {len(seen)}")
