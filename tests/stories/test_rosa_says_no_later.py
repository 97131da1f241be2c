"""Rosa had allowed it. Today she takes it back: at once, without a reason, and only for what comes."""

from collections.abc import Callable

from tests.browsing import Browser
from tests.conftest import Town
from tests.stories.telling import offers, send
from tests.voting.polls import opened


async def test_rosa_says_no_later(town: Town, browsers: Callable[[], Browser]) -> None:
    """SG-11: Lupita's next touch already meets it; help and reading stay open, and Rosa never sees her vote (SG-58)."""
    poll = await opened(town)
    lupita, rosa = await browsers().come_in(town.lupita), await browsers().come_in(town.rosa)
    page = await lupita.get(f"/votaciones/{poll}/boleta")
    seen = await send(lupita, page, "/boleta/ver", 200, choice="1")

    page = await rosa.get("/familia")
    page.see(town.lupita.name).see_not("¿Qué hacemos primero", "/votaciones/")
    await send(rosa, page, "/retirar", child=str(town.lupita.id), purpose="take_part")

    action = next(each for each in seen.forms if each.endswith("/boleta"))
    (await lupita.post(action, {"choice": "1"}, 403)).see("permiso")
    page = await lupita.get(f"/convocatorias/{town.call}")
    assert not offers(page, "/proponer")
    await lupita.get("/propuestas")
    await send(lupita, await lupita.get("/ayuda"), "/ayuda", words="Quiero hablar con alguien.")
    await rosa.get(f"/votaciones/{poll}/boleta", 403)
