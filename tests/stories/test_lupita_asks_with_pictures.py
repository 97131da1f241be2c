"""Lupita is seven. She asks with pictures, a drawing, and two words if she likes; everyone reads what she chose."""

from collections.abc import Callable

from civic.demo.drawings import drawing
from tests.browsing import Browser
from tests.conftest import Town
from tests.moderation.sent import published_proposal
from tests.stories.telling import forms, send


async def test_lupita_asks_with_pictures(town: Town, browsers: Callable[[], Browser]) -> None:
    """Nothing has to be typed; the drawing is drawn anew before it is kept, and is nobody's before it is read (SG-38)."""
    lupita, teo = await browsers().come_in(town.lupita), await browsers().come_in(town.teo)
    page = await lupita.get(f"/convocatorias/{town.call}")
    page = await send(lupita, page, "/proponer")
    idea = next(each.action for each in forms(page) if "/mis-ideas/" in each.action).split("/")[2]
    page = await send(lupita, page, "/tema", category="animals")
    page = await send(lupita, page, "/lugar", area=str(town.areas[1]))
    page = await send(lupita, page, "/deseo", wish="care")
    await lupita.post(f"/mis-ideas/{idea}/dibujo", {}, files={"drawing": ("dibujo.png", drawing("dogs"), "image/png")})
    page = (await lupita.get(f"/mis-ideas/{idea}/revisar")).see("Quiero que lo cuiden")
    picture = page.text.split('src="/dibujos/')[1].split("?")[0]
    await send(lupita, page, "/enviar")

    visitor = browsers()
    assert (await visitor.client.get(f"/dibujos/{picture}")).status_code == 404
    page = (await teo.get(f"/mesa/lectura/{idea}")).see("Quiero que lo cuiden")
    await send(teo, page, "/publicar")
    (await visitor.get(f"/propuestas/{idea}")).see("Quiero que lo cuiden", "San Miguel")
    shown = await visitor.client.get(f"/dibujos/{picture}")
    assert shown.headers["content-type"] == "image/webp" and shown.content[:4] == b"RIFF"


async def test_lupita_says_why_she_likes_it_without_writing(town: Town, browsers: Callable[[], Browser]) -> None:
    idea = await published_proposal(town.call, town.amaranta, town.teo)
    lupita = await browsers().come_in(town.lupita)
    page = await lupita.get(f"/propuestas/{idea}/voces/nueva?tipo=reason")
    page = await send(lupita, page, "/voces", 422)
    page = await send(lupita, page, "/voces", ending="everyone")
    page.see("Me gusta porque es para")
