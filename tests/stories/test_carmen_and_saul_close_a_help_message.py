"""Somebody asks for help without saying who. Carmen reads and cares; Saúl agrees; only then is it closed."""

from collections.abc import Callable

from civic.safeguarding.steps import MUST
from tests.browsing import Browser
from tests.conftest import Town
from tests.stories.telling import offers, send

WORDS = "Una persona grande me pide fotos."


async def test_carmen_and_saul_close_a_help_message(town: Town, browsers: Callable[[], Browser]) -> None:
    """SG-80, SG-81: two people, every look written down, and nobody else knows that it came."""
    visitor = browsers()
    page = (await visitor.get("/ayuda")).see("911", "Carmen Xicale", "Saúl Ortega")
    (await send(visitor, page, "/ayuda", words=WORDS)).see_not(WORDS)

    carmen, saul = await browsers().come_in(town.carmen), await browsers().come_in(town.saul)
    desk = (await carmen.get("/mesa/cuidado")).see_not(WORDS)
    url = next(each for each in desk.links if each.startswith("/mesa/cuidado/"))
    page = (await carmen.get(url)).see_not(WORDS)
    page = (await send(carmen, page, "/leer", 200)).see(WORDS, "Carmen Xicale")
    page = (await carmen.get(url)).see_not(WORDS)
    assert not offers(page, "/pedir-cierre")
    for step in sorted(MUST):
        page = await send(carmen, page, "/paso", step=step)
    page = await send(carmen, page, "/aviso", authority="Procuraduría", folio="PPNNA 7", told_at="2026-01-05T10:30")
    page = await send(carmen, page, "/atender")
    page = await send(carmen, page, "/pedir-cierre", outcome="accompanied")
    assert not offers(page, "/cerrar")
    await carmen.post(f"{url}/cerrar", {"outcome": "accompanied"}, 403)

    page = await saul.get(url)
    page = await send(saul, page, "/cerrar")
    page.see("Carmen Xicale", "Saúl Ortega").see_not(WORDS)
    assert not offers(page, "/leer")

    for other in (town.julian, town.teo, town.pilar, town.leticia, town.rosa, town.amaranta):
        await (await browsers().come_in(other)).get(url, 404)
