"""Joining the team: asked by one, signed by another once the checks are there, accepted once through a link."""

import asyncio
import re
from collections.abc import Callable
from datetime import timedelta
from itertools import product
from uuid import UUID

import pytest
import time_machine

from civic.core.actor import GUARDIAN, SECRETARY, STAFF, Actor, Role
from civic.core.clock import now, today
from civic.core.database import row, value
from civic.core.secrets import fingerprint
from civic.demo.people import cast
from civic.staff.charter import Staff, Wish
from civic.staff.standing import CHECKS
from tests.browsing import Browser
from tests.conftest import Town

DESK = "/mesa/equipo"
ABRIL = {"name": "Abril Xochitiotzi", "role": "facilitator", "title": "Casa de Cultura"}
PHRASE = "tres patos miran lejos"


def nominee(**more: str) -> dict[str, str]:
    return ABRIL | {"until": (today() + timedelta(days=300)).isoformat()} | more


def check(what: str) -> dict[str, str]:
    return {"what": what, "issuer": "Quien lo expide", "issued_on": (today() - timedelta(days=5)).isoformat()}


async def person(name: str = "Abril Xochitiotzi") -> UUID:
    return await value("SELECT id FROM person WHERE name = $1", name)


async def named_and_checked(one: Browser, other: Browser) -> UUID:
    await one.post(f"{DESK}/nombrar", nominee())
    key = await person()
    for what in CHECKS:
        await one.post(f"{DESK}/{key}/revision", check(what))
        await other.post(f"{DESK}/{key}/confirmar", {"what": what})
    return key


def link_in(text: str) -> str:
    return re.search(r"/equipo/aceptar/[\w-]+", text)[0]


@pytest.fixture
async def two(team: Town, browsers: Callable[[], Browser]) -> tuple[Browser, Browser]:
    return await browsers().come_in(team.julian), await browsers().come_in(team.carmen)


async def test_two_people_five_checks_one_link(
    team: Town, two: tuple[Browser, Browser], browsers: Callable[[], Browser]
) -> None:
    """SG-35, SG-27: named, checked by two, signed by another, accepted; then only second keys are within reach."""
    julian, carmen = two
    key = await named_and_checked(julian, carmen)
    (await julian.get(DESK)).see("Abril Xochitiotzi")
    page = await carmen.post(f"{DESK}/{key}/firmar", status=200)
    link = link_in(page.text)
    token = link.rsplit("/", 1)[1]
    assert len(token) * 6 >= 128, "128 bits"
    kept = await row("SELECT token, expires_at FROM nomination WHERE person = $1", key)
    assert kept["token"] == fingerprint(token) and timedelta(days=13) < kept["expires_at"] - now() <= timedelta(days=14)
    assert token not in (await carmen.get(f"{DESK}/{key}")).text, "the link is shown once"

    abril = browsers()
    (await abril.get(link)).see("Abril Xochitiotzi")
    done = await abril.post(link, {"username": "Abril", "password": PHRASE})
    assert done.location == "/llaves"
    abril.client.cookies.set("__Host-voz", done.headers["set-cookie"].split("=", 1)[1].split(";")[0], domain="voz.test")
    assert (await abril.get("/mesa/lectura", 303)).location.startswith("/llaves")
    assert await value("SELECT valid_until > now() FROM person WHERE id = $1", key)
    await browsers().get(link, 410)
    await browsers().post(link, {"username": "otra", "password": PHRASE}, 410)


async def test_a_missing_check_keeps_the_link_back(team: Town, two: tuple[Browser, Browser]) -> None:
    """SG-35: one verifier is not two, and four checks are not five."""
    julian, carmen = two
    await julian.post(f"{DESK}/nombrar", nominee())
    key = await person()
    for what in list(CHECKS)[:4]:
        await julian.post(f"{DESK}/{key}/revision", check(what))
        await carmen.post(f"{DESK}/{key}/confirmar", {"what": what})
    last = list(CHECKS)[4]
    await julian.post(f"{DESK}/{key}/revision", check(last))
    (await carmen.post(f"{DESK}/{key}/firmar", status=403)).see("revisión")
    (await julian.post(f"{DESK}/{key}/confirmar", {"what": last}, 403)).see("dos personas")
    await carmen.post(f"{DESK}/{key}/confirmar", {"what": last})
    (await julian.post(f"{DESK}/{key}/firmar", status=403)).see("dos personas")
    await carmen.post(f"{DESK}/{key}/firmar", status=200)


async def test_a_link_of_fourteen_days(two: tuple[Browser, Browser], browsers: Callable[[], Browser]) -> None:
    julian, carmen = two
    key = await named_and_checked(julian, carmen)
    link = link_in((await carmen.post(f"{DESK}/{key}/firmar", status=200)).text)
    with time_machine.travel(now() + timedelta(days=13, hours=23), tick=False):
        await browsers().get(link)
    with time_machine.travel(now() + timedelta(days=14, seconds=1), tick=False):
        (await browsers().get(link, 410)).see("Este enlace ya terminó")
    await browsers().get("/equipo/aceptar/nobody-made-this-one", 410)


