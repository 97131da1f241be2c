"""SG-43: what a child writes when somebody should look now reaches the people who care, and no facilitator."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from civic.core.clock import now
from civic.core.database import row, rows, value
from civic.proposals import acts as proposals
from civic.safeguarding.acts import raise_concern
from civic.safeguarding.steps import WORRIES
from tests.browsing import Browser
from tests.conftest import Town
from tests.moderation.sent import published_proposal

DESK, READING = "/mesa/cuidado", "/mesa/lectura"
DANGER = "En mi casa mi papá me pega todos los días"
WORDS = {"title": "Un lugar para correr", "problem": DANGER, "help": "Una cancha."}


async def draft(town: Town, words: dict[str, str] | None = None) -> UUID:
    key = await proposals.start_proposal(town.amaranta, town.call)
    await proposals.keep_draft(town.amaranta, key, words or WORDS, "parks")
    return key


async def sent(town: Town) -> UUID:
    key = await draft(town)
    await proposals.send_proposal(town.amaranta, key)
    return key


async def concern(about: UUID) -> UUID:
    return await value("SELECT id FROM concern WHERE about = $1 ORDER BY received_at DESC LIMIT 1", about)


async def state(key: UUID) -> str:
    return await value("SELECT state FROM writing WHERE id = $1", key)


async def test_it_is_on_the_officers_desk_the_moment_it_is_sent(town: Town, browser: Browser) -> None:
    """SG-43: in the same transaction, so well under a minute; apart from the clock no job is needed."""
    key = await sent(town)
    found = await row("SELECT source, about, person, kinds, words, state FROM concern")
    assert (found["source"], found["about"], found["person"]) == ("text", key, town.amaranta.id)
    assert found["words"] == DANGER and "hitting" in found["kinds"] and set(found["kinds"]) <= WORRIES.keys()
    await browser.come_in(town.carmen)
    (await browser.get(DESK)).see("Un texto que preocupa · sin leer").see_not(DANGER)
    url = f"{DESK}/{await concern(key)}"
    page = await browser.post(f"{url}/leer", status=200)
    page.see(DANGER, town.amaranta.name, "golpes", "El texto completo", "Una cancha.")


@pytest.mark.parametrize("who", ["teo", "ines", "julian", "pilar", "leticia", "rosa", "mateo", None])
async def test_nobody_else_sees_it_or_lets_it_go(town: Town, browser: Browser, who: str | None) -> None:
    """SG-43: a facilitator can neither see nor close it; SG-38: nor can anybody else."""
    key = await sent(town)
    about = await concern(key)
    if who:
        await browser.come_in(town.people[who])
    for url in (f"/propuestas/{key}", f"/mis-ideas/{key}"):
        await browser.get(url, 404)
    assert (await browser.client.get(f"{READING}/{key}")).status_code in (401, 403, 404)
    if who in ("teo", "ines"):
        (await browser.get(READING)).see_not(str(key), WORDS["title"])
        for door in ("publicar", "devolver", "no-publicar", "tapar", "publicar-tras-apelacion", "mantener"):
            await browser.post(f"{READING}/{key}/{door}", {"return_reason": "unclear", "refuse_reason": "hurts"}, 404)
    await browser.post(f"{DESK}/{about}/soltar", status=404)
    assert await state(key) == "held"


async def test_the_child_meets_care_and_no_verdict(town: Town, browser: Browser) -> None:
    """SG-43, SG-80: who has it, that it is not their fault, and phones; no word of refusing."""
    await browser.come_in(town.amaranta)
    key = await draft(town)
    page = await browser.get((await browser.post(f"/mis-ideas/{key}/enviar")).location)
    page.see("La tiene el equipo que cuida", "No es tu culpa", "Nadie te va a regañar", town.carmen.name, "911")
    page.see_not("No se publicó", "Regresó", "Teodoro")
    assert {"/ayuda", "tel:911", "https://es.wikipedia.org/"} <= set(page.links)  # more words, a voice, a quick way out
    (await browser.get("/mi-pagina")).see("La tiene el equipo que cuida")


async def test_a_draft_does_not_wait_to_be_sent(town: Town, browser: Browser) -> None:
    """SG-43: told before, on the screen where it is typed; kept, it leads once to the caring page and then onward."""
    await browser.come_in(town.amaranta)
    key = await proposals.start_proposal(town.amaranta, town.call)
    (await browser.get(f"/mis-ideas/{key}/problema")).see(
        "Tu borrador es solo tuyo", "también lo lee el equipo que cuida"
    )
    kept = await browser.post(f"/mis-ideas/{key}/problema", {"problem": "Me quiero morir"})
    assert kept.location == f"/ayuda/contigo?volver=/mis-ideas/{key}/ayuda"
    page = (await browser.get(kept.location)).see("Estamos contigo", "No es tu culpa", "¿No es eso?", "Salir de aquí")
    assert f"/mis-ideas/{key}/ayuda" in page.links
    assert (await browser.post(f"/mis-ideas/{key}/problema", {"problem": "Me quiero morir"})).location.endswith(
        "/ayuda"
    )
    assert await value("SELECT count(*) FROM concern") == 1
    assert await state(key) == "draft"
    (await browser.get(f"/mis-ideas/{key}")).see("Nadie te va a regañar")
    for adult in (town.teo, town.carmen):
        other = await Browser(town.app).come_in(adult)
        assert (await other.client.get(f"{READING}/{key}")).status_code in (403, 404)


async def test_a_voice_and_an_answer_too(town: Town, browser: Browser) -> None:
    """SG-43: also for who chooses a ready answer and says more."""
    about = await published_proposal(town.call, town.amaranta, town.teo)
    for child, url, words in (
        (town.mateo, f"/propuestas/{about}/voces", {"kind": "reason", "words": "Ya no quiero vivir."}),
        (
            town.lupita,
            f"/propuestas/{about}/voces",
            {"kind": "worry", "ending": "far", "words": "mi tio me toca abajo"},
        ),
    ):
        await browser.come_in(child)
        where = (await browser.post(url, words)).location
        (await browser.get(where)).see("No es tu culpa", "911")
        await browser.post(f"{where}/enviar")
        (await browser.get(where)).see("La tiene el equipo que cuida")
        assert await state(UUID(where.rsplit("/", 1)[1])) == "held"
    assert await value("SELECT count(*) FROM concern WHERE source = 'text'") == 2


async def test_an_officer_who_read_it_lets_it_be_read_like_any_other(town: Town, browser: Browser) -> None:
    """SG-43: unread nobody lets it go; let go it is a text like the others, and once is enough."""
    key = await sent(town)
    url = f"{DESK}/{await concern(key)}"
    await browser.come_in(town.carmen)
    (await browser.post(f"{url}/soltar", status=403)).see("Primero lea el mensaje")
    await browser.post(f"{url}/leer", status=200)
    await browser.post(f"{url}/soltar")
    assert await state(key) == "submitted"
    (await browser.get(url)).see(f"{town.carmen.name} dejó que el texto se lea").see_not("El texto está apartado")
    await browser.post(f"{url}/soltar", status=404)
    teo = await Browser(town.app).come_in(town.teo)
    (await teo.get(f"{READING}/{key}")).see(WORDS["title"])
    await teo.post(f"{READING}/{key}/devolver", {"return_reason": "unclear"})
    await proposals.keep_draft(town.amaranta, key, {"help": "Dos canchas."})
    await proposals.send_proposal(town.amaranta, key)
    assert await state(key) == "submitted"  # an officer looked at these very words
    assert await value("SELECT count(*) FROM concern") == 1


async def test_other_words_of_danger_are_looked_at_anew(town: Town) -> None:
    """SG-43: a second kind of danger has a clock of its own; the same words have one message."""
    key = await draft(town)
    first = await concern(key)
    await proposals.keep_draft(town.amaranta, key, {"problem": DANGER})
    assert await value("SELECT count(*) FROM concern") == 1
    with time_machine.travel(now() + timedelta(minutes=20)):
        await proposals.keep_draft(town.amaranta, key, {"help": "Ya no quiero vivir."})
    assert await concern(key) != first
    assert await value("SELECT count(*) FROM concern") == 2


async def test_whom_it_names_does_not_read_it(town: Town, browser: Browser) -> None:
    """SG-81: a text that speaks of Carmen is not for Carmen, also when the name comes while it waits."""
    key = await draft(town)
    await proposals.keep_draft(town.amaranta, key, {"problem": f"{DANGER} y Carmen lo sabe"})
    assert await value("SELECT not_for FROM concern WHERE id = $1", await concern(key)) == [town.carmen.id]
    await browser.come_in(town.carmen)
    await browser.get(f"{DESK}/{await concern(key)}", 404)


async def test_taken_back_it_goes_no_further_and_the_care_goes_on(town: Town, browser: Browser) -> None:
    key = await sent(town)
    await browser.come_in(town.amaranta)
    (await browser.get(f"/mis-ideas/{key}")).see("El equipo que cuida ya sabe lo que contaste")
    await browser.post(f"/mis-ideas/{key}/retirar")
    assert await state(key) == "withdrawn"
    assert await value("SELECT state FROM concern") == "received"


async def test_no_word_of_it_is_in_the_journal_the_inbox_or_a_job(town: Town) -> None:
    """SG-77"""
    key = await sent(town)
    for table in ("entry", "message", "job"):
        assert DANGER not in str(await rows(f"SELECT t::text FROM {table} t")), table
    line = await row("SELECT person, role, facts FROM entry WHERE subject = $1", await concern(key))
    assert (line["person"], line["role"]) == (None, "clock")


@pytest.mark.parametrize("source", ["family", "alert"])
async def test_other_rooms_raise_a_concern(town: Town, browser: Browser, source: str) -> None:
    """SG-11, SG-76: guardians who disagree, an account that looked at too much; without words, and not for whom it is about."""
    await raise_concern(source, about=town.lupita.id, person=town.lupita.id, kinds=["home"], not_for=[town.saul.id])
    await browser.come_in(town.carmen)
    key = await concern(town.lupita.id)
    page = await browser.post(f"{DESK}/{key}/leer", status=200)
    page.see("No trae palabras", town.lupita.name, "peligro en casa", town.saul.name)
    await browser.come_in(town.saul)
    await browser.get(f"{DESK}/{key}", 404)
