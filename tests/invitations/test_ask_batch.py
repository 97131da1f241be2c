"""A class list is brought, looked at, confirmed by one adult and signed by another; only then there are cards."""

import asyncio
from datetime import timedelta

import pytest
import time_machine

from civic.core.clock import now
from civic.core.database import row, rows, value
from civic.core.outbox import drain
from civic.demo.people import SCHOOL
from civic.invitations.charter import MOST
from civic.rights.keeping import wipe_strays
from civic.vault import store
from tests.browsing import Browser
from tests.conftest import Town
from tests.databases import owner_rows
from tests.invitations.lists import CLASS, DESK, bring, class_of, invite, invited, sealed
from tests.people.walk import counts


async def whole() -> dict[str, int]:
    return await counts() | {"vault": len(await store.everybody())}


async def test_a_preview_keeps_nothing_anywhere(teo: Browser) -> None:
    """SG-06, SG-16: no row of any table but the journal's line that somebody looked; no name in the vault; what is not
    asked for was not read, and it says so."""
    before = await whole()
    page = await bring(teo, CLASS + "Sin Mes;;;;\n")
    page.see("Se puede invitar a 3 personas.", "A 1 línea le falta algo.", "Línea 5", "Faltan el mes y el año.", "CURP")
    page.see("Sofía Peña Ríos", "222 123 4567").see_not("PERS160312MPLXXX01")
    assert await whole() == before | {"entry": before["entry"] + 1}


async def test_a_formula_stands_in_the_preview_as_text(teo: Browser) -> None:
    """SG-79, SG-88"""
    page = await bring(teo, 'nombre;mes y año;tutor\n=HYPERLINK("x");3/2016;<b>Ana</b>\nLuz Vela;3/2016;<i>Ana</i>\n')
    page.see("=HYPERLINK", "parece una fórmula", "<i>Ana</i>").see_not("<i>Ana</i>", "<b>Ana</b>")


async def test_what_is_kept_of_each_child(town: Town, teo: Browser, julian: Browser) -> None:
    """SG-09, SG-15, SG-17: an alias of the house, month, place; a family nobody has checked; names in the vault alone."""
    before = {each["id"] for each in await rows("SELECT id FROM person")}
    key = await invite(teo)
    people = [each for each in await rows("SELECT * FROM person") if each["id"] not in before]
    children = [each for each in people if each["role"] == "child"]
    assert len(children) == 3 and len(people) == 6
    assert {(each["birth_year"], each["birth_month"], each["place"]) for each in children} == {
        (2016, 3, SCHOOL), (2015, 8, SCHOOL), (2012, 1, SCHOOL),
    }  # fmt: skip
    assert {each["name"] for each in people if each["role"] == "guardian"} == {"Familia"}
    assert len({each["name"] for each in await rows("SELECT name FROM person WHERE role = 'child'")}) == 3 + 5
    ties = await rows("SELECT g.* FROM guardianship g JOIN invited i ON i.person = g.child WHERE i.batch = $1", key)
    assert {(each["issued_by"], each["verified_by"], each["kind"]) for each in ties} == {(town.teo.id, None, "family")}
    kept = {each["name"]: await store.get(each["id"]) for each in children}
    assert {each["name"] for each in kept.values()} == {"Sofía Peña Ríos", "Íñigo Muñoz", "Luz Vela"}
    sofia = next(each for each in children if kept[each["name"]]["name"].startswith("Sofía"))
    assert await store.get(sofia["id"]) == {"name": "Sofía Peña Ríos", "guardian": "Ana Ríos", "contact": "222 123 4567"}
    assert await value("SELECT count(*) FROM card WHERE person = $1", sofia["id"]) == 0
    page = await julian.get(f"{DESK}/{key}")
    page.see("Espera la segunda firma").see_not("Sofía", "Ana Ríos", *kept)


