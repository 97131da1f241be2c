"""SG-37: what leads to a person stays a draft, told calmly and shown; a person may be asked to look. Without script."""

import json
from uuid import UUID

import pytest

from civic.core.database import row, rows, value
from civic.proposals import acts as proposals
from tests.browsing import Browser
from tests.conftest import Town
from tests.moderation.sent import TREE, published_proposal
from tests.responses.stage import answered, chosen, promised, soon, typed

READING = "/mesa/lectura"
PHONE = "222 555 0199"
BRINGS = {
    "phone": ("Mi tel es 222 555 0199.", "número de teléfono"),
    "spelled": ("Marca dos dos dos cinco cinco cinco cero uno nueve nueve", "número de teléfono"),
    "email": ("Escríbeme a luna arroba gmail punto com", "Aquí hay un correo"),
    "curp": ("Mi CURP es GOMC100415MPLNRR08", "CURP"),
    "link": ("Está en www.mis-fotos.com/luna", "otra página"),
    "handle": ("Búscame en insta como luna_azul10", "otra aplicación"),
    "plate": ("Las placas del carro son TXA-123-B", "placa"),
    "doxxing": ("Se llama Jorge Ramírez, va en la Primaria Juárez en 5 B y vive en la calle Hidalgo 25", "vive"),
}


async def draft(town: Town, **words: str) -> UUID:
    key = await proposals.start_proposal(town.amaranta, town.call)
    await proposals.keep_draft(town.amaranta, key, {**TREE, **words}, "parks")
    return key


async def state(key: UUID) -> str:
    return await value("SELECT state FROM writing WHERE id = $1", key)


@pytest.mark.parametrize("brings", BRINGS)
async def test_it_is_kept_and_the_child_is_told_which_kind_and_where(town: Town, browser: Browser, brings: str) -> None:
    """SG-37, cases 3 and 5: string 16, the place in a mark; no reader has it and nothing is public."""
    words, told = BRINGS[brings]
    key = await draft(town, problem=f"No hay sombra. {words}")
    await browser.come_in(town.amaranta)
    (await browser.get(f"/mis-ideas/{key}/revisar")).see("Mandar mi idea")
    page = await browser.get((await browser.post(f"/mis-ideas/{key}/enviar")).location)
    page.see("Está guardada. Todavía no se ve.", told, "Quita ese dato y mándala otra vez.").see_not("No se publicó")
    assert "<mark>" in page.text
    assert json.loads(await value("SELECT words FROM version WHERE writing = $1", key))["problem"].endswith(words)
    assert await state(key) == "draft"
    teo = await Browser(town.app).come_in(town.teo)
    (await teo.get(READING)).see_not(str(key))
    await teo.get(f"{READING}/{key}", 404)
    await Browser(town.app).get(f"/propuestas/{key}", 404)


async def test_taken_out_it_goes(town: Town, browser: Browser) -> None:
    key = await draft(town, help=f"Mi tel es {PHONE}")
    await browser.come_in(town.amaranta)
    await browser.post(f"/mis-ideas/{key}/enviar")
    await browser.post(f"/mis-ideas/{key}/ayuda", {"help": "Sembrar."})
    (await browser.get(f"/mis-ideas/{key}")).see_not("<mark>")
    await browser.post(f"/mis-ideas/{key}/enviar")
    assert await state(key) == "submitted"


async def test_a_voice_and_an_answer_too(town: Town, browser: Browser) -> None:
    about = await published_proposal(town.call, town.amaranta, town.teo)
    await browser.come_in(town.mateo)
    said = {"kind": "reason", "words": f"Llámame al {PHONE}"}
    where = (await browser.post(f"/propuestas/{about}/voces", said)).location
    page = await browser.get((await browser.post(f"{where}/enviar")).location)
    page.see("Está guardada. Todavía no se ve.", "número de teléfono")
    assert f"<mark>{PHONE}</mark>" in page.text
    key = UUID(where.rsplit("/", 1)[1])
    assert await state(key) == "draft"
    await browser.post(f"{where}/enviar", {"nobodys": "yes"})
    assert await state(key) == "submitted"


async def test_the_town_s_help_lines_may_be_written(town: Town) -> None:
    key = await draft(town, help="Poner un letrero: Línea de la Vida, 800 911 2000.")
    await proposals.send_proposal(town.amaranta, key)
    assert await state(key) == "submitted"


async def test_a_person_looks_at_a_false_alarm_before_anybody_else(town: Town, browser: Browser) -> None:
    """SG-37, SG-38: the child says that it is nobody's; the reader sees what it is about, and says so or covers it."""
    key = await draft(town, help="El señor de la estatua se llama Juan Pérez.")
    await browser.come_in(town.amaranta)
    page = await browser.get((await browser.post(f"/mis-ideas/{key}/enviar")).location)
    page.see("¿No es dato de nadie?", "Mientras, nadie más la ve.")
    await browser.post(f"/mis-ideas/{key}/enviar", {"nobodys": "yes"})
    assert await state(key) == "submitted"
    await Browser(town.app).get(f"/propuestas/{key}", 404)
    teo = await Browser(town.app).come_in(town.teo)
    (await teo.get(f"{READING}/{key}")).see("Esto puede ser dato de una persona: «Juan Pérez»", "no es dato de nadie")
    (await teo.post(f"{READING}/{key}/publicar", status=403)).see("Tápelo, o diga que ya lo revisó")
    assert await state(key) == "submitted"
    await teo.post(f"{READING}/{key}/publicar", {"nobodys": "yes"})
    assert await state(key) == "published"
    facts = await value("SELECT facts FROM entry WHERE act = 'moderation.publish_writing' AND subject = $1", key)
    assert json.loads(facts)["nobodys"] is True


