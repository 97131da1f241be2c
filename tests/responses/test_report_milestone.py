"""Each step is shown with what proves it; with the last one the promise is done, and children say whether it is."""

import asyncio
from io import BytesIO
from uuid import UUID

from PIL import Image

from civic.core import outbox
from civic.core.database import row, rows, value
from tests.browsing import Browser
from tests.conftest import Town
from tests.responses.stage import promised, voice

DONE = {"words": "Ya hay diez árboles. Están junto a la cancha."}


async def steps(proposal: UUID) -> list[str]:
    found = await rows("SELECT id FROM milestone WHERE commitment = $1 ORDER BY due_on", proposal)
    return [str(each["id"]) for each in found]


def photo() -> dict[str, tuple[str, bytes, str]]:
    file = BytesIO()
    Image.new("RGB", (900, 600), "green").save(file, "JPEG")
    return {"picture": ("arbol.jpg", file.getvalue(), "image/jpeg")}


async def test_the_steps_of_a_promise_are_shown_until_it_is_done(town: Town, browser: Browser) -> None:
    key = await promised(town)
    await voice(town, town.mateo, key)
    first, last = await steps(key)
    await browser.come_in(town.pilar)
    door = f"/mesa/oficina/{key}/avance"
    await browser.post(door, {**DONE, "step": first}, files=photo())
    assert await value("SELECT state FROM commitment") == "under_way"
    visitor = Browser(town.app)
    page = await visitor.get(f"/compromisos/{key}")
    page.see("Ya empezó", "Ya hay diez árboles.", "Se hizo el")
    picture = f"/evidencias/{await value('SELECT id FROM evidence')}"
    assert f'src="{picture}?tam=s"' in page.text
    shown = await visitor.client.get(picture)
    assert shown.headers["content-type"] == "image/webp" and shown.headers["cache-control"].startswith("public")
    assert Image.open(BytesIO(shown.content)).size == (900, 600)
    await browser.post(door, {"words": "Los plantamos el sábado con treinta niñas y niños.", "step": last})
    assert await value("SELECT state FROM commitment") == "done"
    assert await value("SELECT state FROM proposal WHERE id = $1", key) == "happened"
    (await visitor.get(f"/compromisos/{key}")).see("Hecho, dice la ciudad")
    (await browser.get("/mesa/oficina")).see("Su oficina no debe nada ahora.")
    await visitor.client.aclose()
    await outbox.drain()
    for child in (town.amaranta, town.mateo):
        assert await value("SELECT count(*) FROM message WHERE kind = 'happened' AND person = $1", child.id) == 1


async def test_sg_65_what_was_shown_stays(town: Town, browser: Browser) -> None:
    """SG-65: a step shown twice keeps its first evidence, its day, and adds nothing."""
    key = await promised(town)
    first, _last = await steps(key)
    await browser.come_in(town.pilar)
    await browser.post(f"/mesa/oficina/{key}/avance", {**DONE, "step": first})
    before = [dict(each) for each in await rows("SELECT * FROM evidence")]
    page = await browser.post(f"/mesa/oficina/{key}/avance", {"words": "Era otra cosa.", "step": first}, 403)
    page.see("Lo que está escrito se queda.")
    assert [dict(each) for each in await rows("SELECT * FROM evidence")] == before


async def test_what_is_missing_is_asked_for(town: Town, browser: Browser) -> None:
    key = await promised(town)
    first, _last = await steps(key)
    await browser.come_in(town.pilar)
    door = f"/mesa/oficina/{key}/avance"
    (await browser.post(door, DONE, 422)).see("Falta elegir qué paso está hecho.", DONE["words"])
    (await browser.post(door, {**DONE, "step": str(key)}, 422)).see("Elija una opción de la lista.")
    (await browser.post(door, {"step": first, "words": ""}, 422)).see("Falta decir qué se hizo")
    broken = {"picture": ("plano.pdf", b"%PDF-1.7 no picture", "application/pdf")}
    (await browser.post(door, {**DONE, "step": first}, 422, files=broken)).see(
        "No podemos abrir este archivo.", DONE["words"]
    )
    assert await value("SELECT count(*) FROM evidence") == 0


async def test_two_taps_at_once_show_it_once(town: Town, browser: Browser) -> None:
    key = await promised(town)
    first, _last = await steps(key)
    await browser.come_in(town.pilar)
    data = browser.marked({**DONE, "step": first})
    taps = await asyncio.gather(*(browser.client.post(f"/mesa/oficina/{key}/avance", data=data) for _ in range(4)))
    assert sorted(tap.status_code for tap in taps) == [303, 403, 403, 403]
    assert await value("SELECT count(*) FROM evidence") == 1


async def test_the_last_two_steps_at_once_still_finish_it(town: Town, browser: Browser) -> None:
    key = await promised(town)
    await browser.come_in(town.pilar)
    posts = [{**DONE, "step": step} for step in await steps(key)]
    door = f"/mesa/oficina/{key}/avance"
    await asyncio.gather(*(browser.client.post(door, data=browser.marked(each)) for each in posts))
    assert dict(await row("SELECT c.state, p.state AS stands FROM commitment c JOIN proposal p ON p.id = c.id")) == {
        "state": "done",
        "stands": "happened",
    }


async def test_a_step_of_another_promise_is_not_on_the_list(town: Town, browser: Browser) -> None:
    key, other = await promised(town), await promised(town, "Otra idea")
    await browser.come_in(town.pilar)
    await browser.post(f"/mesa/oficina/{key}/avance", {**DONE, "step": (await steps(other))[0]}, 422)


async def test_only_pictures_that_show_a_promise_are_there(town: Town, browser: Browser) -> None:
    await browser.get(f"/evidencias/{UUID(int=1)}", 404)
    await browser.get(f"/compromisos/{UUID(int=1)}", 404)
