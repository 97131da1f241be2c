"""A city opens when everything is on record and two people say so; it closes by one, or by itself (SG-01, SG-02)."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, datetime, timedelta

import pytest
import time_machine

from civic.consent.charter import council_open
from civic.core.actor import Role
from civic.core.clock import CITY, now, today
from civic.core.database import row, rows, value
from civic.demo.people import cast
from civic.opening.charter import GATES
from civic.opening.gates import RECORDED
from tests.browsing import Browser
from tests.conftest import Town

DOOR = "/mesa/apertura"


async def gone(name: str) -> None:
    await row("DELETE FROM gate WHERE name = $1", name)


async def one_of(role: str) -> None:
    await rows(
        "UPDATE person SET valid_until = now() WHERE role = $1 AND name = (SELECT min(name) FROM person WHERE role = $1)",
        role,
    )


async def no_line() -> None:
    await rows("DELETE FROM contact WHERE phone <> '911'")


async def no_areas() -> None:
    await rows("UPDATE person SET area = NULL")
    await rows("DELETE FROM area")


async def no_term() -> None:
    await rows("UPDATE term SET ends_on = $1", today() - timedelta(days=1))


async def submitted_yesterday() -> None:
    await rows(
        """UPDATE gate SET facts = jsonb_build_object('reference', 'x', 'status', 'submitted', 'day', $1::text)
           WHERE name = 'impact'""",
        (today() - timedelta(days=1)).isoformat(),
    )


LACKING: dict[str, Callable[[], Awaitable[None]]] = {
    **{name: (lambda name=name: gone(name)) for name in RECORDED},
    "waited": submitted_yesterday,
    "officers": lambda: one_of("safeguarding"),
    "facilitators": lambda: one_of("facilitator"),
    "help_lines": no_line,
    "territory": no_areas,
    "term": no_term,
}


@pytest.fixture
async def ready(town: Town, browser: Browser) -> AsyncIterator[Browser]:
    """The secretary's browser; everything is on record and the city is closed."""
    await rows("UPDATE opening SET state = 'closed'")
    await browser.come_in(town.julian)
    for name in RECORDED:
        typed = {"reference": f"Folio de {name}", "day": today().isoformat()}
        await browser.post(f"{DOOR}/constancia/{name}", typed | ({"status": "not_needed"} if name == "impact" else {}))
    yield browser


async def closed_for_children() -> bool:
    return not council_open(await cast("amaranta"), None)


def test_every_gate_has_a_case() -> None:
    assert set(LACKING) == {each.name for each in GATES}


@pytest.mark.parametrize("gate", LACKING)
async def test_without_one_gate_it_does_not_open(
    town: Town, ready: Browser, browsers: Callable[[], Browser], gate: str
) -> None:
    """SG-01: each gate alone keeps the city closed: at the asking, and at the second signature too."""
    carmen = await browsers().come_in(town.carmen)
    if gate == "officers":
        carmen = await browsers().come_in(town.saul)
    await ready.post(f"{DOOR}/pedir")
    await LACKING[gate]()
    await carmen.post(f"{DOOR}/abrir", status=403)
    assert await closed_for_children()
    await ready.post(f"{DOOR}/cerrar")
    await ready.post(f"{DOOR}/pedir", status=403)
    (await ready.get(DOOR)).see("Falta 1 cosa").see_not("Pedir que la ciudad se abra a")


async def test_with_all_of_them_two_people_open_it(town: Town, ready: Browser, browsers: Callable[[], Browser]) -> None:
    """SG-01: asked by one, signed by another, and closed at once by any one of them."""
    carmen = await browsers().come_in(town.carmen)
    await carmen.post(f"{DOOR}/abrir", status=403)
    await ready.post(f"{DOOR}/pedir")
    assert await closed_for_children()
    (await ready.post(f"{DOOR}/abrir", status=403)).see("dos personas")
    await carmen.post(f"{DOOR}/abrir")
    assert not await closed_for_children()
    await carmen.post(f"{DOOR}/cerrar")
    assert await closed_for_children()


async def test_below_two_it_closes_by_itself(town: Town, ready: Browser, browsers: Callable[[], Browser]) -> None:
    """SG-01: when vetting lapses posting stops, the door says closed in calm words, help stays open."""
    await rows("UPDATE opening SET state = 'open'")
    amaranta = await browsers().come_in(town.amaranta)
    await amaranta.post(f"/convocatorias/{town.call}/proponer")
    soon = now() + timedelta(minutes=5)
    await rows("UPDATE person SET valid_until = $2 WHERE id = $1", town.saul.id, soon)
    with time_machine.travel(soon + timedelta(seconds=1), tick=False):
        await amaranta.post(f"/convocatorias/{town.call}/proponer", status=403)
        await amaranta.get("/ayuda")
        (await ready.get(DOOR)).see("Se cerró sola")
        (await browsers().get("/entrar")).see("El Consejo está cerrado por ahora", "Necesito ayuda")
        (await amaranta.get("/mi-pagina")).see("El Consejo está cerrado por ahora")
    (await browsers().get("/entrar")).see_not("El Consejo está cerrado por ahora")


