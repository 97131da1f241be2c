"""Julián and Teo carry a vote from its draft to its result in a real browser, on a telephone and at a desk."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from civic.core import outbox
from civic.core.clock import CITY, now
from civic.core.database import value
from civic.voting import acts
from civic.voting.custody import acts as custody
from civic.voting.forms import Rules
from tests.browser.conftest import Open
from tests.browser.window import Window
from tests.conftest import Town
from tests.voting.polls import CHOOSE_ONE, DICE, idea, vote

#: For whoever wants to look: a folder for pictures of each page.
PICTURES = os.environ.get("CIVIC_PICTURES", "")
DESK = "/mesa/votaciones"


async def look(window: Window, name: str) -> None:
    """No page is wider than its window."""
    assert await window.too_wide() == 0, f"{name}: {window.here}"
    if PICTURES:
        await window.tab.screenshot(
            path=Path(PICTURES) / f"{name}-{window.tab.viewport_size['width']}.png", full_page=True
        )


@pytest.mark.parametrize(
    ("width", "script"), [(360, True), (1280, False)], ids=["a telephone", "a desk without script"]
)
async def test_the_life_of_a_vote_of_money(town: Town, window: Open, width: int, script: bool) -> None:
    titles = ("Una cancha con luz", "Bancas para platicar", "Árboles con sombra")
    for title in titles:
        await idea(town, town.amaranta, title)
    julian = await window(town.julian, script=script, width=width)
    teo = await window(town.teo, script=script, width=width)
    await julian.go(DESK)
    await look(julian, "desk")
    await julian.choose("call", str(town.call))
    await julian.send(DESK)
    here = julian.here
    key = here.rsplit("/", 1)[1]
    for _title in titles:
        await julian.send("/poner")
    await julian.choose("method", "budget")
    await look(julian, "draft")
    assert not await julian.tab.locator('[name="majority"]').first.is_visible(), "only what this way asks for"
    await julian.write("budget", "50000")
    await julian.write("question", "¿En qué gastamos el dinero de los niños?")
    await julian.send(here)
    for place, cost in enumerate(("30000", "15000", "20000")):
        await julian.tab.locator('[name^="cost-"]').nth(place).fill(cost)
    await julian.send("/costos")
    await look(julian, "draft-of-money")
    await julian.send("/anunciar")
    await look(julian, "announced")
    await teo.go(here)
    await teo.write("dice", " ".join(map(str, DICE)))
    await teo.send("/sorteo")
    await teo.go(f"/votaciones/{key}")
    await teo.see("Si hay empate", "Hay 50,000 pesos para repartir")
    await look(teo, "lot")
    await julian.go(here)
    await julian.send("/firmar-apertura")
    await teo.go(here)
    await look(teo, "to-open")
    await teo.send("/abrir")
    await look(teo, "open")
    await vote(town.lupita, key, 0)
    await vote(town.mateo, key, 1, 2)
    await teo.tab.locator("#ask-extend summary").click()
    await teo.write("why", "Llovió y la escuela cerró.")
    later = (now() + timedelta(days=20)).astimezone(CITY).date().isoformat()
    await teo.tab.locator('#ask-extend [name="closes_on"]').fill(later)
    await teo.tab.locator('#ask-extend [name="closes_time"]').fill("18:00")
    await teo.send("/pedir-tiempo")
    await look(teo, "asked-for-time")
    await julian.go(here)
    await julian.send("/dar-tiempo")
    amaranta = await window(town.amaranta, script=script, width=width)
    await (await amaranta.go(f"/votaciones/{key}")).see("Hay más tiempo", "Llovió y la escuela cerró.")
    await look(amaranta, "more-time")
    await value("UPDATE poll SET closes_at = now()")
    await julian.go(here)
    await julian.send("/firmar-cierre")
    await teo.go(here)
    await look(teo, "to-close")
    await teo.send("/cerrar")
    await look(teo, "counting")
    await outbox.drain()
    await julian.go(here)
    await julian.send("/firmar-resultado")
    await look(julian, "signed")
    await teo.go(here)
    await teo.send("/certificar")
    assert await value("SELECT state FROM poll") == "published"
    await look(teo, "published")
    await teo.tab.locator("#ask-annul summary").click()
    await teo.write("reason", "Una boleta tenía otra pregunta.")
    await teo.send("/pedir-anular")
    await julian.go(here)
    await look(julian, "to-annul")
    await julian.send("/anular")
    await (await julian.go(f"/votaciones/{key}")).see("Esta votación no cuenta", "Una boleta tenía otra pregunta.")
    await look(julian, "annulled")


@pytest.mark.parametrize("width", [360, 1280])
async def test_three_people_hold_the_key(town: Town, window: Open, keys: Path, width: int) -> None:
    key = await acts.draft_poll(town.julian, town.call)
    await acts.keep_poll(
        town.julian, key, Rules("¿Qué hacemos?", CHOOSE_ONE, 1, now() + timedelta(days=3), custody=True)
    )
    for title in ("Una cancha con luz", "Bancas para platicar"):
        await acts.put_option(town.julian, key, await idea(town, town.amaranta, title))
    await acts.announce_poll(town.julian, key)
    julian = await window(town.julian, width=width)
    await julian.go(f"{DESK}/{key}")
    await julian.follow(f"{DESK}/{key}/custodia")
    await look(julian, "custody")
    for number, name in enumerate(("Marta Solís", "Elías Cano", "Rita Bravo"), 1):
        await julian.write(f"name-{number}", name)
    await julian.send("/custodia")
    team = (town.teo, town.ines, town.julian)
    cards = [await custody.print_custody_card(who, key, place) for place, who in enumerate(team)]
    await julian.go(f"{DESK}/{key}/custodia")
    await julian.write("card-1", cards[0])
    await julian.write("card-2", cards[1].replace(cards[1].split()[3], "gato", 1))
    await julian.send("/probar")
    await julian.see("gato")
    await look(julian, "custody-mend")
    await julian.write("card-2", cards[1])
    await julian.send("/probar")
    await julian.see("La llave ya solo está en las tarjetas")
    await look(julian, "custody-proven")
