"""Teo reads what children sent: publishes, returns with help, refuses with a reason, covers personal data."""

import asyncio
import hashlib
import json
from datetime import datetime, time, timedelta

import asyncpg
import pytest

from civic.core.clock import CITY, now, pretend, today, working_days_after
from civic.core.database import DB, row, value
from civic.moderation import acts
from civic.moderation.masks import MASK
from civic.moderation.reasons import REASONS
from tests.browsing import Browser
from tests.conftest import Town
from tests.moderation.sent import TREE, published_proposal, refused_proposal, sent_proposal

DESK = "/mesa/lectura"


async def test_nothing_waits(town: Town, browser: Browser) -> None:
    await browser.come_in(town.teo)
    (await browser.get(DESK)).see("No hay textos por leer.", "Ya se leyó todo lo que mandaron.")


async def test_the_queue_goes_by_waiting_time_and_says_when_each_is_due(town: Town, browser: Browser) -> None:
    with pretend(now() - timedelta(days=9)):
        late = await sent_proposal(town.call, town.mateo)
    new = await sent_proposal(town.call, town.amaranta)
    await browser.come_in(town.teo)
    page = (await browser.get(DESK)).see(
        "Hay 2 textos por leer.", "A 1 ya se le pasó la fecha.", "Venció el", "Quedan 2 días hábiles"
    )
    urls = [link for link in page.links if link.startswith(DESK + "/")]
    assert urls[:2] == [f"{DESK}/{late}", f"{DESK}/{new}"]


async def test_the_desk_never_says_who(town: Town, browser: Browser) -> None:
    """SG-39: no alias, no area, no id of the author; only roughly how old."""
    key = await sent_proposal(town.call, town.lupita)
    await browser.come_in(town.teo)
    area = await value("SELECT name FROM area WHERE id = $1", town.lupita.area)
    for url in (DESK, f"{DESK}/{key}"):
        (await browser.get(url)).see_not(town.lupita.name, str(town.lupita.id), area, "Lupita")
    (await browser.get(f"{DESK}/{key}")).see("alguien de 6 a 9 años")


async def test_published_in_one_tap(town: Town, browser: Browser) -> None:
    key = await sent_proposal(town.call, town.amaranta)
    await browser.come_in(town.teo)
    assert (await browser.post(f"{DESK}/{key}/publicar")).location == f"{DESK}/{key}"
    (await browser.get(f"{DESK}/{key}")).see("Publicado", "Teodoro Ríos")
    (await browser.get(f"/propuestas/{key}")).see(TREE["title"])


async def test_returned_with_help_and_sent_again(town: Town, browser: Browser) -> None:
    """SG-40: the reason and the tips are sentences of the list, and the earlier version stays on the desk."""
    from civic.proposals import acts as proposals

    key = await sent_proposal(town.call, town.amaranta)
    await browser.come_in(town.teo)
    await browser.post(f"{DESK}/{key}/devolver", {"return_reason": "personal", "tips": ["where", "personal"]})
    await browser.come_in(town.amaranta)
    (await browser.get(f"/mis-ideas/{key}")).see("Quita ese dato", "Escribe el nombre de la calle", "Teodoro Ríos")
    await proposals.keep_draft(town.amaranta, key, {"help": "Que siembren jacarandas."})
    await proposals.send_proposal(town.amaranta, key)
    await browser.come_in(town.ines)
    (await browser.get(f"{DESK}/{key}")).see("Versión 1", "Chabela", "Devuelto con ayuda")


@pytest.mark.parametrize(("where", "field"), [("devolver", "return_reason"), ("no-publicar", "refuse_reason")])
async def test_without_a_reason_nothing_happens(town: Town, browser: Browser, where: str, field: str) -> None:
    """SG-40: a reason from the closed list, or 422 and the text still waits. SG-41: the list has no such reason."""
    key = await sent_proposal(town.call, town.amaranta)
    await browser.come_in(town.teo)
    for typed in ({}, {field: ""}, {field: "critica_al_alcalde"}, {field: "no me gusta"}):
        (await browser.post(f"{DESK}/{key}/{where}", typed, 422)).see("Por leer")
    assert await value("SELECT state FROM writing WHERE id = $1", key) == "submitted"
    assert await value("SELECT count(*) FROM decision") == 0


async def test_no_word_of_a_reader_reaches_a_child(town: Town, browser: Browser) -> None:
    """SG-32: there is no field for one, and what is posted beside the list is stored nowhere."""
    key = await sent_proposal(town.call, town.amaranta)
    await browser.come_in(town.teo)
    note = "escríbeme a mí solito"
    await browser.post(f"{DESK}/{key}/devolver", {"return_reason": "unclear", "tips": [note]}, 422)
    sneaked = {"return_reason": "unclear", "note": note, "words": note, "title": note}
    await browser.post(f"{DESK}/{key}/devolver", sneaked)
    for table in ("decision", "message", "version", "writing", "entry"):
        assert note not in str(await value(f"SELECT json_agg({table}) FROM {table}")), table


