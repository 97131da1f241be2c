"""Children speak about an idea: reasons, worries, questions and “what if”, and answers one level deep."""

import asyncio
from uuid import UUID

import pytest

from civic.core.database import row, statements, value
from civic.deliberation import acts, queries
from civic.deliberation.charter import VOICES_A_DAY
from civic.moderation import acts as moderation
from tests.browsing import Browser
from tests.conftest import Town
from tests.moderation.sent import published_proposal


async def said(
    town: Town, about: UUID, who: str, words: str, kind: str = "reason", reply_to: UUID | None = None
) -> UUID:
    """A published voice."""
    child = getattr(town, who)
    key = (
        await acts.start_reply(child, reply_to, words)
        if reply_to
        else await acts.start_argument(child, about, kind, words)
    )
    await acts.send_argument(child, key)
    await moderation.publish_writing(town.teo, key)
    return key


@pytest.fixture
async def idea(town: Town) -> UUID:
    return await published_proposal(town.call, town.amaranta, town.teo)


async def test_nicolas_asks_and_everyone_reads_it(town: Town, browser: Browser, idea: UUID) -> None:
    await browser.come_in(town.nicolas)
    page = await browser.get(f"/propuestas/{idea}/voces/nueva")
    assert f"/propuestas/{idea}/voces/nueva?tipo=question" in page.links
    (await browser.get(f"/propuestas/{idea}/voces/nueva?tipo=question")).see("¿Cómo…?", "Con mis palabras")
    typed = {"kind": "question", "starter": "how", "words": "van a regarlos"}
    mine = (await browser.post(f"/propuestas/{idea}/voces", typed)).location
    (await browser.get(mine)).see("¿Así lo quieres decir?", "¿Cómo van a regarlos?")
    await browser.post(f"{mine}/enviar")
    (await browser.get(mine)).see("Inés Tlapa o Teodoro Ríos", "Te contestamos aquí, a más tardar el")
    key = UUID(mine.rsplit("/", 1)[1])
    await moderation.publish_writing(town.teo, key)
    (await browser.get(mine)).see("Ya está publicada.")
    assert (await browser.get(f"/voces/{key}", 303)).location == f"/propuestas/{idea}#voz-{key}"
    visitor = await Browser(town.app).get(f"/propuestas/{idea}")
    assert f'id="voz-{key}"' in visitor.see("¿Cómo van a regarlos?", "Alguien de 10 a 13 años").text


async def test_lupita_speaks_with_a_picture(town: Town, browser: Browser, idea: UUID) -> None:
    await browser.come_in(town.lupita)
    (await browser.get(f"/propuestas/{idea}/voces/nueva?tipo=worry")).see("Que se rompa").see_not("Con mis palabras")
    mine = (await browser.post(f"/propuestas/{idea}/voces", {"kind": "worry", "ending": "breaks"})).location
    (await browser.get(mine)).see("Me preocupa que se rompa.")


@pytest.mark.parametrize(
    "typed",
    [
        {"kind": "reason", "words": ""},
        {"kind": "reason", "words": "x" * 401},
        {"kind": "reason", "starter": "otro", "words": "hola"},
        {"kind": "worry"},
    ],
)
async def test_what_does_not_fit_is_asked_again_and_kept(town: Town, browser: Browser, idea: UUID, typed: dict) -> None:
    await browser.come_in(town.nicolas)
    page = await browser.post(f"/propuestas/{idea}/voces", typed, 422)
    assert typed.get("words", "") in page.see("Lo que escribiste sigue aquí.").text
    assert await value("SELECT count(*) FROM argument") == 0


async def test_without_a_kind_the_kinds_are_shown(town: Town, browser: Browser, idea: UUID) -> None:
    await browser.come_in(town.nicolas)
    for kind in ("", "reply", "insult"):
        where = (await browser.post(f"/propuestas/{idea}/voces", {"kind": kind, "words": "hola"})).location
        assert where == f"/propuestas/{idea}/voces/nueva"


