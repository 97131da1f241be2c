"""Bruno's family has not said yes: he reads and asks for help. When it does, he decides for himself, at once."""

from collections.abc import Callable

from civic.demo.people import FAMILIES
from civic.people.queries import person
from tests.browsing import Browser
from tests.conftest import Town
from tests.stories.telling import decide, forms, offers, send


async def test_bruno_waits_for_permission(town: Town, browsers: Callable[[], Browser]) -> None:
    """SG-07, SG-12: consent and assent are two acts; without the first the doors are closed and say why."""
    bruno = await browsers().come_in(town.bruno)
    page = (await bruno.get(f"/convocatorias/{town.call}")).see("permiso")
    assert not offers(page, "/proponer")
    await bruno.get("/mi-pagina")
    await bruno.post(f"/convocatorias/{town.call}/proponer", {}, 403)
    await bruno.get(f"/convocatorias/{town.call}/participar", 403)
    await send(bruno, await bruno.get("/ayuda"), "/ayuda", words="¿Cuándo me dan permiso?")

    marta = await browsers().come_in(await person(FAMILIES, ""))
    page = await marta.get("/familia")
    for purpose in ("take_part", "publish"):
        await send(marta, page, "/permitir", child=str(town.bruno.id), purpose=purpose)

    page = await bruno.get(f"/convocatorias/{town.call}")
    page = await send(bruno, page, "/proponer")
    page = await decide(bruno, page)
    page = await send(bruno, page, "/proponer")
    assert any("/mis-ideas/" in each.action for each in forms(page))


async def test_rosa_cannot_say_yes_for_bruno(town: Town, browsers: Callable[[], Browser]) -> None:
    """SG-08: her list has her own daughter, and nobody else's child."""
    rosa = await browsers().come_in(town.rosa)
    page = (await rosa.get("/familia")).see_not(town.bruno.name)
    assert not [form for form in forms(page) if str(town.bruno.id) in form.asks.get("child", set())]
    await rosa.post("/familia/permitir", {"child": str(town.bruno.id), "purpose": "take_part"}, 403)
