"""A child's name is behind glass: one officer breaks it, another is told before it is read, and reviews it (SG-76)."""

from datetime import datetime, time, timedelta
from uuid import UUID

import asyncpg
import pytest
import time_machine

from civic.core.clock import CITY, is_working, today
from civic.core.cluster import NAME
from civic.core.database import DB, row, rows, value
from civic.due import chores
from civic.vault import acts, store
from civic.vault.forms import Asked
from tests.conftest import Town
from tests.databases import as_role

DESK, LOOKS = "/mesa/cuidado/identidad", "/mesa/cuidado/miradas"
WHY = "Escribió que la esperan afuera de su escuela."
ASKED = {"reason": "card", "why": WHY}
NAMED = "Guadalupe Méndez Ahuatl"


def _a_monday() -> datetime:
    """At noon, soon, with working days around it."""
    day = today() + timedelta(days=4)
    while day.weekday() or not all(is_working(day + timedelta(days=n)) for n in (-3, 0, 1, 2)):
        day += timedelta(days=1)
    return datetime.combine(day, time(12), CITY)


MONDAY = _a_monday()


@pytest.fixture
async def lupita(town: Town) -> UUID:
    await store.put(town.lupita.id, name=NAMED, contact="222 123 4567")
    await store.put(town.amaranta.id, name="Amaranta Cuautle")
    return town.lupita.id


async def test_an_officer_opens_one_name_and_the_other_reads_of_it(town, browser, browsers, lupita):
    """SG-76: from the alias to the name, and what is left of it."""
    await browser.come_in(town.carmen)
    found = await browser.post(DESK, {"alias": "colibri"}, 200)
    found.see("Colibrí de Papel", "Escuela Primaria Benito Juárez").see_not(NAMED)
    await browser.get(f"{DESK}/{lupita}")
    assert (await browser.post(f"{DESK}/{lupita}", ASKED)).location == f"{DESK}/{lupita}"
    (await browser.get(f"{DESK}/{lupita}")).see("Saúl Ortega").see_not(NAMED)
    page = await browser.post(f"{DESK}/{lupita}/leer", status=200)
    page.see(NAMED, "222 123 4567")
    (await browser.get(f"{DESK}/{lupita}")).see_not(NAMED)
    told = await rows("SELECT act, facts FROM entry WHERE person = $1 AND act LIKE 'vault.%' ORDER BY at", town.carmen.id)
    assert [each["act"] for each in told] == ["vault.find_child", "vault.open_identity", "vault.read_identity"]
    saul = await browsers().come_in(town.saul)
    look = await value("SELECT id FROM look")
    news = await saul.get("/avisos")
    assert f"{LOOKS}/{look}" in news.links
    (await saul.get(f"{LOOKS}/{look}")).see("Colibrí de Papel", "Carmen Xicale", WHY).see_not(NAMED)


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ({"why": WHY}, "Elija el motivo"),
        ({"reason": "official", "why": WHY}, "Elija"),
        ({"reason": "political", "why": WHY}, "Elija"),
        ({"reason": "card", "why": "Perdió su tarjeta."}, "al menos 20 letras"),
        ({"reason": "card"}, "al menos 20 letras"),
    ],
)
async def test_sg_76_without_a_reason_of_the_list_it_stays_closed(town, browser, lupita, typed, asks):
    """SG-76, threat 22: 422, what was typed is kept, and nothing is written; no official's request is on the list."""
    await browser.come_in(town.carmen)
    page = await browser.post(f"{DESK}/{lupita}", typed, 422)
    page.see(asks).see(typed.get("why", ""))
    assert await value("SELECT count(*) FROM look") == 0
    await browser.post(f"{DESK}/{lupita}/leer", status=403)


async def test_sg_76_an_old_second_key_is_asked_for_again(town, browser, lupita):
    """SG-76, threat 25: a stolen cookie opens nothing."""
    await browser.come_in(town.carmen)
    await rows("UPDATE sign_in SET proven_at = now() - interval '6 minutes'")
    page = await browser.post(f"{DESK}/{lupita}", ASKED, 403)
    assert "/llaves/confirmar" in page.forms and await value("SELECT count(*) FROM look") == 0


async def test_sg_76_minute_sixteen(town, browser, lupita):
    """SG-76: fifteen minutes, and not one more."""
    with time_machine.travel(MONDAY, tick=False) as clock:
        await _valid()
        await browser.come_in(town.carmen)
        await browser.post(f"{DESK}/{lupita}", ASKED)
        clock.shift(timedelta(minutes=14, seconds=59))
        (await browser.post(f"{DESK}/{lupita}/leer", status=200)).see(NAMED)
        clock.shift(timedelta(seconds=1))
        (await browser.post(f"{DESK}/{lupita}/leer", status=403)).see_not(NAMED)
        clock.shift(timedelta(minutes=1))
        (await browser.post(f"{DESK}/{lupita}/leer", status=403)).see("15 minutos").see_not(NAMED)
        (await browser.get(f"{DESK}/{lupita}")).see("Motivo")


async def test_sg_76_open_for_one_officer_and_one_child(town, browser, browsers, lupita):
    await browser.come_in(town.carmen)
    await browser.post(f"{DESK}/{lupita}", ASKED)
    await browser.post(f"{DESK}/{town.amaranta.id}/leer", status=403)
    saul = await browsers().come_in(town.saul)
    (await saul.post(f"{DESK}/{lupita}/leer", status=403)).see_not(NAMED)


