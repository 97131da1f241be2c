"""Drafts: kept at each step, seen by nobody else, and nothing typed is ever lost."""

import io
import zipfile
from uuid import UUID

import pytest
from markupsafe import escape
from PIL import Image

from civic.core.database import row, rows, value
from civic.moderation.acts import return_writing
from tests.browsing import Browser
from tests.conftest import Town


@pytest.fixture
async def draft(town: Town, browser: Browser) -> str:
    """Amaranta's new idea: its address without the step."""
    await browser.come_in(town.amaranta)
    first = (await browser.post(f"/convocatorias/{town.call}/proponer")).location
    return first.rsplit("/", 1)[0]


def png(colour: str = "green", size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


ODD = [
    "🌳🌳 sombra 🌳",
    "אני רוצה עצים",
    "<img src=x onerror=alert(1)> {{7*7}}",
    "Robert'); DROP TABLE proposal;--",
    "línea una\nlínea dos",
    "ñandú ÁÉÍÓÚ ü",
]


@pytest.mark.parametrize("typed", ODD)
async def test_whatever_is_typed_comes_back_as_it_was(draft: str, browser: Browser, typed: str) -> None:
    await browser.post(f"{draft}/problema", {"problem": typed})
    page = await browser.get(f"{draft}/problema")
    assert str(escape(typed)) in page.text
    assert "<img src=x" not in page.text


async def test_marks_that_turn_a_line_around_are_taken_out(draft: str, browser: Browser) -> None:
    await browser.post(f"{draft}/titulo", {"title": "hola \u202egnp.exe\x00\x07 adiós"})
    assert await value("SELECT title FROM writing") == "hola gnp.exe adiós"


async def test_a_text_too_long_says_how_much_and_keeps_every_letter(draft: str, browser: Browser) -> None:
    long = ("Falta sombra. " * 60).strip()
    page = await browser.post(f"{draft}/problema", {"problem": long}, 422)
    assert long in page.text
    page.see("400")


async def test_an_unknown_choice_is_asked_again(draft: str, browser: Browser) -> None:
    await browser.post(f"{draft}/tema", {"category": "dinosaurs"}, 422)
    await browser.post(f"{draft}/lugar", {"area": "not-a-uuid"}, 422)
    await browser.post(f"{draft}/tema", {}, 422)


async def test_a_drawing_is_made_anew_and_only_its_author_sees_it(
    town: Town, draft: str, browser: Browser, browsers
) -> None:
    await browser.post(f"{draft}/dibujo", {}, files={"drawing": ("dibujo.png", png(), "image/png")})
    key = await value("SELECT picture FROM version")
    mine = await browser.client.get(f"/dibujos/{key}")
    assert mine.status_code == 200 and mine.headers["cache-control"] == "no-store"
    assert Image.open(io.BytesIO(mine.content)).format == "WEBP"
    for other in (browsers(), await browsers().come_in(town.mateo), await browsers().come_in(town.teo)):
        assert (await other.client.get(f"/dibujos/{key}")).status_code == 404
    await browser.post(f"{draft}/dibujo", {"without": "1"})
    assert await value("SELECT picture FROM version") is None


async def test_a_drawing_can_be_taken_out_of_what_came_back(town: Town, draft: str, browser: Browser) -> None:
    """The first change after a return begins a new version: it loses its drawing, what was sent keeps it."""
    await browser.post(f"{draft}/titulo", {"title": "Sombra"})
    await browser.post(f"{draft}/tema", {"category": "parks"})
    await browser.post(f"{draft}/dibujo", {}, files={"drawing": ("dibujo.png", png(), "image/png")})
    await browser.post(f"{draft}/enviar")
    await return_writing(town.teo, UUID(draft.rsplit("/", 1)[1]), "unclear", ["unclear"])
    await browser.post(f"{draft}/dibujo", {"without": "1"})
    kept = await rows("SELECT number, picture FROM version ORDER BY number")
    assert [(each["number"], each["picture"] is None) for each in kept] == [(1, False), (2, True)]


NOT_PICTURES = {
    "a renamed text": b"just words",
    "an svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "a pdf": b"%PDF-1.7 ...",
}


@pytest.mark.parametrize("body", NOT_PICTURES.values(), ids=NOT_PICTURES.keys())
async def test_what_is_not_a_picture_is_refused_kindly_and_the_draft_stays(
    draft: str, browser: Browser, body: bytes
) -> None:
    await browser.post(f"{draft}/titulo", {"title": "Sombra"})
    await browser.post(f"{draft}/dibujo", {}, 422, files={"drawing": ("dibujo.png", body, "image/png")})
    assert await value("SELECT picture FROM version") is None
    (await browser.get(f"{draft}/titulo")).see("Qué quieres cambiar")
    assert await value("SELECT title FROM writing") == "Sombra"


async def test_a_zip_glued_to_a_picture_is_gone(draft: str, browser: Browser) -> None:
    tail = io.BytesIO()
    with zipfile.ZipFile(tail, "w") as archive:
        archive.writestr("secret.html", "<script>alert(1)</script>")
    await browser.post(f"{draft}/dibujo", {}, files={"drawing": ("d.png", png() + tail.getvalue(), "image/png")})
    kept = await row("SELECT large, small FROM picture")
    assert b"PK\x03\x04" not in kept["large"] + kept["small"] and b"script" not in kept["large"] + kept["small"]


async def test_ten_megabytes_are_refused_with_a_page_and_the_draft_stays(draft: str, browser: Browser) -> None:
    await browser.post(f"{draft}/titulo", {"title": "Sombra"})
    big = {"drawing": ("d.png", b"\x89PNG" + bytes(11_000_000), "image/png")}
    (await browser.post(f"{draft}/dibujo", {}, 413, files=big)).see("borrador")
    assert await value("SELECT title FROM writing") == "Sombra"


async def test_a_stale_form_after_it_was_sent_changes_nothing(draft: str, browser: Browser) -> None:
    await browser.post(f"{draft}/titulo", {"title": "Sombra"})
    await browser.post(f"{draft}/tema", {"category": "parks"})
    await browser.post(f"{draft}/enviar")
    await browser.post(f"{draft}/titulo", {"title": "Otra cosa"}, 403)
    assert await value("SELECT words->>'title' FROM version") == "Sombra"


async def test_somebody_else_s_draft_is_not_there(town: Town, draft: str, browsers) -> None:
    """SG-38: a draft exists for its author only."""
    people = [await browsers().come_in(town.people[name]) for name in ("mateo", "teo", "pilar", "julian", "rosa", "carmen")]
    for other in [*people, browsers()]:
        for url in (draft, f"{draft}/titulo", f"{draft}/enviar"):
            assert (await other.client.get(url)).status_code in (404, 405)
    for other in people:
        await other.post(f"{draft}/titulo", {"title": "robada"}, 404)
    # A stranger is refused before the door is looked for, there or not.
    for address in (draft, f"/mis-ideas/{town.call}"):
        await browsers().post(f"{address}/titulo", {"title": "robada"}, 403)


async def test_lupita_asks_with_pictures_and_writes_nothing(town: Town, browser: Browser) -> None:
    await browser.come_in(town.lupita)
    first = (await browser.post(f"/convocatorias/{town.call}/proponer")).location
    assert first.endswith("/tema")
    where = (await browser.post(first, {"category": "animals"})).location
    wish = (await browser.post(where, {"area": str(town.areas[1])})).location
    drawing = (await browser.post(wish, {"wish": "care"})).location
    review = (await browser.post(drawing, {}, files={"drawing": ("d.png", png("orange"), "image/png")})).location
    page = (await browser.get(review)).see("Quiero que lo cuiden", "Animales", "San Miguel")
    sent = await browser.post(next(form for form in page.forms if form.endswith("/enviar")))
    (await browser.get(sent.location)).see("Inés Tlapa o Teodoro Ríos")
    assert await value("SELECT state FROM writing") == "submitted"


async def test_bruno_cannot_begin(town: Town, browser: Browser) -> None:
    await browser.come_in(town.bruno)
    (await browser.post(f"/convocatorias/{town.call}/proponer", status=403)).see("permiso de quien te cuida")
    assert await value("SELECT count(*) FROM writing") == 0
