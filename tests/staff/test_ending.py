"""Rights end by themselves, to the second, and at once when somebody ends them."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine

from civic.core.actor import OFFICER
from civic.core.clock import CITY, now, pretend, today
from civic.core.database import row, rows, value
from civic.demo.people import cast
from civic.people.tables import SignIn
from civic.staff import acts
from civic.staff.forms import Check
from civic.staff.standing import NEVER, next_quarter, quarter
from tests.browsing import Browser
from tests.conftest import Town

DESK = "/mesa/equipo"


async def in_at(moment: datetime, browser: Browser, person: object, url: str) -> int:
    """Come in just before, and knock with that live session at the moment."""
    with time_machine.travel(moment - timedelta(seconds=5), tick=False):
        await browser.come_in(person)
        await browser.get(url)
    with time_machine.travel(moment, tick=False):
        return (await browser.client.get(url)).status_code


@pytest.mark.parametrize("what", ["identity", "record", "declaration", "training", "conduct"])
async def test_a_check_ends_and_the_live_session_dies(team: Town, browser: Browser, what: str) -> None:
    """SG-35: one second before its last midnight they work; at that instant, and one second later, they are nobody."""
    last = today() + timedelta(days=20)
    await rows("UPDATE vetting SET good_until = $2 WHERE person = $1 AND what = $3", team.teo.id, last, what)
    await acts.renew_standing(team.teo.id)
    end = datetime.combine(last + timedelta(days=1), datetime.min.time(), CITY)
    assert await value("SELECT valid_until FROM person WHERE id = $1", team.teo.id) == end
    assert await in_at(end - timedelta(seconds=1), browser, team.teo, "/mesa/lectura") == 200
    assert await in_at(end, browser, team.teo, "/mesa/lectura") == 401
    assert await in_at(end + timedelta(seconds=1), browser, team.teo, "/mesa/lectura") == 401


async def test_one_verifier_is_not_two(team: Town) -> None:
    """SG-35: a check that one saw and nobody confirmed keeps nobody active."""
    await row("UPDATE vetting SET confirmed_by = NULL WHERE person = $1 AND what = 'training'", team.teo.id)
    await acts.renew_standing(team.teo.id)
    assert await value("SELECT valid_until FROM person WHERE id = $1", team.teo.id) == NEVER


async def test_the_administration_ends_and_so_do_its_officers(team: Town, browser: Browser) -> None:
    """SG-78, threat 16: at 00:00 every officer's account is inert and the live session dead; a facilitator's is not."""
    last = today() + timedelta(days=10)
    await browser.come_in(team.julian)
    await browser.post(
        "/mesa/apertura/municipio",
        {"name": "Valle del Río", "region": "Puebla", "administration_until": last.isoformat()},
    )
    end = datetime.combine(last + timedelta(days=1), datetime.min.time(), CITY)
    assert await in_at(end - timedelta(seconds=1), browser, team.pilar, "/mesa/oficina") == 200
    assert await in_at(end, browser, team.pilar, "/mesa/oficina") == 401
    assert await in_at(end, browser, team.teo, "/mesa/lectura") == 200
    with pretend(end):
        assert not await rows("SELECT FROM person WHERE role = $1 AND valid_until > $2", OFFICER.name.lower(), now())


async def test_a_quarter_that_nobody_confirms(team: Town, browsers: Callable[[], Browser]) -> None:
    """SG-78: 14 days into the quarter whoever was not confirmed by another is inert; confirmed, they are back."""
    first = next_quarter(quarter(today()))
    end = datetime.combine(first + timedelta(days=14), datetime.min.time(), CITY)
    browser = browsers()
    assert await in_at(end - timedelta(seconds=1), browser, team.teo, "/mesa/lectura") == 200
    assert await in_at(end, browser, team.teo, "/mesa/lectura") == 401
    with time_machine.travel(end - timedelta(days=3), tick=False):
        julian, carmen = await browsers().come_in(team.julian), await browsers().come_in(team.carmen)
        (await julian.get(DESK)).see("Confirmar que Teodoro Ríos todavía necesita su encargo")
        await julian.post(f"{DESK}/{team.julian.id}/trimestre", status=403)
        await julian.post(f"{DESK}/{team.teo.id}/trimestre")
        await carmen.post(f"{DESK}/{team.teo.id}/trimestre", status=403)
        (await julian.get(DESK)).see_not("Confirmar que Teodoro Ríos")
    assert await in_at(end, browser, team.teo, "/mesa/lectura") == 200


async def test_thirty_days_before_the_desk_says_so(team: Town, browser: Browser) -> None:
    """SG-35: the reminder."""
    for days, said in ((32, False), (29, True)):
        good = today() + timedelta(days=days)
        await rows("UPDATE vetting SET good_until = $2 WHERE person = $1 AND what = 'training'", team.teo.id, good)
        await acts.renew_standing(team.teo.id)
        await browser.come_in(team.carmen)
        page = await browser.get(DESK)
        assert ("Teodoro Ríos está por terminar" in page.said) is said


async def test_ended_at_once_by_one(team: Town, browsers: Callable[[], Browser]) -> None:
    teo, julian = await browsers().come_in(team.teo), await browsers().come_in(team.julian)
    await teo.get("/mesa/lectura")
    await julian.post(f"{DESK}/{team.teo.id}/terminar")
    await teo.get("/mesa/lectura", 401)
    assert not await value("SELECT count(*) FROM password WHERE person = $1", team.teo.id)
    (await julian.get(f"{DESK}/{team.teo.id}")).see("terminó")


async def test_a_safeguarding_officer_is_ended_by_two(team: Town, browsers: Callable[[], Browser]) -> None:
    """Nobody alone takes away who protects the children."""
    carmen = await browsers().come_in(team.carmen)
    julian, saul = await browsers().come_in(team.julian), await browsers().come_in(team.saul)
    await julian.post(f"{DESK}/{team.carmen.id}/terminar", status=403)
    await julian.post(f"{DESK}/{team.carmen.id}/pedir-termino")
    await julian.post(f"{DESK}/{team.carmen.id}/firmar-termino", status=403)
    await carmen.post(f"{DESK}/{team.carmen.id}/firmar-termino", status=403)
    await carmen.get("/mesa/cuidado")
    await saul.post(f"{DESK}/{team.carmen.id}/firmar-termino")
    await carmen.get("/mesa/cuidado", 404)


async def test_lost_keys_take_two_and_a_new_link(team: Town, browsers: Callable[[], Browser]) -> None:
    """The passphrase and the keys before are worth nothing from that moment."""
    teo = await browsers().come_in(team.teo)
    julian, carmen = await browsers().come_in(team.julian), await browsers().come_in(team.carmen)
    await julian.post(f"{DESK}/{team.teo.id}/pedir-enlace")
    await julian.post(f"{DESK}/{team.teo.id}/firmar-enlace", status=403)
    await teo.get("/mesa/lectura")
    page = await carmen.post(f"{DESK}/{team.teo.id}/firmar-enlace", status=200)
    await teo.get("/mesa/lectura", 401)
    for table in ("password", "passkey", "totp", "recovery"):
        assert not await value(f"SELECT count(*) FROM {table} WHERE person = $1", team.teo.id)
    link = "/equipo/aceptar/" + page.text.split("/equipo/aceptar/")[1].split("<")[0]
    (await browsers().get(link)).see("Qué gusto que vuelva, Teodoro Ríos")
    await browsers().post(link, {"username": "teo", "password": "cinco gatos en fila"})
    assert not await SignIn.exists().where((SignIn.person == team.teo.id) & (SignIn.strength == "strong"))


async def test_a_check_of_long_ago_is_not_written_down(team: Town, browser: Browser) -> None:
    """SG-35: 12 months at most, and no file or number has a place to go."""
    await browser.come_in(team.julian)
    long_ago = {"what": "identity", "issuer": "INE", "issued_on": (today() - timedelta(days=366)).isoformat()}
    await browser.post(f"{DESK}/{team.teo.id}/revision", long_ago, 422)
    far = {"what": "identity", "issuer": "INE", "issued_on": today().isoformat()}
    await browser.post(
        f"{DESK}/{team.teo.id}/revision", far | {"good_until": (today() + timedelta(days=366)).isoformat()}, 422
    )
    columns = {each["column_name"]: each["data_type"] for each in await rows(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'vetting'"
    )}  # fmt: skip
    assert not {"bytea", "text", "json", "jsonb"} & set(columns.values())
    assert set(columns) == {
        "id", "person", "what", "issuer", "issued_on", "good_until", "seen_by", "confirmed_by", "at",
    }  # fmt: skip


async def test_two_confirm_at_once(team: Town) -> None:
    """The second finds it confirmed."""
    julian, carmen, saul = [await cast(name) for name in ("julian", "carmen", "saul")]
    day = today()
    await acts.see_check(julian, team.teo.id, Check("conduct", "Consejo", day, day + timedelta(days=100)))
    await acts.confirm_check(carmen, team.teo.id, "conduct")
    with pytest.raises(Exception, match="another_saw_it"):
        await acts.confirm_check(saul, team.teo.id, "conduct")
