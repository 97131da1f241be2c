"""Threat 25: a password or a cookie in the wrong hands."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from civic.core.actor import STAFF, Role
from civic.core.clock import now
from civic.core.database import rows, value
from civic.demo.cast import CAST, PASSWORD
from civic.demo.people import cast
from tests.conftest import Town
from tests.keys.arriving import arrive, forget_keys
from tests.people.doorbell import hidden

LINES = re.findall(
    r"^(GET|POST) +(\S+) .*?((?:[xo2-] +){8}[xo2-])$",
    (Path(__file__).parents[1] / "house/matrix.txt").read_text(),
    re.MULTILINE,
)
#: What only people of the team may open: no mark for a visitor, a child, an invited child or a guardian.
STAFF_DOORS = sorted(
    {(m, path) for m, path, marks in LINES if marks.split()[:4] == ["-"] * 4 and set(marks) & set("xo2")}
)
ITS_OWN = "/llaves"


def address(path: str) -> str:
    path = re.sub(r"\{\w+:uuid\}", "00000000-0000-0000-0000-000000000007", path)
    return re.sub(r"\{\w+:(str|path)\}", "x", path)


def test_the_walk_has_doors_to_knock_at() -> None:
    assert len(STAFF_DOORS) > 40


async def test_sg_27_a_password_alone_opens_no_door_of_the_team(town: Town, browser) -> None:
    """SG-27, threat 25: every door of the matrix that is the team's alone, as each role that has typed its password."""
    opened = []
    for name in ("teo", "carmen", "pilar", "julian", "leticia"):
        await arrive(browser, town.people[name])
        for method, path in STAFF_DOORS:
            if path.startswith(ITS_OWN):
                continue
            if method == "GET":
                answer = await browser.client.get(address(path), follow_redirects=True)
            else:
                answer = await browser.client.post(address(path), data=browser.marked({"words": "x"}))
            if answer.status_code not in (401, 403, 404):
                opened.append((name, method, path, answer.status_code))
    assert not opened


async def test_sg_27_who_has_no_key_yet_reaches_its_making_and_nothing_else(town: Town, browser) -> None:
    await forget_keys(town.julian)
    await arrive(browser, town.julian)
    (await browser.get("/llaves")).see("La primera llave")
    await browser.get("/llaves/codigo")
    for path in ("/mesa/convocatorias", "/mesa/votaciones"):
        assert (await browser.get(path, 303)).location == f"/llaves?volver={path}"
    await browser.get("/ayuda")
    await browser.get("/")


async def test_sg_27_a_typed_password_leads_to_the_key_and_no_further(town: Town, browser) -> None:
    page = await browser.post("/entrar/equipo", {"username": "teo", "password": PASSWORD, "back": "/mesa/lectura"})
    assert page.location.replace("%2F", "/") == "/llaves/confirmar?volver=/mesa/lectura"
    assert await value("SELECT strength FROM sign_in WHERE person = $1", town.teo.id) == "plain"


async def test_a_password_typed_while_a_form_waits_carries_it_to_the_key(town: Town, browser) -> None:
    """SG-72: arriving, the form that waited is asked for a key and keeps waiting."""
    await arrive(browser, town.teo)
    page = await browser.post("/llaves/quitar", {"key": "app", "words": "Una carta larga"}, 403)
    assert hidden(page)["kept"]


@pytest.mark.parametrize("who", [name for name, member in CAST.items() if member.role & STAFF])
async def test_sg_79_a_stolen_cookie_six_minutes_old_takes_no_key_away_and_adds_none(
    town: Town, browser, who: str
) -> None:
    """Threat 25: strong, but the key was shown six minutes ago: the acts that need it fresh ask for it."""
    await browser.come_in(await cast(who))
    await rows("UPDATE sign_in SET proven_at = $1", now() - timedelta(minutes=6))
    before = await keys_of(who)
    for path in ("/llaves/quitar", "/llaves/recuperacion"):
        (await browser.post(path, {"key": "app"}, 403)).see("Otra vez la llave")
    (await browser.get("/llaves/codigo", 403)).see("Otra vez la llave")
    page = await browser.get("/llaves")
    assert "/llaves/quitar" not in page.forms and "/llaves/passkey" not in page.forms
    assert await keys_of(who) == before


async def keys_of(who: str) -> list:
    found = await rows("SELECT sealed FROM totp WHERE person = $1", CAST[who].id)
    return [*found, await value("SELECT count(*) FROM recovery WHERE person = $1", CAST[who].id)]


async def test_sg_27_no_door_that_is_looked_at_opens_a_sign_in(town: Town, app, browser) -> None:
    """SG-27: a link in a message can never create a session: no page that is only looked at sets the cookie."""
    for method, path in sorted({(m, path) for m, path, _marks in LINES}):
        if method == "GET":
            answer = await browser.client.get(address(path), params={"token": "x", "code": "123456", "volver": "/"})
            said = answer.headers.get_list("set-cookie")
            assert not any(each.startswith("__Host-voz=") for each in said), path
    assert await value("SELECT count(*) FROM sign_in") == 0


def test_arriving_is_no_role_of_the_team() -> None:
    assert not Role.ARRIVING & STAFF