async def test_an_answer_is_one_level_deep(town: Town, browser: Browser, idea: UUID) -> None:
    """SG-45: a voice may be answered; an answer to an answer is 422, its words kept, and nothing is stored."""
    first = await said(town, idea, "nicolas", "¿Quién los riega?", "question")
    await browser.come_in(town.mateo)
    (await browser.get(f"/voces/{first}/responder")).see("¿Quién los riega?", "¿Qué le respondes?")
    mine = (await browser.post(f"/voces/{first}/responder", {"starter": "know", "words": "hay una manguera"})).location
    key = UUID(mine.rsplit("/", 1)[1])
    await browser.post(f"{mine}/enviar")
    await moderation.publish_writing(town.ines, key)
    await browser.come_in(town.nicolas)
    await browser.get(f"/voces/{key}/responder", 403)
    page = await browser.post(f"/voces/{key}/responder", {"words": "¿Y si está rota?"}, 422)
    assert "¿Y si está rota?" in page.see("A una respuesta ya no se le responde.").text
    assert await value("SELECT count(*) FROM argument") == 2
    shown = (await browser.get(f"/propuestas/{idea}")).see("Yo sé que hay una manguera")
    assert f"/voces/{first}/responder" in shown.links and f"/voces/{key}/responder" not in shown.links


async def test_returned_with_help_changed_and_sent_again(town: Town, browser: Browser, idea: UUID) -> None:
    key = await acts.start_argument(town.lupita, idea, "worry", "Me preocupa que se rompa. Beto rompe todo.")
    await acts.send_argument(town.lupita, key)
    await moderation.return_writing(town.teo, key, "personal", [])
    await browser.come_in(town.lupita)
    page = (await browser.get(f"/mis-voces/{key}")).see("Por qué regresó", "Quita ese dato", "Teodoro Ríos")
    assert f"/mis-voces/{key}/enviar" not in page.forms, "it is changed before it is sent again"
    assert "Beto rompe todo." in (await browser.get(f"/mis-voces/{key}/cambiar")).text
    await browser.post(f"/mis-voces/{key}/cambiar", {"ending": "breaks", "words": "Ya pasó."})
    assert f"/mis-voces/{key}/enviar" in (await browser.get(f"/mis-voces/{key}")).forms
    await browser.post(f"/mis-voces/{key}/enviar")
    kept = await row("SELECT state, version FROM writing WHERE id = $1", key)
    assert (kept["state"], kept["version"]) == ("submitted", 2)
    assert "Beto" in await value("SELECT words::text FROM version WHERE writing = $1 AND number = 1", key)


async def test_refused_and_read_by_another(town: Town, browser: Browser, idea: UUID) -> None:
    key = await acts.start_argument(town.mateo, idea, "reason", "Que se callen los de la otra prepa.")
    await acts.send_argument(town.mateo, key)
    await moderation.refuse_writing(town.teo, key, "hurts")
    await browser.come_in(town.mateo)
    (await browser.get(f"/mis-voces/{key}")).see("Puede lastimar a alguien.", "Cuenta qué pasó")
    assert (await browser.post(f"/mis-voces/{key}/apelar")).location == f"/mis-voces/{key}"
    (await browser.get(f"/mis-voces/{key}")).see("La está leyendo otra persona.")


async def test_taken_back_it_is_gone_for_all(town: Town, browser: Browser, idea: UUID) -> None:
    key = await said(town, idea, "mateo", "Dan mucha sombra.")
    await said(town, idea, "nicolas", "Sí es cierto.", reply_to=key)
    await browser.come_in(town.mateo)
    await browser.post(f"/mis-voces/{key}/retirar")
    await browser.get(f"/mis-voces/{key}", 404)
    (await Browser(town.app).get(f"/propuestas/{idea}")).see_not("Dan mucha sombra.", "Sí es cierto.")


async def test_bruno_reads_and_is_told_what_is_missing(town: Town, browser: Browser, idea: UUID) -> None:
    """SG-07: without his guardian's yes nothing he types is stored."""
    await browser.come_in(town.bruno)
    await browser.get(f"/propuestas/{idea}/voces/nueva", 403)
    page = await browser.post(f"/propuestas/{idea}/voces", {"kind": "reason", "words": "Me gusta."}, 403)
    page.see("permiso")
    assert await value("SELECT count(*) FROM argument") == 0


