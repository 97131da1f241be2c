"""Teo refuses Mateo's idea; another pair of eyes reads it. Criticising the city is never a reason."""

from collections.abc import Callable

from tests.browsing import Browser
from tests.conftest import Town
from tests.moderation.sent import sent_proposal
from tests.stories.telling import offers, send

WORDS = {"title": "El presidente no cumple con los camiones", "problem": "Nadie nos hace caso."}


async def test_mateo_appeals_to_ines(town: Town, browsers: Callable[[], Browser]) -> None:
    """SG-40, SG-41: a reason in a child's words, and an appeal to somebody who is not Teo."""
    idea = await sent_proposal(town.call, town.mateo, WORDS)
    mateo, teo, ines = [await browsers().come_in(each) for each in (town.mateo, town.teo, town.ines)]

    await send(teo, await teo.get(f"/mesa/lectura/{idea}"), "/no-publicar", refuse_reason="other_call")
    page = (await mateo.get(f"/mis-ideas/{idea}")).see("Teodoro Ríos")
    page = await send(mateo, page, "/apelar")
    assert not offers(page, "/apelar")

    page = await teo.get(f"/mesa/lectura/{idea}")
    assert not offers(page, "/publicar-tras-apelacion") and not offers(page, "/mantener")
    await teo.post(f"/mesa/lectura/{idea}/publicar-tras-apelacion", {}, 403)

    await send(ines, await ines.get(f"/mesa/lectura/{idea}"), "/publicar-tras-apelacion")
    (await browsers().get(f"/propuestas/{idea}")).see("El presidente no cumple con los camiones")
    (await mateo.get("/avisos")).see("El presidente no cumple con los camiones")
    (await browsers().get("/transparencia/lectura")).see("1")


async def test_when_ines_agrees_with_teo_mateo_is_told_why(town: Town, browsers: Callable[[], Browser]) -> None:
    idea = await sent_proposal(town.call, town.mateo, WORDS)
    mateo, teo, ines = [await browsers().come_in(each) for each in (town.mateo, town.teo, town.ines)]
    await send(teo, await teo.get(f"/mesa/lectura/{idea}"), "/no-publicar", refuse_reason="hurts")
    await send(mateo, await mateo.get(f"/mis-ideas/{idea}"), "/apelar")
    await send(ines, await ines.get(f"/mesa/lectura/{idea}"), "/mantener", uphold_reason="hurts")
    page = (await mateo.get(f"/mis-ideas/{idea}")).see("Inés Tlapa")
    assert not offers(page, "/apelar")
    await browsers().get(f"/propuestas/{idea}", 404)