@pytest.mark.parametrize("who", ["lupita", "rosa", "teo", "pilar", "julian", "leticia"])
async def test_for_nobody_else(town, browser, lupita, who):
    """Threat 12: from an alias no road leads a facilitator to the vault."""
    await browser.come_in(town.people[who])
    await acts.open_identity(town.carmen, lupita, Asked("card", WHY))
    for url in (f"{DESK}/{lupita}", f"{LOOKS}/{await value('SELECT id FROM look')}"):
        await browser.get(url, 404)
    await browser.get(DESK, 403)
    await browser.get(LOOKS, 403)
    await browser.post(DESK, {"alias": "colibri"}, 403)
    await browser.post(f"{DESK}/{lupita}", ASKED, 404)
    (await browser.post(f"{DESK}/{lupita}/leer", status=404)).see_not(NAMED)


async def test_adults_are_not_in_it(town, browser, lupita):
    await browser.come_in(town.carmen)
    await browser.get(f"{DESK}/{town.teo.id}", 404)
    await browser.post(f"{DESK}/{town.rosa.id}", ASKED, 404)


async def test_sg_76_when_nobody_can_be_told_there_is_no_data(town, browser, lupita, monkeypatch):
    """SG-76: the notice is written before anything is read; if it cannot be, nothing is, and the vault is not even asked."""
    asked = []
    monkeypatch.setattr(store, "get", lambda person: asked.append(person))
    await browser.come_in(town.carmen)
    owner = await asyncpg.connect(as_role(DB.config["dsn"], NAME))
    await owner.execute("REVOKE INSERT ON message FROM civic_app")
    await browser.post(f"{DESK}/{lupita}", ASKED, 500)
    assert await value("SELECT count(*) FROM look") == 0
    await browser.post(f"{DESK}/{lupita}/leer", status=403)
    await owner.execute("GRANT INSERT ON message TO civic_app")
    await row("UPDATE person SET valid_until = now() - interval '1 day' WHERE id = $1", town.saul.id)
    (await browser.post(f"{DESK}/{lupita}", ASKED, 403)).see("911")
    await browser.post(f"{DESK}/{lupita}/leer", status=403)
    await owner.execute("REVOKE INSERT ON entry FROM civic_app")
    await row("INSERT INTO look (id, person, by, reason, why, at, until) VALUES (gen_random_uuid(), $1, $2, 'card', '', now(), "
              "now() + interval '15 minutes')", lupita, town.carmen.id)  # fmt: skip
    await browser.post(f"{DESK}/{lupita}/leer", status=500)
    await owner.close()
    assert asked == [] and await value("SELECT count(*) FROM message WHERE kind = 'look_waits'") == 0


async def test_sg_76_what_the_vault_is_asked_comes_after_the_line_is_kept(town, lupita, monkeypatch):
    """SG-76: seen from another connection at the moment the vault is asked."""
    await acts.open_identity(town.carmen, lupita, Asked("legal", WHY))
    seen = []

    async def get(person: UUID) -> dict[str, str]:
        other = await asyncpg.connect(DB.config["dsn"])
        for sql in (
            "SELECT count(*) FROM look",
            "SELECT count(*) FROM message WHERE kind = 'look_waits'",
            "SELECT count(*) FROM entry WHERE act = 'vault.read_identity'",
        ):
            seen.append(await other.fetchval(sql))
        await other.close()
        return {}

    monkeypatch.setattr(store, "get", get)
    await acts.read_identity(town.carmen, lupita)
    assert seen == [1, 1, 1]


async def test_the_why_is_sealed(town, lupita):
    await acts.open_identity(town.carmen, lupita, Asked("danger", WHY))
    assert WHY.encode() not in await value("SELECT why FROM look")
    assert not await value("SELECT count(*) FROM entry WHERE facts::text LIKE '%esperan%'")


async def test_the_other_officer_reviews_and_nobody_reviews_themselves(town, browser, browsers, lupita):
    """SG-76: own looks are another's to review; the first answer stands."""
    await acts.open_identity(town.carmen, lupita, Asked("card", WHY))
    url = f"{LOOKS}/{await value('SELECT id FROM look')}"
    await browser.come_in(town.carmen)
    (await browser.get(url)).see("Usted lo abrió, así que")
    await browser.post(url, {"right": "yes"}, 403)
    saul = await browsers().come_in(town.saul)
    (await saul.post(url, {}, 422)).see("Falta decir si estuvo bien")
    await saul.post(url, {"right": "no"})
    await saul.post(url, {"right": "yes"}, 403)
    assert await value("SELECT was_right FROM look") is False
    told = await rows("SELECT person FROM message WHERE kind = 'look_not_right'")
    assert {each["person"] for each in told} == {town.carmen.id, town.julian.id}
    julian = await browsers().come_in(town.julian)
    (await julian.get("/avisos")).see_not("Colibrí")


async def test_sg_76_unreviewed_at_day_three(town, browser, lupita):
    """SG-76: opened on a Friday, it may wait until Tuesday; on Wednesday it is marked, and both are told, once."""
    friday = MONDAY - timedelta(days=3)
    with time_machine.travel(friday, tick=False) as clock:
        await _valid()
        await acts.open_identity(town.carmen, lupita, Asked("card", WHY))
        clock.move_to(MONDAY + timedelta(days=1, hours=11, minutes=59))
        assert await acts.flag_looks() == 0
        clock.shift(timedelta(minutes=1))
        await chores()
        await chores()
        told = await rows("SELECT person FROM message WHERE kind = 'look_late'")
        assert sorted(each["person"] for each in told) == sorted([town.carmen.id, town.saul.id])
        await browser.come_in(town.saul)
        (await browser.get(LOOKS)).see("revisión tardía")


async def _valid() -> None:
    await row("UPDATE person SET valid_until = $1 WHERE role NOT IN ('child', 'guardian')", MONDAY + timedelta(days=300))