async def test_no_name_of_a_list_is_in_the_database_that_serves(town: Town, teo: Browser, julian: Browser) -> None:
    """SG-15, SG-77: nor in the journal, the outbox or what was told."""
    await invited(teo, julian)
    for table in [each["tablename"] for each in await rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]:
        found = await owner_rows(f'SELECT t::text AS said FROM "{table}" t')
        assert not [each for each in found if "Sof" in each["said"] or "222 123" in each["said"] or "PERS16" in each["said"]]


async def test_whoever_asked_does_not_sign(town: Town, teo: Browser, julian: Browser) -> None:
    """SG-06, threats 2 and 20: two people."""
    key = await invite(teo)
    (await teo.post(f"{DESK}/{key}/firmar", status=403)).see("Quien pidió una lista no la firma.")
    await teo.post(f"{DESK}/{key}/tarjetas", status=403)
    await julian.post(f"{DESK}/{key}/firmar")
    await julian.post(f"{DESK}/{key}/firmar", status=403)
    assert await value("SELECT signed_by FROM batch WHERE id = $1", key) == town.julian.id


async def test_asking_signing_and_printing_want_the_second_key_now(town: Town, teo: Browser, julian: Browser) -> None:
    """SG-76, threat 25: a stolen cookie invites nobody."""
    page, key = await bring(teo), await invited(teo, julian)
    waits = await invite(teo, class_of(1))
    await rows("UPDATE sign_in SET proven_at = $1", now() - timedelta(minutes=6))
    before = await counts()
    await teo.post(DESK, {"sealed": sealed(page)}, 403)
    for what in ("firmar", "tarjetas", "cartas"):
        await julian.post(f"{DESK}/{waits if what == 'firmar' else key}/{what}", status=403)
    after = await counts()
    assert {name for name in after if after[name] != before[name]} <= {"challenge", "try"}


async def test_confirmed_twice_is_asked_for_once(teo: Browser) -> None:
    seal = sealed(await bring(teo))
    first = await teo.post(DESK, {"sealed": seal})
    before = await whole()
    assert (await teo.post(DESK, {"sealed": seal})).location == first.location
    assert await whole() == before


async def test_twenty_confirm_at_once(teo: Browser) -> None:
    seal = sealed(await bring(teo))
    answers = await asyncio.gather(*(teo.client.post(DESK, data=teo.marked({"sealed": seal})) for _ in range(8)))
    assert {each.status_code for each in answers} == {303}
    assert await value("SELECT count(*) FROM invited") == 3 and await value("SELECT count(*) FROM batch") == 1


async def test_a_preview_is_its_persons_own_and_ends(teo: Browser, julian: Browser) -> None:
    seal = sealed(await bring(teo))
    (await julian.post(DESK, {"sealed": seal}, 422)).see("Hay que subirla otra vez")
    await teo.post(DESK, {"sealed": seal[:-4] + "AAAA"}, 422)
    with time_machine.travel(now() + timedelta(minutes=61), tick=False):
        await rows("UPDATE sign_in SET seen = $1, proven_at = $1", now())
        await teo.post(DESK, {"sealed": seal}, 422)
    assert await value("SELECT count(*) FROM batch") == 0


async def test_who_was_invited_is_told_apart(teo: Browser, julian: Browser) -> None:
    """The vault compares; the page tells only what its reader typed."""
    seal = sealed(await bring(teo))
    await invite(julian)
    page = await bring(teo, "nombre;mes y año\nSOFIA PEÑA RIOS;3/2016\nLuz Vela;2/2012\nAna;3/2016\n")
    page.see("Esta persona ya recibió invitación", "Se puede invitar a 2 personas.")
    (await teo.post(DESK, {"sealed": seal}, 403)).see("De esta lista no se puede invitar a nadie.")


