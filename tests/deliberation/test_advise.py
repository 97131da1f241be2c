"""Leticia advises, after the children have spoken, with her name, and where everyone reads it."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from civic.core.clock import today
from civic.core.database import row, value
from tests.browsing import Browser
from tests.conftest import Town
from tests.moderation.sent import published_proposal, sent_proposal

ADVICE = "Los árboles necesitan agua cada semana. Pregunten en el vivero municipal."


@pytest.fixture
async def idea(town: Town) -> UUID:
    return await published_proposal(town.call, town.amaranta, town.teo)


async def _round_until(days: int) -> None:
    await row("UPDATE call SET first_round_until = $1", today() + timedelta(days=days))


async def test_not_before_the_children_s_first_round_is_over(town: Town, browser: Browser, idea: UUID) -> None:
    """SG-36: the last day of the round still is the children's."""
    await browser.come_in(town.leticia)
    for days in (5, 0):
        await _round_until(days)
        (await browser.get("/mesa/consejo")).see("Primero hablan niñas, niños y adolescentes.").see_not(str(idea))
        page = await browser.post(f"/propuestas/{idea}/consejo", {"words": ADVICE}, 403)
        page.see("Usted podrá dar su consejo cuando termine su primera ronda.")
    assert await value("SELECT count(*) FROM advice") == 0


async def test_with_name_role_and_institution_where_everyone_reads_it(town: Town, browser: Browser, idea: UUID) -> None:
    """SG-32: not only the child: a visitor reads the same. SG-36: real name, role and institution beside it."""
    await _round_until(-1)
    await browser.come_in(town.leticia)
    (await browser.get("/mesa/consejo")).see("1 idea espera su consejo.")
    (await browser.get(f"/mesa/consejo/{idea}")).see("No hay sombra.", "Su consejo")
    where = (await browser.post(f"/propuestas/{idea}/consejo", {"words": ADVICE})).location
    (await browser.get(where)).see(ADVICE, "Usted ya dio su consejo sobre esta idea.")
    label = ("Consejo de una persona adulta", "Leticia Amador", "Asesora o asesor", "Comité Consultivo, arquitecta")
    for reader in (Browser(town.app), await Browser(town.app).come_in(town.lupita)):
        (await reader.get(f"/propuestas/{idea}")).see(ADVICE, *label)


async def test_once_for_each_adviser_also_with_two_taps(town: Town, browser: Browser, idea: UUID) -> None:
    await _round_until(-1)
    await browser.come_in(town.leticia)
    taps = await asyncio.gather(
        *(
            browser.client.post(f"/propuestas/{idea}/consejo", data={**browser.marked(), "words": ADVICE})
            for _ in range(3)
        )
    )
    assert sorted(tap.status_code for tap in taps) == [303, 403, 403]
    assert await value("SELECT count(*) FROM advice") == 1


@pytest.mark.parametrize("words", ["", "Esto es " + "muy " * 30 + "difícil.", "Lo verán pronto.", "x" * 801])
async def test_words_a_child_cannot_read_come_back(town: Town, browser: Browser, idea: UUID, words: str) -> None:
    """SG-68: the text is kept, with what to mend."""
    await _round_until(-1)
    await browser.come_in(town.leticia)
    page = await browser.post(f"/propuestas/{idea}/consejo", {"words": words}, 422)
    assert words in page.text and "field-problem" in page.text
    assert await value("SELECT count(*) FROM advice") == 0


async def test_an_unpublished_idea_is_not_there_to_advise_on(town: Town, browser: Browser) -> None:
    """SG-38"""
    key = await sent_proposal(town.call, town.amaranta)
    await _round_until(-1)
    await browser.come_in(town.leticia)
    (await browser.get("/mesa/consejo")).see_not(str(key))
    await browser.get(f"/mesa/consejo/{key}", 404)
    await browser.post(f"/propuestas/{key}/consejo", {"words": ADVICE}, 404)


@pytest.mark.parametrize("who", ["teo", "pilar", "julian", "rosa", "carmen", "amaranta"])
async def test_the_desk_is_for_advisers(town: Town, browser: Browser, idea: UUID, who: str) -> None:
    await _round_until(-1)
    await browser.come_in(getattr(town, who))
    await browser.get("/mesa/consejo", 403)
    await browser.get(f"/mesa/consejo/{idea}", 403)
    await browser.post(f"/propuestas/{idea}/consejo", {"words": ADVICE}, 403)


@pytest.mark.parametrize(
    "url", ["/mensajes", "/mensajes/nuevo", "/chat", "/api/messages", "/personas/{child}", "/personas/{child}/mensaje"]
)
async def test_there_is_no_door_for_a_private_word(town: Town, browser: Browser, url: str) -> None:
    """SG-32: neither to read nor to write, for any adult."""
    for who in ("teo", "leticia", "pilar", "carmen", "rosa"):
        await browser.come_in(getattr(town, who))
        await browser.get(url.format(child=town.lupita.id), 404)
        await browser.post(url.format(child=town.lupita.id), {"words": "hola"}, 404)
