"""Against who was told no and tries again, and who looks for what a door should not tell."""

import logging
from datetime import timedelta

from civic.core.actor import FACILITATOR
from civic.core.clock import now, pretend, today
from civic.core.database import row, rows, value
from civic.people.acts import print_card
from civic.people.limits import GUESSES
from civic.rights import acts as leaving
from civic.rights.keeping import run_schedule
from civic.safeguarding import acts as care
from civic.safeguarding.forms import Help
from civic.staff import acts as staff
from civic.staff.forms import Check, Nominee
from civic.staff.standing import CHECKS
from tests.browsing import Browser
from tests.conftest import Town
from tests.devices.tablets import enrolled, production
from tests.people.doorbell import UNKNOWN


async def test_sg_11_what_the_family_ended_no_facilitator_begins_again(town: Town, browsers) -> None:
    """SG-11: Rosa ended Lupita's part. Teo can bring the child back to the list, but what Rosa allowed before does not
    come back with her: it takes a new yes of hers."""
    assert "take_part" in (await town.again("lupita")).consents
    await leaving.end_part(town.rosa, town.lupita.id)
    teo = await browsers().come_in(town.teo)
    await teo.post(f"/mesa/regresos/{town.lupita.id}")
    assert (await town.again("lupita")).consents == frozenset()


async def test_sg_85_who_asked_to_be_erased_is_not_brought_back(town: Town, browsers) -> None:
    """SG-85: while somebody cares for them the account only closes; to everybody else they are gone."""
    await care.ask_for_help(town.amaranta, Help("Tengo miedo.", "", True))
    await leaving.erase_self(town.amaranta, keeps_words=True)
    assert await value("SELECT active FROM person WHERE id = $1", town.amaranta.id) is False
    teo = await browsers().come_in(town.teo)
    (await teo.get("/mesa/regresos")).see_not(town.amaranta.name)
    await teo.post(f"/mesa/regresos/{town.amaranta.id}", status=403)
    await row("UPDATE concern SET state = 'closed'")
    await run_schedule()
    assert await value("SELECT true FROM person WHERE id = $1", town.amaranta.id) is None


async def test_sg_28_a_nickname_tells_nobody_whether_the_family_said_yes(town: Town, browser: Browser) -> None:
    """SG-28: at home, the nickname of somebody whose family has not said yes, with a wrong phrase, is answered like one
    that nobody has."""
    await print_card(town.mateo.id)
    await row("UPDATE card SET kind = 'phrase', claimed_at = now() WHERE person = $1", town.mateo.id)
    await row("DELETE FROM consent WHERE child = $1", town.mateo.id)
    with production():
        answers = [
            await browser.client.post(
                "/entrar/frase", data=browser.marked({"alias": alias, "secret": "cuatro nubes van tarde"})
            )
            for alias in (town.mateo.name, "Oso Que No Existe")
        ]
    known, unknown = answers
    assert known.status_code == unknown.status_code == 422
    assert known.text.replace(town.mateo.name, "x") == unknown.text.replace("Oso Que No Existe", "x")


async def test_sg_24_one_pupil_who_guesses_does_not_shut_the_tablets_of_a_school(town: Town, browsers) -> None:
    """SG-06, SG-24: a pupil's telephone tries codes that nobody has until its address waits. The council's tablets stand
    behind the same address, and are counted each for itself."""
    phone, tablet = browsers(), browsers()
    await enrolled(town, tablet)
    for _each in range(GUESSES):
        await phone.post("/entrar", {"code": UNKNOWN})
    await phone.post("/entrar", {"code": UNKNOWN}, 429)
    await tablet.post("/entrar", {"code": UNKNOWN})


async def test_sg_30_an_address_that_leads_nowhere_is_not_written_down(town: Town, browser: Browser, caplog) -> None:
    """SG-77: a card's token, a link of the team or a name typed after the slash stands in no log."""
    with caplog.at_level(logging.INFO, "civic.requests"):
        for path in (
            "/T/ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "/equipo/aceptar/abc.def/ghi",
            "/Ximena-Irigoyen",
            "/entrar/t/secreto",
        ):
            await browser.client.get(path)
        await browser.client.put("/t/palabrasecreta")
    told = [str(each.__dict__.get("route")) for each in caplog.records]
    assert len(told) == 5
    for word in ("ABCDEFG", "abc.def", "ghi", "Ximena", "secreto", "palabra"):
        assert not [each for each in told if word in each], told


async def test_sg_86_somebody_named_who_never_came_is_forgotten(town: Town) -> None:
    """SG-86: their name, their post and who saw which check of theirs: gone a month after the link ended."""
    nominee = Nominee("Nadia Nunca", FACILITATOR, "Maestra", None, today() + timedelta(days=300))
    key = await staff.ask_nomination(town.julian, nominee)
    for what in CHECKS:
        await staff.see_check(town.julian, key, Check(what, "x", today(), today() + timedelta(days=300)))
        await staff.confirm_check(town.carmen, key, what)
    await staff.sign_nomination(town.carmen, key)
    with pretend(now() + timedelta(days=14 + 29)):
        await run_schedule()
        assert await value("SELECT true FROM person WHERE id = $1", key)
    with pretend(now() + timedelta(days=14 + 31)):
        await run_schedule()
        assert not await value("SELECT true FROM person WHERE id = $1", key)
    for table in ("nomination", "vetting"):
        assert not await rows(f"SELECT FROM {table} WHERE person = $1", key)


async def test_sg_09_a_letter_that_fell_into_other_hands_ends_nobodys_part(town: Town, browser: Browser) -> None:
    """SG-09, SG-11: a schoolmate who comes in with the letter of another's family is nobody's guardian until a person
    has verified it: no part is ended or paused, nothing is asked about the child's data."""
    await row("UPDATE guardianship SET verified_on = NULL WHERE child = $1", town.lupita.id)
    await browser.come_in(town.rosa)
    for end in ("terminar", "pausar", "reanudar"):
        await browser.post(f"/familia/descanso/{town.lupita.id}/{end}", status=403)
    await browser.post("/familia/derechos", {"child": str(town.lupita.id), "kind": "delete"}, 422)
    assert await value("SELECT active FROM person WHERE id = $1", town.lupita.id)
