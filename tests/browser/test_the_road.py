"""The whole road in a real browser, on a small telephone: a card, an idea, a voice, a vote, an answer, a face."""

from datetime import timedelta
from uuid import UUID

import pytest

from civic.core import outbox
from civic.core.clock import now, today
from civic.moderation.acts import publish_writing
from civic.voting import acts as voting
from civic.voting.forms import Rules
from tests.browser.conftest import Open
from tests.browser.window import Window
from tests.conftest import Town
from tests.people.doorbell import hand_card
from tests.voting.polls import DICE, after_the_close, closed, idea, vote

TITLE = "Árboles con sombra en el parque"
QUESTION = "¿Qué hacemos primero?"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
async def test_the_road_of_an_idea_on_a_small_telephone(town: Town, window: Open, script: bool) -> None:
    amaranta = await window(script=script)
    await come_in(amaranta, "amaranta")
    key = await propose(amaranta, town)

    teo = await window(town.teo, script=script)
    await teo.go("/mesa/lectura")
    await teo.follow(f"/mesa/lectura/{key}")
    await teo.send("/publicar")

    nicolas = await window(town.nicolas, script=script)
    await nicolas.go(f"/propuestas/{key}")
    await nicolas.follow(f"/propuestas/{key}/voces/nueva")
    await nicolas.touch('a[href$="tipo=reason"]')
    await nicolas.choose("starter", "like")
    await nicolas.write("words", "ahí platica mi abuela")
    await nicolas.send(f"/propuestas/{key}/voces")
    voice = UUID(nicolas.here.rsplit("/", 1)[1])
    await nicolas.send("/enviar")
    await publish_writing(town.ines, voice)
    await (await amaranta.go(f"/propuestas/{key}")).see("Me gusta porque ahí platica mi abuela")

    poll = await opened(town, key)
    await cast(amaranta, poll, position="0")
    for child in (town.nicolas, town.mateo):
        await vote(child, poll, 0)
    await closed(town, poll)
    with after_the_close():
        await outbox.drain()
    visitor = await window(script=script)
    await visitor.go("/votaciones")
    await visitor.follow(f"/votaciones/{poll}")
    await visitor.see("Esto se eligió", TITLE)

    pilar = await window(town.pilar, script=script)
    await pilar.go("/mesa/oficina")
    await pilar.follow(f"/mesa/oficina/{key}/responder")
    await pilar.choose("verdict", "yes")
    await pilar.write("reason", "Sí, porque el parque tiene agua para regar los árboles.")
    await pilar.write("next_on", (today() + timedelta(days=40)).isoformat())
    await pilar.send("/responder", do="see")
    await pilar.send("/responder", do="publish")

    await (await visitor.go(f"/propuestas/{key}")).see("La ciudad dijo: sí", "el parque tiene agua")
    await nicolas.go(f"/propuestas/{key}")
    await nicolas.follow(f"/propuestas/{key}/caras")
    await nicolas.send(nicolas.here, face="happy")
    await nicolas.send(nicolas.here, face="neutral")
    assert nicolas.here == f"/propuestas/{key}"


async def come_in(window: Window, name: str) -> None:
    """The card's words, then one picture after the other."""
    card = await hand_card(name)
    await window.go("/")
    await window.follow("/entrar")
    await window.write("code", card.words)
    await window.send("/entrar")
    for picture in card.pictures:
        await window.send("/entrar/tarjeta", pick=picture)
    assert window.here == "/mi-pagina"


async def propose(window: Window, town: Town) -> UUID:
    """From her own page to "who has it now", one question a screen; going back loses nothing."""
    await window.go("/convocatorias")
    await window.follow(f"/convocatorias/{town.call}")
    await window.send("/proponer")
    await window.write("title", TITLE)
    await window.send("/titulo")
    await window.write("problem", "A mediodía los juegos queman.")
    await window.send("/problema")
    await window.tab.go_back()
    assert await window.tab.locator('[name="problem"]').input_value() == "A mediodía los juegos queman."
    await window.send("/problema")
    await window.write("help", "Plantar árboles junto a los juegos.")
    await window.send("/ayuda")
    await window.choose("area", str(town.areas[0]))
    await window.send("/lugar")
    await window.choose("category", "parks")
    await window.send("/tema")
    await window.send("/dibujo")
    await window.see(TITLE, "Plantar árboles")
    await window.send("/enviar")
    await window.see("Inés Tlapa o Teodoro Ríos")
    return UUID(window.here.rsplit("/", 1)[1])


async def opened(town: Town, key: UUID) -> UUID:
    poll = await voting.draft_poll(town.julian, town.call)
    await voting.keep_poll(town.julian, poll, Rules(QUESTION, "choose_one;ties=lot", 1, now() + timedelta(days=7)))
    for option in (key, await idea(town, town.mateo, "Una cancha con luz")):
        await voting.put_option(town.julian, poll, option)
    await voting.announce_poll(town.julian, poll)
    await voting.draw_lot(town.teo, poll, DICE)
    await voting.sign_opening(town.julian, poll)
    await voting.open_poll(town.teo, poll)
    return poll


async def cast(window: Window, poll: UUID, position: str) -> None:
    """Choose, see, send."""
    await window.go("/votaciones")
    await window.follow(f"/votaciones/{poll}")
    await window.follow(f"/votaciones/{poll}/boleta")
    await window.choose("choice", position)
    await window.send("/boleta/ver")
    await window.see("Elegiste", TITLE)
    await window.send("/boleta")
    assert window.here == f"/votaciones/{poll}/listo"
