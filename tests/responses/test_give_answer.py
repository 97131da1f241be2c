"""Pilar answers for the parks office, in words that a child can read."""

from civic.core.database import row
from tests.browsing import Browser
from tests.conftest import Town
from tests.responses.stage import chosen, typed


async def test_pilar_answers_yes_and_everyone_reads_it(town: Town, browser: Browser) -> None:
    key = await chosen(town)
    await browser.come_in(town.pilar)
    (await browser.get("/mesa/oficina")).see("Árboles con sombra en el parque")
    door = f"/mesa/oficina/{key}/responder"
    await browser.get(door)
    assert (await browser.post(door, typed())).location == f"/mesa/oficina/{key}/promesa"
    await browser.get(f"/mesa/oficina/{key}/promesa")
    assert (await row("SELECT state FROM proposal WHERE id = $1", key))["state"] == "answered"