async def test_a_list_has_an_end_and_many_in_a_day_are_told(town: Town, teo: Browser, julian: Browser) -> None:
    """Threat 20: two hundred a list; over three hundred a day, the officers look."""
    page = await bring(teo, class_of(MOST + 1))
    assert 'name="sealed"' not in page.text
    page.see("Una lista lleva hasta 200 personas.")
    await invite(teo, class_of(180, "Ana"))
    assert not await rows("SELECT 1 FROM entry WHERE act = 'invitations.flag_invitations'")
    await invite(teo, class_of(180, "Luz"))
    flagged = await row("SELECT facts FROM entry WHERE act = 'invitations.flag_invitations'")
    assert '"children": 360' in flagged["facts"]
    await drain()
    for officer in (town.carmen, town.saul):
        assert await value("SELECT count(*) FROM message WHERE person = $1 AND kind = 'many_invitations'", officer.id) == 1


async def test_when_the_vault_fails_nobody_is_invited(teo: Browser, monkeypatch) -> None:
    put, calls = store.put, []

    async def fails(person, **identity):
        calls.append(person)
        if len(calls) == 2:
            raise OSError("the vault is away")
        await put(person, **identity)

    seal = sealed(await bring(teo))
    monkeypatch.setattr(store, "put", fails)
    before = await whole()
    await teo.post(DESK, {"sealed": seal}, 500)
    assert await whole() == before
    monkeypatch.setattr(store, "put", put)
    await teo.post(DESK, {"sealed": seal})
    assert await value("SELECT count(*) FROM invited") == 3


async def test_a_list_nobody_signed_is_forgotten_with_its_names(teo: Browser, julian: Browser) -> None:
    before = await whole()
    key = await invite(teo)
    await julian.post(f"{DESK}/{key}/borrar")
    after = await whole()
    assert {name for name in after if after[name] != before[name]} <= {"entry", "link", "changed"}


async def test_one_child_is_typed_by_hand(teo: Browser) -> None:
    await teo.get(f"{DESK}/nueva?una=si")
    typed = {"how": "hand", "place": str(SCHOOL), "label": "Sola", "name": "Eva Luna", "when": "mayo 2014"}
    page = (await teo.post(f"{DESK}/revisar", typed, 200)).see("Eva Luna")
    await teo.post(DESK, {"sealed": sealed(page)})
    page = await teo.post(f"{DESK}/revisar", {**typed, "when": "ayer", "place": ""}, 422)
    page.see("Falta un mes y un año", "Falta elegir el lugar.")
    assert 'value="Eva Luna"' in page.text


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (b"", "Falta elegir el archivo de la lista."),
        (b"nombre;mes y ano\n", "En esta lista no hay nadie."),
        (b"\x00\x01\x02", "no dicen qué es cada columna"),
        (b"PK\x03\x04", "no se pudo leer"),
    ],
)
async def test_a_file_that_is_no_list_is_told_kindly(teo: Browser, file: bytes, says: str) -> None:
    (await bring(teo, file, 422)).see(says)


async def test_a_file_that_is_too_big_is_told(teo: Browser) -> None:
    page = await bring(teo, b"x" * 300_000, 303)
    (await teo.get(page.location, 413)).see("muy grande para la lista de un grupo")


async def test_a_closed_place_invites_nobody(town: Town, teo: Browser, julian: Browser) -> None:
    seal = sealed(await bring(teo))
    await julian.post(f"{DESK}/lugares/{SCHOOL}/cerrar")
    (await teo.post(DESK, {"sealed": seal}, 403)).see("Por este lugar ya no se invita.")
    await bring(teo, status=422)
    await julian.post(f"{DESK}/lugares/{SCHOOL}/abrir")
    await teo.post(DESK, {"sealed": seal})


async def test_names_on_their_way_are_not_taken_for_strays(teo: Browser, monkeypatch) -> None:
    """The clock that wipes names without a person comes while a list is being kept."""
    put, kept = store.put, asyncio.Event()

    async def slowly(person, **identity):
        await put(person, **identity)
        kept.set()
        await asyncio.sleep(0.2)

    seal = sealed(await bring(teo))
    monkeypatch.setattr(store, "put", slowly)
    asking = asyncio.create_task(teo.post(DESK, {"sealed": seal}))
    await kept.wait()
    await wipe_strays()
    await asking
    assert len(await store.everybody()) == 3