#: Thirty working days after Monday 11 January 2027, over the days of rest of 1 February and 15 March.
SUBMITTED, TWENTY_NINTH, THIRTIETH = date(2027, 1, 11), date(2027, 2, 22), date(2027, 2, 23)


@pytest.mark.parametrize(("day", "status"), [(TWENTY_NINTH, 403), (THIRTIETH, 303)])
async def test_thirty_working_days_after_the_assessment(town: Town, ready: Browser, day: date, status: int) -> None:
    """SG-02."""
    with time_machine.travel(datetime.combine(day, datetime.min.time(), CITY) + timedelta(hours=10), tick=False):
        await rows("UPDATE term SET ends_on = $1", day)
        await ready.come_in(town.julian)
        submitted = {"reference": "Folio 3", "day": SUBMITTED.isoformat(), "status": "submitted"}
        await ready.post(f"{DOOR}/constancia/impact", submitted)
        await ready.post(f"{DOOR}/pedir", status=status)


async def test_a_waiver_takes_two_and_is_for_one_assessment(
    town: Town, ready: Browser, browsers: Callable[[], Browser]
) -> None:
    """SG-02: one signature is not enough, and another assessment needs its own."""
    carmen = await browsers().come_in(town.carmen)
    submitted = {"reference": "Folio 3", "day": today().isoformat(), "status": "submitted"}
    await ready.post(f"{DOOR}/constancia/impact", submitted)
    await ready.post(f"{DOOR}/espera", {"reason": ""}, 422)
    reason = {"reason": "Empieza el ciclo escolar y nada cambió desde la anterior."}
    await ready.post(f"{DOOR}/espera", reason)
    await ready.post(f"{DOOR}/espera/firmar", reason, status=403)
    await ready.post(f"{DOOR}/pedir", status=403)
    await carmen.post(f"{DOOR}/espera/firmar", reason)
    await ready.post(f"{DOOR}/pedir")
    earlier = (today() - timedelta(days=1)).isoformat()
    await ready.post(f"{DOOR}/constancia/impact", submitted | {"day": earlier})
    await carmen.post(f"{DOOR}/abrir", status=403)


@pytest.mark.parametrize(
    ("gate", "typed", "field"),
    [
        ("retention", {"reference": "", "day": "2026-01-01"}, "reference"),
        ("retention", {"reference": "Acta 2", "day": ""}, "day"),
        ("retention", {"reference": "Acta 2", "day": "2099-01-01"}, "day"),
        ("impact", {"reference": "Folio", "day": "2026-01-01"}, "status"),
    ],
)
async def test_what_does_not_fit_is_told(ready: Browser, gate: str, typed: dict, field: str) -> None:
    page = await ready.post(f"{DOOR}/constancia/{gate}", typed, 422)
    assert f'href="#field-{field}"' in page.text


async def test_no_gate_of_that_name(ready: Browser) -> None:
    await ready.get(f"{DOOR}/constancia/waiver", 404)
    await ready.post(f"{DOOR}/constancia/waiver", {"reference": "x", "day": "2026-01-01"}, 404)


async def test_the_last_help_line_stays_while_it_is_open(town: Town, ready: Browser) -> None:
    """SG-80, SG-01: a help page of an open city has a number of its own."""
    await rows("UPDATE opening SET state = 'open'")
    await ready.post(f"{DOOR}/ayuda", {"name": "DIF", "phone": "muchos", "hours": "9 a 17 h"}, 422)
    await ready.post(f"{DOOR}/ayuda", {"name": "DIF municipal", "phone": "222 111 1111", "hours": "9 a 17 h"})
    (await ready.get("/ayuda")).see("222 111 1111")
    own = [each["id"] for each in await rows("SELECT id FROM contact WHERE level = 1 AND length(phone) > 3")]
    for key in own[:-1]:
        await ready.post(f"{DOOR}/ayuda/{key}/quitar")
    await ready.post(f"{DOOR}/ayuda/{own[-1]}/quitar", status=403)


@pytest.mark.parametrize("name", ["teo", "pilar", "leticia", "rosa", "amaranta"])
async def test_it_is_for_the_secretary_and_the_officers(town: Town, browser: Browser, name: str) -> None:
    await browser.come_in(await cast(name))
    await browser.get(DOOR, 403)
    await browser.post(f"{DOOR}/cerrar", status=403)
    assert not await closed_for_children()


async def test_a_sign_in_that_has_grown_old_does_not_open(town: Town, ready: Browser) -> None:
    """SG-76."""
    await row("UPDATE sign_in SET proven_at = now() - interval '6 minutes'")
    await ready.post(f"{DOOR}/pedir", status=403)
    assert await value("SELECT state FROM opening") == "closed"


def test_there_is_no_role_for_everything() -> None:
    """SG-78: no superuser, and nobody who may pass as another (tests/house/test_doors.py walks the addresses)."""
    assert {role.name for role in Role} == {
        "VISITOR", "ARRIVING", "CHILD", "GUARDIAN", "ADVISER", "FACILITATOR", "SAFEGUARDING", "OFFICER", "SECRETARY",
        "CLOCK",
    }  # fmt: skip