async def test_covered_it_is_published_without_more(town: Town, browser: Browser) -> None:
    key = await draft(town, help=f"Mi tel es {PHONE}, gracias")
    await proposals.send_proposal(town.amaranta, key, nobodys=True)
    await browser.come_in(town.teo)
    await browser.post(f"{READING}/{key}/publicar", status=403)
    await browser.post(f"{READING}/{key}/tapar", {"field": "help", "piece": PHONE})
    (await browser.get(f"{READING}/{key}")).see_not("Esto puede ser dato")
    await browser.post(f"{READING}/{key}/publicar")
    (await Browser(town.app).get(f"/propuestas/{key}")).see_not(PHONE)


async def test_on_appeal_it_is_the_same(town: Town, browser: Browser) -> None:
    from civic.moderation import acts as moderation

    key = await draft(town, help=f"Mi tel es {PHONE}, gracias")
    await proposals.send_proposal(town.amaranta, key, nobodys=True)
    await moderation.refuse_writing(town.teo, key, "personal")
    await moderation.appeal_refusal(town.amaranta, key)
    await browser.come_in(town.ines)
    await browser.post(f"{READING}/{key}/publicar-tras-apelacion", status=403)
    assert await state(key) == "appealed"


async def test_danger_goes_before_data(town: Town) -> None:
    """SG-43: who is in danger and says how to be found is not sent back to take it out."""
    key = await draft(town, problem=f"Me quiero morir. Mi tel es {PHONE}")
    await proposals.send_proposal(town.amaranta, key)
    assert await state(key) == "held"


@pytest.mark.parametrize("drawn", [True, False])
async def test_every_drawing_goes_to_a_person(town: Town, browser: Browser, drawn: bool) -> None:
    """SG-37, case 3: a QR or a phone in a drawing no rule reads: nothing is published but by a person, who sees it."""
    from civic.core.images import read_picture
    from civic.demo.drawings import drawing

    key = await draft(town)
    await proposals.keep_draft(town.amaranta, key, picture=read_picture(drawing("trees")) if drawn else None)
    await proposals.send_proposal(town.amaranta, key)
    assert await state(key) == "submitted"
    await browser.come_in(town.teo)
    assert ("/dibujos/" in (await browser.get(f"{READING}/{key}")).text) is drawn


ADULT = (
    "Escríbeme al 222 555 0199.",
    "Mi correo es teo@gmail.com.",
    "Sígueme en insta como teo_rios9.",
    "Entra a www.teo.com hoy.",
)


@pytest.mark.parametrize("words", ADULT)
async def test_an_adviser_leaves_no_way_out_of_the_platform(town: Town, browser: Browser, words: str) -> None:
    """SG-37: adult to child; the text is kept in the form, and nothing is shown to anybody."""
    about = await published_proposal(town.call, town.amaranta, town.teo)
    await row("UPDATE call SET first_round_until = current_date - 2")
    await browser.come_in(town.leticia)
    page = await browser.post(f"/propuestas/{about}/consejo", {"words": words}, 422)
    assert words in page.text and "field-problem" in page.text
    assert await rows("SELECT FROM advice") == []


async def test_nor_does_an_officer(town: Town, browser: Browser) -> None:
    """SG-37: in an answer, a promise, its steps, or what proves them."""
    owes, answers, promises = await chosen(town, "Uno"), await answered(town, title="Dos"), await promised(town, "Tres")
    step = str(await value("SELECT id FROM milestone WHERE commitment = $1 ORDER BY due_on LIMIT 1", promises))
    way_out = ADULT[0]
    day = soon(30).isoformat()
    promise = {"title": "Plantar árboles", "due_on": day, "step1": "Comprarlos", "day1": day}
    await browser.come_in(town.pilar)
    desk = "/mesa/oficina"
    for url, form in (
        (f"{desk}/{owes}/responder", typed(reason=way_out)),
        (f"{desk}/{owes}/responder", typed(verdict="partly", instead=way_out)),
        (f"{desk}/{owes}/responder", typed(reason=way_out, do="see")),
        (f"{desk}/{answers}/promesa", promise | {"title": way_out}),
        (f"{desk}/{answers}/promesa", promise | {"step1": way_out}),
        (f"{desk}/{promises}/avance", {"step": step, "words": way_out}),
    ):
        page = await browser.post(url, form, 422)
        page.see("Quite «222 555 0199»")
    assert await value("SELECT count(*) FROM evidence") == 0
    assert await value("SELECT state FROM answer WHERE proposal = $1", owes) == "owed"
    assert await value("SELECT count(*) FROM commitment WHERE proposal = $1", answers) == 0


async def test_an_officer_may_name_an_institution_and_the_town_s_lines(town: Town, browser: Browser) -> None:
    owes = await chosen(town)
    await browser.come_in(town.pilar)
    words = "Sí. Está en la calle Hidalgo 25. Si algo pasa, llamen al 911."
    await browser.post(f"/mesa/oficina/{owes}/responder", typed(reason=words))