async def test_every_decision_is_seen_by_the_whole_team(town: Town, browser: Browser) -> None:
    """SG-32: what Teo told a child is on Inés's desk, with his name."""
    key = await refused_proposal(town.call, town.amaranta, town.teo)
    await browser.come_in(town.ines)
    (await browser.get(f"{DESK}/{key}")).see("Teodoro Ríos", "Puede lastimar a alguien.")


async def test_covering_is_the_only_change_and_is_seen(town: Town, browser: Browser) -> None:
    """SG-39: the frozen words keep their hash; what is published differs by the mask alone."""
    key = await sent_proposal(town.call, town.amaranta)
    await browser.come_in(town.teo)
    url = f"{DESK}/{key}/tapar"
    await browser.post(url, {"field": "problem", "piece": "don Chucho"})
    (await browser.get(f"{DESK}/{key}")).see(f"se publica así: {MASK}")
    page = await browser.post(url, {"field": "help", "piece": "555-0199"}, 422)
    assert 'value="555-0199"' in page.see("Eso no está en esta parte").text
    await browser.post(url, {"field": "help", "piece": TREE["help"]}, 422)
    await browser.post(url, {"field": "otro", "piece": "x"}, 422)
    await browser.post(url, {}, 422)
    await browser.post(f"{DESK}/{key}/publicar")
    kept = await row("SELECT words, hash FROM version WHERE writing = $1", key)
    assert json.loads(kept["words"]) == TREE
    frozen = json.dumps(json.loads(kept["words"]), sort_keys=True, ensure_ascii=False).encode()
    assert hashlib.sha256(frozen).digest() == kept["hash"]
    shown = TREE["problem"].replace("don Chucho", MASK)
    (await browser.get(f"/propuestas/{key}")).see(shown).see_not("Chucho")
    assert "chucho" not in await value("SELECT search || excerpt FROM writing WHERE id = $1", key)


async def test_a_reader_cannot_write_in_a_child_s_place(town: Town, browser: Browser) -> None:
    """SG-39: the doors of the author are not there for anybody else."""
    key = await sent_proposal(town.call, town.amaranta)
    await acts.return_writing(town.teo, key, "unclear", [])
    await browser.come_in(town.teo)
    await browser.post(f"/mis-ideas/{key}/problema", {"problem": "El alcalde es muy bueno."}, 404)
    await browser.post(f"/mis-ideas/{key}/enviar", status=404)
    await browser.post(f"/mis-ideas/{key}/retirar", status=404)
    assert json.loads(await value("SELECT words FROM version WHERE writing = $1", key)) == TREE


async def test_an_appeal_is_for_another_pair_of_eyes(town: Town, browser: Browser) -> None:
    """SG-40: Teo, who refused it, is told why he cannot decide; Inés can."""
    key = await refused_proposal(town.call, town.amaranta, town.teo, appealed=True)
    await browser.come_in(town.teo)
    (await browser.get(DESK)).see("apelación, le toca a otra persona")
    page = (await browser.get(f"{DESK}/{key}")).see("Usted lo leyó primero. Una apelación la lee otra persona.")
    assert not [form for form in page.forms if "apelacion" in form or form.endswith("/mantener")]
    for url, data in (("publicar-tras-apelacion", {}), ("mantener", {"uphold_reason": "hurts"})):
        (await browser.post(f"{DESK}/{key}/{url}", data, 403)).see("Usted lo leyó primero.")
    assert await value("SELECT state FROM writing WHERE id = $1", key) == "appealed"
    await browser.come_in(town.ines)
    (await browser.post(f"{DESK}/{key}/mantener", {}, 422)).see("Elija un motivo")
    await browser.post(f"{DESK}/{key}/publicar-tras-apelacion")
    (await browser.get(f"/propuestas/{key}")).see(TREE["title"])


async def test_an_appeal_upheld_ends_there(town: Town, browser: Browser) -> None:
    key = await refused_proposal(town.call, town.amaranta, town.teo, appealed=True)
    await browser.come_in(town.ines)
    await browser.post(f"{DESK}/{key}/mantener", {"uphold_reason": "hurts"})
    assert await value("SELECT state FROM writing WHERE id = $1", key) == "closed"
    await browser.come_in(town.amaranta)
    await browser.post(f"/mis-ideas/{key}/apelar", status=403)


