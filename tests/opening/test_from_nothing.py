"""From an empty migrated database to a city open to children, through the doors only (docs/decisions/0015)."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from litestar.types import ASGIApp

from civic import settings as house
from civic.__main__ import _invite_secretary, main
from civic.core.actor import CHILD
from civic.core.charter import Refused
from civic.core.clock import now, pretend, today
from civic.core.database import DB, row, value
from civic.core.forms import fold
from civic.people.acts import add_person
from civic.people.queries import person as actor
from civic.staff.acts import invite_secretary
from civic.staff.standing import CHECKS
from tests.browsing import Browser
from tests.databases import Databases, enter_house, raise_house

TEAM, DOOR = "/mesa/equipo", "/mesa/apertura"
PHRASE = "tres patos miran lejos"


@pytest.fixture
async def empty(databases: Databases, app: ASGIApp) -> AsyncIterator[ASGIApp]:
    await databases.template("empty", raise_house)
    dsn = await databases.fresh("empty")
    enter_house(dsn)
    await DB.open(size=6)
    yield app
    await DB.close()
    await databases.drop(dsn)


def day(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


async def accept(app: ASGIApp, link: str, username: str) -> Browser:
    """Through the link; then with a second key, which has tests of its own (tests/keys)."""
    browser = Browser(app)
    assert (await browser.post(link, {"username": username, "password": PHRASE})).location == "/llaves"
    key = await value("SELECT person FROM password WHERE username = $1", username)
    return await browser.come_in(await actor(key, ""))


async def check(one: Browser, other: Browser, key: UUID, what: str) -> None:
    seen = {"what": what, "issuer": "Quien lo expide", "issued_on": day(-1)}
    await one.post(f"{TEAM}/{key}/revision", seen)
    await other.post(f"{TEAM}/{key}/confirmar", {"what": what})


async def join(app: ASGIApp, one: Browser, other: Browser, name: str, role: str) -> Browser:
    done = await one.post(f"{TEAM}/nombrar", {"name": name, "role": role, "title": "Municipio", "until": day(300)})
    key = UUID(done.location.rsplit("/", 1)[1])
    for what in CHECKS:
        await check(one, other, key, what)
    page = await other.post(f"{TEAM}/{key}/firmar", status=200)
    return await accept(app, re.search(r"/equipo/aceptar/[\w-]+", page.text)[0], fold(name.split()[0]))


async def test_from_nothing_to_open(empty: ASGIApp) -> None:
    """SG-01, SG-35, SG-78: two from the machine, everybody else by two of the house, and the last word by two."""
    julian = await accept(empty, f"/equipo/aceptar/{await invite_secretary('Julián Romero')}", "julian")
    marta = await accept(empty, f"/equipo/aceptar/{await invite_secretary('Marta Cuautle')}", "marta")
    with pytest.raises(Refused, match="too_few_to_sign"):
        await invite_secretary("Una Tercera")

    town = {"name": "Valle del Río", "region": "Puebla", "administration_until": day(400), "areas": "Centro\nLa Loma",
            "offices": "Parques y Jardines", "term": "Consejo de hoy", "begins_on": day(-1), "ends_on": day(300)}  # fmt: skip
    await julian.post(f"{DOOR}/municipio", town)
    await julian.post(f"{DOOR}/ayuda", {"name": "SIPINNA municipal", "phone": "222 000 0000", "hours": "9 a 17 h"})
    for gate in ("notice_full", "notice_simple", "notice_child", "retention", "processor"):
        await marta.post(f"{DOOR}/constancia/{gate}", {"reference": "Folio 1", "day": day(-1)})
    await marta.post(f"{DOOR}/constancia/impact", {"reference": "Dictamen 2", "day": day(-1), "status": "not_needed"})

    (await julian.get(DOOR)).see("Faltan 2 cosas")
    await julian.post(f"{DOOR}/pedir", status=403)
    saf = [await join(empty, julian, marta, name, "safeguarding") for name in ("Carmen Xicale", "Saúl Ortega")]
    for name in ("Teodoro Ríos", "Inés Tlapa"):
        await join(empty, julian, marta, name, "facilitator")

    for name in ("Julián Romero", "Marta Cuautle"):
        key = await value("SELECT id FROM person WHERE name = $1", name)
        await check(saf[0], saf[1], key, "identity")

    child = await add_person_of_ten()
    assert "closed" in (await actor(child, "")).hindered
    await julian.post(f"{DOOR}/pedir")
    await julian.post(f"{DOOR}/abrir", status=403)
    await saf[0].post(f"{DOOR}/abrir")
    assert "closed" not in (await actor(child, "")).hindered


async def add_person_of_ten() -> UUID:
    return await add_person(CHILD, "Nube de Maíz", born=(today().year - 10, 1))


async def test_the_first_two_have_thirty_days_to_be_checked(empty: ASGIApp) -> None:
    """0015: then they rest like everybody else, and the machine may invite again."""
    for name, username in (("Julián Romero", "julian"), ("Marta Cuautle", "marta")):
        await accept(empty, f"/equipo/aceptar/{await invite_secretary(name)}", username)
    ends = await value("SELECT min(valid_until) FROM person")
    assert timedelta(days=29) < ends - now() <= timedelta(days=30)
    with pretend(ends + timedelta(seconds=1)):
        assert await invite_secretary("Elena Tecuapetla")


async def test_the_same_name_again_replaces_the_link(empty: ASGIApp) -> None:
    first = await invite_secretary("Julián Romero")
    second = await invite_secretary("julian romero")
    assert await value("SELECT count(*) FROM person") == 1
    await Browser(empty).get(f"/equipo/aceptar/{first}", 410)
    await invite_secretary("Marta Cuautle")
    with pytest.raises(Refused):
        await invite_secretary("Una Tercera")
    await Browser(empty).get(f"/equipo/aceptar/{second}")
    assert await row("SELECT FROM entry WHERE act = 'staff.invite_secretary' LIMIT 1") is not None


def test_the_command_names_its_database(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert main(["invite-secretary", "Julián Romero"]) == 2
    assert "DATABASE_URL" in capsys.readouterr().err


async def test_the_command_prints_a_link_once(empty: ASGIApp, capsys: pytest.CaptureFixture[str]) -> None:
    given = SimpleNamespace(name=["Julián", "Romero"])  # as typed without quotes
    settings = house.Settings(mode="test", database_url=DB.config["dsn"], origin="https://voz.test")
    before, pool, DB.pool = house.current(), DB.pool, None
    try:
        assert await asyncio.to_thread(_invite_secretary, settings, given) == 0
    finally:
        DB.pool = pool
        house.use(before)
    link = re.search(r"https://voz.test(/equipo/aceptar/[\w-]+)", capsys.readouterr().out)[1]
    (await Browser(empty).get(link)).see("Julián Romero")
