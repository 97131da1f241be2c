"""A child votes: choose, see, send."""

from tests.browsing import Browser
from tests.conftest import Town
from tests.voting.polls import TITLES, after_the_close, closed, opened, seen, sent


async def test_amaranta_chooses_sees_and_sends(town: Town, browser: Browser) -> None:
    key = await opened(town)
    await browser.come_in(town.amaranta)
    (await browser.get("/votaciones")).see("¿Qué hacemos primero")
    (await browser.get(f"/votaciones/{key}")).see("Votar", *TITLES)
    page = await seen(browser, key, "1")
    page.see("Elegiste", TITLES[1], "Sí, votar", "Cambiar").see_not(TITLES[0], TITLES[2])
    assert (await sent(browser, key, "1")).location == f"/votaciones/{key}/listo"
    (await browser.get(f"/votaciones/{key}/listo")).see("Tu voto está en la urna").see_not(*TITLES)
    await closed(town, key)
    (await browser.get(f"/votaciones/{key}/resultado")).see(TITLES[1])
    (await browser.get("/votaciones")).see(TITLES[1])
    await browser.come_in(town.julian)
    (await browser.get("/mesa/votaciones")).see("¿Qué hacemos primero")
    (await browser.get(f"/mesa/votaciones/{key}"))