@pytest.mark.parametrize("who", ["pilar", "leticia", "julian", "carmen", "rosa", "mateo"])
async def test_the_desk_is_the_team_s_alone(town: Town, browser: Browser, who: str) -> None:
    """SG-41: officers and advisers have no row: the desk refuses, and an unpublished text is not there."""
    waiting = await sent_proposal(town.call, town.amaranta)
    public = await published_proposal(town.call, town.nicolas, town.teo)
    await browser.come_in(getattr(town, who))
    await browser.get(DESK, 403)
    await browser.get(f"{DESK}/{public}", 403)
    for door, data in (
        ("publicar", {}),
        ("devolver", {"return_reason": "unclear"}),
        ("no-publicar", {"refuse_reason": "hurts"}),
        ("tapar", {"field": "title", "piece": "árbol"}),
        ("publicar-tras-apelacion", {}),
        ("mantener", {"uphold_reason": "hurts"}),
    ):
        await browser.post(f"{DESK}/{waiting}/{door}", data, 404)
        await browser.post(f"{DESK}/{public}/{door}", data, 403)
    assert await value("SELECT state FROM writing WHERE id = $1", waiting) == "submitted"


async def test_a_visitor_is_shown_the_door(town: Town, browser: Browser) -> None:
    await browser.get(DESK, 401)


async def test_two_decide_at_once_and_one_wins(town: Town, browsers) -> None:
    key = await sent_proposal(town.call, town.amaranta)
    teo, ines = await browsers().come_in(town.teo), await browsers().come_in(town.ines)
    answers = await asyncio.gather(
        teo.client.post(f"{DESK}/{key}/publicar", data=teo.marked()),
        ines.client.post(f"{DESK}/{key}/no-publicar", data={**ines.marked(), "refuse_reason": "hurts"}),
    )
    assert sorted(answer.status_code for answer in answers) == [303, 403]
    assert await value("SELECT count(*) FROM decision WHERE writing = $1", key) == 1


async def test_who_comes_second_reads_that_somebody_was_faster(town: Town, browser: Browser) -> None:
    """Inés has asked and found it waiting; before she writes, Teo's transaction ends."""
    key = await sent_proposal(town.call, town.amaranta)
    await browser.come_in(town.ines)
    teo = await asyncpg.connect(DB.config["dsn"])
    try:
        hand = teo.transaction()
        await hand.start()
        await teo.execute("UPDATE writing SET state = 'published' WHERE id = $1", key)
        second = asyncio.create_task(browser.post(f"{DESK}/{key}/publicar", status=403))
        async with asyncio.timeout(5):
            while not await value("SELECT count(*) FROM pg_locks WHERE NOT granted"):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        await hand.commit()
        (await second).see("Alguien lo hizo un momento antes.")
    finally:
        await teo.close()
    assert await value("SELECT count(*) FROM decision") == 0


async def test_a_stale_page_says_where_it_stands(town: Town, browser: Browser) -> None:
    key = await published_proposal(town.call, town.amaranta, town.teo)
    await browser.come_in(town.ines)
    (await browser.post(f"{DESK}/{key}/no-publicar", {"refuse_reason": "hurts"}, 403)).see(
        "Ahora no se puede hacer esto."
    )


async def test_the_public_count_is_the_database_s(town: Town, browser: Browser) -> None:
    """SG-40: every reason with how often it was used, without an account; nobody can be silenced unseen."""
    first, second, third = [await sent_proposal(town.call, town.amaranta) for _ in range(3)]
    await acts.refuse_writing(town.teo, first, "hurts")
    await acts.refuse_writing(town.ines, second, "hurts")
    await acts.return_writing(town.teo, third, "unclear", [])
    page = await browser.get("/transparencia/lectura")
    page.see("2 veces no se publicó un texto", "1 vez se devolvió un texto", "Puede lastimar a alguien. 0 2")
    page.see("No entendimos una parte. 1 0", "Nunca es un motivo.")
    assert page.text.count('scope="row"') == len(REASONS)
    counted = await value("SELECT count(*) FROM decision WHERE verdict = 'refused' AND reason = 'hurts'")
    assert counted == 2


async def test_on_the_sixth_working_day_an_appeal_is_late_for_all_to_see(town: Town, browser: Browser) -> None:
    """SG-40: five working days, and then everyone sees it, the safeguarding officers and the secretary too."""
    await refused_proposal(town.call, town.amaranta, town.teo, appealed=True)
    last = datetime.combine(working_days_after(today(), 5), time(12), CITY)
    with pretend(last):
        (await browser.get("/transparencia/lectura")).see("Ninguno va tarde.")
    with pretend(last + timedelta(days=1)):
        (await browser.get("/transparencia/lectura")).see("1 va tarde. De estos, 1 espera otra lectura.")
        await browser.come_in(town.ines)
        (await browser.get(DESK)).see("A 1 ya se le pasó la fecha.")
