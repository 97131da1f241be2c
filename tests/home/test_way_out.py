"""Leaving is one touch from wherever a child stands."""

from tests.browsing import Browser
from tests.conftest import Town
from tests.voting import polls


async def test_sg_14_every_screen_of_a_child_has_the_way_out(town: Town, browser: Browser) -> None:
    """SG-14: one action from every page, also where a question or a ballot stands alone."""
    poll = await polls.opened(town)
    await browser.come_in(town.nicolas)
    draft = (await browser.post(f"/convocatorias/{town.call}/proponer")).location.rsplit("/", 1)[0]
    steps = [f"{draft}/{name}" for name in ("titulo", "problema", "lugar", "tema", "dibujo", "revisar")]
    votes = [f"/votaciones/{poll}", f"/votaciones/{poll}/boleta"]
    places = ["/", "/mi-pagina", "/avisos", "/ayuda", "/propuestas", f"/convocatorias/{town.call}"]
    for url in [*places, *steps, *votes]:
        assert "/salir" in (await browser.get(url)).forms, url
    assert "/salir" in (await polls.seen(browser, poll, "0")).forms
