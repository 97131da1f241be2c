"""Amaranta writes an idea, one question at a time, and sends it."""

import asyncio

from civic.consent.acts import withdraw_consent
from civic.consent.purposes import TEXT
from civic.core.database import row, value
from civic.demo.people import FAMILIES
from civic.people.queries import person
from tests.browsing import Browser
from tests.conftest import Town


async def test_going_back_loses_nothing(town: Town, browser: Browser) -> None:
    await browser.come_in(town.amaranta)
    first = (await browser.post(f"/convocatorias/{town.call}/proponer")).location
    assert first.endswith("/titulo")
    second = (await browser.post(first, {"title": "Árboles con sombra en el parque"})).location
    assert second.endswith("/problema")
    third = (await browser.post(second, {"problem": "No hay sombra y nos quemamos."})).location
    assert third.endswith("/ayuda")
    assert "Árboles con sombra" in (await browser.get(first)).text
    assert "nos quemamos" in (await browser.get(second)).text


async def test_an_idea_without_what_it_is_about_says_what_is_missing(town: Town, browser: Browser) -> None:
    await browser.come_in(town.amaranta)
    first = (await browser.post(f"/convocatorias/{town.call}/proponer")).location
    address = first.rsplit("/", 1)[0]
    await browser.post(first, {"title": "Sombra"})
    (await browser.get(f"{address}/revisar")).see("Elige de qué trata.")
    (await browser.post(f"{address}/enviar", status=403)).see("Elige de qué trata.")


async def test_two_taps_at_once_send_it_once(town: Town, browser: Browser) -> None:
    await browser.come_in(town.amaranta)
    address = (await browser.post(f"/convocatorias/{town.call}/proponer")).location.rsplit("/", 1)[0]
    await browser.post(f"{address}/titulo", {"title": "Sombra"})
    await browser.post(f"{address}/tema", {"category": "parks"})
    taps = await asyncio.gather(*(browser.client.post(f"{address}/enviar", data=browser.marked()) for _ in range(5)))
    assert sorted(tap.status_code for tap in taps) == [303, 403, 403, 403, 403]
    sent = await row("SELECT hash, sent_at FROM version")
    assert len(sent["hash"]) == 32 and sent["sent_at"]
    assert await value("SELECT count(*) FROM entry WHERE act = 'proposals.send_proposal'") == 1


async def test_withdrawn_consent_stops_the_next_request(town: Town, browser: Browser) -> None:
    await browser.come_in(town.amaranta)
    address = (await browser.post(f"/convocatorias/{town.call}/proponer")).location.rsplit("/", 1)[0]
    await browser.post(f"{address}/titulo", {"title": "Sombra"})
    await withdraw_consent(await person(FAMILIES, TEXT), town.amaranta.id, "take_part")
    (await browser.post(f"{address}/titulo", {"title": "Otra"}, 403)).see("permiso")
    assert await value("SELECT title FROM writing") == "Sombra"
