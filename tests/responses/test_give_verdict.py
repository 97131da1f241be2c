"""Children say with three faces what they think of the city's answer."""

import asyncio

from civic.core.database import rows, value
from civic.responses.acts import give_verdict
from civic.responses.queries import outcome
from tests.browsing import Browser
from tests.conftest import Town
from tests.responses.stage import answered, chosen, happened


async def test_amaranta_gives_her_faces_one_at_a_time_and_changes_one(town: Town, browser: Browser) -> None:
    key = await answered(town)
    await browser.come_in(town.amaranta)
    (await browser.get(f"/propuestas/{key}")).see("Di con una cara qué te parece")
    first = (await browser.get(f"/propuestas/{key}/caras", 303)).location
    assert first.endswith("/caras/clara")
    (await browser.get(first)).see("¿Se entiende la respuesta?", "La ciudad dijo: sí", "Más o menos")
    second = (await browser.post(first, {"face": "happy"})).location
    assert second.endswith("/caras/justa")
    assert (await browser.post(second, {"face": "sad"})).location == f"/propuestas/{key}"
    (await browser.get(second)).see("Dijiste: No. Puedes cambiarla.")
    await browser.post(second, {"face": "neutral"})
    assert sorted((each["about"], each["face"]) for each in await rows("SELECT about, face FROM verdict")) == [
        ("clear", "happy"),
        ("fair", "neutral"),
    ]


async def test_sg_66_totals_are_told_from_ten_on(town: Town, browser: Browser) -> None:
    """SG-66: nine faces say nothing; ten say "7 of every 10"."""
    key = await answered(town)
    children = await town.children(10)
    for i, child in enumerate(children[:9]):
        await give_verdict(child, key, "clear", "happy" if i < 7 else "sad")
    (await browser.get(f"/propuestas/{key}")).see("Aquí se verá cuando lo digan diez o más.").see_not(
        "Dicen que se entiende"
    )
    await give_verdict(children[9], key, "clear", "neutral")
    (await browser.get(f"/propuestas/{key}")).see("Dicen que se entiende:").see_not("Dicen que es justa")


async def test_whether_it_happened_is_asked_once_the_city_says_so(town: Town, browser: Browser) -> None:
    key = await answered(town)
    await browser.come_in(town.amaranta)
    (await browser.get(f"/propuestas/{key}/caras/paso", 403)).see("La ciudad todavía no dice nada de esto.")
    done = await happened(town, "Botes de basura")
    page = await browser.get(f"/propuestas/{done}/caras/paso")
    page.see("¿La ciudad cumplió su compromiso?", "Plantar diez árboles en el parque")
    await browser.post(f"/propuestas/{done}/caras/paso", {"face": "happy"})
    assert await value("SELECT about FROM verdict WHERE proposal = $1", done) == "happened"


async def test_before_the_answer_there_is_nothing_to_say(town: Town, browser: Browser) -> None:
    key = await chosen(town)
    await browser.come_in(town.amaranta)
    (await browser.get(f"/propuestas/{key}")).see_not("¿Qué dicen niñas y niños?")
    await browser.post(f"/propuestas/{key}/caras/clara", {"face": "happy"}, 403)


async def test_bruno_reads_and_cannot_give_a_face_yet(town: Town, browser: Browser) -> None:
    key = await answered(town)
    await browser.come_in(town.bruno)
    (await browser.get(f"/propuestas/{key}")).see("permiso").see_not(f"/propuestas/{key}/caras")
    (await browser.post(f"/propuestas/{key}/caras/clara", {"face": "happy"}, 403)).see("permiso")
    assert await value("SELECT count(*) FROM verdict") == 0


async def test_adults_and_visitors_have_no_face(town: Town, browser: Browser) -> None:
    key = await answered(town)
    await browser.post(f"/propuestas/{key}/caras/clara", {"face": "happy"}, 401)
    await browser.come_in(town.pilar)
    await browser.post(f"/propuestas/{key}/caras/clara", {"face": "happy"}, 403)
    (await browser.get(f"/propuestas/{key}")).see_not("Di con una cara")
    assert await value("SELECT count(*) FROM verdict") == 0


async def test_a_face_that_does_not_exist_is_asked_again(town: Town, browser: Browser) -> None:
    key = await answered(town)
    await browser.come_in(town.lupita)
    (await browser.post(f"/propuestas/{key}/caras/clara", {"face": ""}, 422)).see("Elige una cara.")
    await browser.post(f"/propuestas/{key}/caras/clara", {"face": "angry"}, 422)
    await browser.get(f"/propuestas/{key}/caras/otra", 404)


async def test_two_taps_at_once_are_one_face(town: Town, browser: Browser) -> None:
    key = await answered(town)
    await browser.come_in(town.mateo)
    door = f"/propuestas/{key}/caras/clara"
    await asyncio.gather(*(browser.client.post(door, data=browser.marked({"face": "sad"})) for _ in range(4)))
    assert await value("SELECT count(*) FROM verdict") == 1


async def test_nothing_kept_names_the_child(town: Town) -> None:
    """The face lies under a mark; the journal says that somebody gave one, not who (SG-60)."""
    key = await answered(town)
    await give_verdict(town.mateo, key, "clear", "sad")
    assert await value("SELECT count(*) FROM entry WHERE act = 'responses.give_verdict' AND person IS NULL") == 1
    assert await value("SELECT facts::text FROM entry WHERE act = 'responses.give_verdict'") == '{"about": "clear"}'
    assert town.mateo.id.bytes not in await value("SELECT by FROM verdict")
    mine, others = await outcome(town.mateo, key), await outcome(town.lupita, key)
    assert (mine.verdicts.each[0].mine, others.verdicts.each[0].mine) == ("sad", "")
