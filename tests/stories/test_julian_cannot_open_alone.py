"""The secretary prepares a vote. Opening it takes two people, and nobody changes it afterwards."""

from collections.abc import Callable

from tests.browsing import Browser
from tests.conftest import Town
from tests.stories.telling import offers, send
from tests.voting.polls import after_the_close, announced, opened


async def test_julian_cannot_open_alone(town: Town, browsers: Callable[[], Browser]) -> None:
    """SG-53: the second signature is another person's; then the rules are frozen, with their seal for everyone."""
    poll = await announced(town)
    julian, ines = await browsers().come_in(town.julian), await browsers().come_in(town.ines)
    url = f"/mesa/votaciones/{poll}"
    page = await send(julian, await julian.get(url), "/firmar-apertura")
    assert not offers(page, "/abrir")
    await julian.post(f"{url}/abrir", {}, 403)
    await (await browsers().come_in(town.amaranta)).get(f"/votaciones/{poll}/boleta", 303)

    page = (await ines.get(url)).see("Julián Romero")
    page = await send(ines, page, "/abrir")
    (await browsers().get(f"/votaciones/{poll}")).see("Julián Romero", "Inés Tlapa", "SHA-256")
    page = await julian.get(url)
    assert not offers(page, "/retomar") and not offers(page, f"/{poll}")
    await julian.post(url, {"question": "¿Otra cosa?"}, 403)
    await julian.post(f"{url}/quitar", {"proposal": str(town.call)}, 403)


async def test_nor_can_he_close_it_early_or_alone(town: Town, browsers: Callable[[], Browser]) -> None:
    """SG-52: while it is open nobody counts, not even two."""
    poll = await opened(town)
    url = f"/mesa/votaciones/{poll}"
    for who in (town.julian, town.teo):
        browser = await browsers().come_in(who)
        await browser.get(url)
        await browser.post(f"{url}/firmar-cierre", {}, 403)
        await browser.get(f"/votaciones/{poll}/resultado", 403)
    with after_the_close():
        julian = await browsers().come_in(town.julian)
        page = await send(julian, await julian.get(url), "/firmar-cierre")
        assert not offers(page, "/cerrar")
        await julian.post(f"{url}/cerrar", {}, 403)