async def test_who_has_not_said_whether_they_take_part_is_asked_first(town: Town, browser: Browser, idea: UUID) -> None:
    """SG-12: assent is theirs, for this consultation, before the first word."""
    await row("DELETE FROM assent WHERE child = $1", town.nicolas.id)
    await browser.come_in(town.nicolas)
    where = (await browser.get(f"/propuestas/{idea}/voces/nueva", 303)).location
    assert where == f"/convocatorias/{town.call}/participar?volver=/propuestas/{idea}/voces/nueva"
    await browser.post(f"/propuestas/{idea}/voces", {"kind": "reason", "words": "Me gusta."}, 403)


async def test_nobody_fills_the_day(town: Town, browser: Browser, idea: UUID) -> None:
    """SG-45: a number of voices a day, held by the server."""
    for i in range(VOICES_A_DAY):
        key = await acts.start_argument(town.mateo, idea, "reason", f"Razón {i}")
        await acts.send_argument(town.mateo, key)
    await browser.come_in(town.mateo)
    (await browser.get(f"/propuestas/{idea}/voces/nueva", 403)).see("Hoy ya dijiste mucho")
    await browser.post(f"/propuestas/{idea}/voces", {"kind": "reason", "words": "Una más"}, 403)
    assert await value("SELECT count(*) FROM argument") == VOICES_A_DAY


@pytest.mark.parametrize("who", ["teo", "leticia", "pilar", "julian", "rosa", "carmen"])
async def test_no_adult_speaks_in_a_child_s_place(town: Town, browser: Browser, idea: UUID, who: str) -> None:
    """SG-36: the talk is the children's."""
    first = await said(town, idea, "mateo", "Dan sombra.")
    await browser.come_in(getattr(town, who))
    await browser.post(f"/propuestas/{idea}/voces", {"kind": "reason", "words": "Soy adulto"}, 403)
    await browser.post(f"/voces/{first}/responder", {"words": "Soy adulto"}, 403)
    for door in ("cambiar", "enviar", "retirar", "apelar"):
        await browser.post(f"/mis-voces/{first}/{door}", {"words": "Soy adulto"}, 404)
    assert "adulto" not in str(await value("SELECT json_agg(version) FROM version"))


async def test_two_taps_send_it_once(town: Town, browser: Browser, idea: UUID) -> None:
    key = await acts.start_argument(town.mateo, idea, "reason", "Dan sombra.")
    await browser.come_in(town.mateo)
    taps = await asyncio.gather(
        *(browser.client.post(f"/mis-voces/{key}/enviar", data=browser.marked()) for _ in range(4))
    )
    assert sorted(tap.status_code for tap in taps) == [303, 403, 403, 403]


async def test_the_order_is_by_date_and_the_same_for_everybody(town: Town, browsers, idea: UUID) -> None:
    """SG-20, SG-46: no likes, no counts, no ranking; what a child sees depends on the day, not on who they are."""
    words = [f"Voz número {n}." for n in range(4)]
    for each, who in zip(words, ("mateo", "nicolas", "lupita", "mateo"), strict=True):
        await said(town, idea, who, each)
    for who in (town.lupita, town.mateo, town.teo):
        text = (await (await browsers().come_in(who)).get(f"/propuestas/{idea}")).text
        places = [text.index(each) for each in words]
        assert places == sorted(places)


async def test_two_statements_whatever_was_said(town: Town, idea: UUID) -> None:
    """Performance goal G9."""
    counts = []
    for many in (0, 1, 6):
        for n in range(many):
            await said(town, idea, "nicolas" if n % 2 else "mateo", f"Voz {many} {n}")
        seen: list[str] = []
        token = statements.set(seen)
        await queries.voices(town.amaranta, idea)
        statements.reset(token)
        counts.append(len(seen))
    assert counts == [2, 2, 2]