async def test_what_was_taken_back_leaves_nobody(two: tuple[Browser, Browser], browsers: Callable[[], Browser]) -> None:
    julian, carmen = two
    key = await named_and_checked(julian, carmen)
    link = link_in((await carmen.post(f"{DESK}/{key}/firmar", status=200)).text)
    await julian.post(f"{DESK}/{key}/retirar")
    await browsers().get(link, 410)
    assert await person() is None and not await value("SELECT count(*) FROM vetting WHERE person = $1", key)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"role": "child"}, "role"),
        ({"title": ""}, "title"),
        ({"until": "2020-01-01"}, "until"),
        ({"until": (today() + timedelta(days=731)).isoformat()}, "until"),
        ({"role": "officer"}, "office"),
    ],
)
async def test_what_does_not_fit_is_told(team: Town, two: tuple[Browser, Browser], typed: dict, field: str) -> None:
    page = await two[0].post(f"{DESK}/nombrar", nominee(**typed), 422)
    assert f'href="#field-{field}"' in page.text
    assert await person() is None


async def test_an_officer_ends_with_the_administration(team: Town, two: tuple[Browser, Browser]) -> None:
    """SG-78: nobody is named beyond it."""
    julian, _carmen = two
    office = str(team.pilar.office)
    last = await value("SELECT administration_until FROM town")
    beyond = nominee(role="officer", office=office, until=(last + timedelta(days=1)).isoformat())
    await julian.post(f"{DESK}/nombrar", beyond, 422)
    await julian.post(f"{DESK}/nombrar", beyond | {"until": last.isoformat()})


@pytest.mark.parametrize(
    ("password", "username"), [("corto", "abril"), ("holaholahola", "abril"), (PHRASE, "carmen"), (PHRASE, "á b")]
)
async def test_a_passphrase_and_a_name_that_serve(
    team: Town, two: tuple[Browser, Browser], browsers: Callable[[], Browser], password: str, username: str
) -> None:
    """SG-26: 8 beside a second key, none that everybody thinks of; and a user name is one person's."""
    julian, carmen = two
    key = await named_and_checked(julian, carmen)
    link = link_in((await carmen.post(f"{DESK}/{key}/firmar", status=200)).text)
    page = await browsers().post(link, {"username": username, "password": password}, 422)
    assert password not in page.text
    await browsers().post(link, {"username": "abril", "password": PHRASE})


@pytest.mark.parametrize(("held", "wished"), list(product([*STAFF, GUARDIAN], STAFF)), ids=lambda role: role.name)
def test_no_adult_holds_two_roles(held: Role, wished: Role) -> None:
    """SG-36, section 3: SAF ≠ ADM ≠ OFF, and no other pair either: the whole table says no."""
    actor = Actor(SECRETARY, UUID(int=12), "Julián Romero", proven=True)
    assert Staff.ask_nomination.refusal(actor, Wish(wished, frozenset({held}))).name == "holds_no_other_role"
    assert Staff.ask_nomination.refusal(actor, Wish(wished)) is None


async def test_one_name_is_one_person(team: Town, two: tuple[Browser, Browser]) -> None:
    """Accents and capitals do not make another person; when the first role has ended the name is free."""
    julian, carmen = two
    again = nominee(name="PILAR CUAUTLE", role="adviser")
    await julian.post(f"{DESK}/nombrar", again, 403)
    await carmen.post(f"{DESK}/{team.pilar.id}/terminar")
    await julian.post(f"{DESK}/nombrar", again)


async def test_nobody_signs_about_themselves(team: Town, two: tuple[Browser, Browser]) -> None:
    julian, _carmen = two
    await julian.post(f"{DESK}/{team.julian.id}/revision", check("identity"), 403)
    await julian.post(f"{DESK}/{team.julian.id}/trimestre", status=403)


async def test_a_sign_in_that_has_grown_old_does_not_grant_roles(team: Town, browser: Browser) -> None:
    """SG-76, threat 25: a stolen cookie grants nothing."""
    await browser.come_in(team.julian)
    await row("UPDATE sign_in SET proven_at = now() - interval '6 minutes'")
    await browser.post(f"{DESK}/nombrar", nominee(), 403)
    assert await person() is None


@pytest.mark.parametrize("name", ["leticia", "teo", "pilar", "rosa", "amaranta"])
async def test_who_does_not_keep_the_team(team: Town, browser: Browser, name: str) -> None:
    await browser.come_in(await cast(name))
    await browser.get(DESK, 403)
    await browser.post(f"{DESK}/nombrar", nominee(), 403)


async def test_two_use_the_link_at_once(two: tuple[Browser, Browser], browsers: Callable[[], Browser]) -> None:
    """One comes in; the other is told that the link is over."""
    julian, carmen = two
    key = await named_and_checked(julian, carmen)
    link = link_in((await carmen.post(f"{DESK}/{key}/firmar", status=200)).text)
    first, second = browsers(), browsers()
    answers = await asyncio.gather(
        *(
            each.client.post(link, data=each.marked({"username": name, "password": PHRASE}))
            for each, name in ((first, "abril"), (second, "otra"))
        )
    )
    assert sorted(each.status_code for each in answers) == [303, 410]
    assert await value("SELECT count(*) FROM password WHERE person = $1", key) == 1


async def test_the_buttons_stay_when_the_second_key_is_no_longer_fresh(team: Town, browser: Browser) -> None:
    """It is asked for when the button is pressed (SG-76), not before."""
    await browser.come_in(team.julian)
    await row("UPDATE sign_in SET proven_at = now() - interval '6 minutes'")
    page = await browser.get(f"{DESK}/{team.teo.id}")
    assert f"{DESK}/{team.teo.id}/terminar" in page.forms
    (await browser.post(f"{DESK}/{team.teo.id}/terminar", status=403)).see("llave")
    assert await value("SELECT active FROM person WHERE id = $1", team.teo.id)
