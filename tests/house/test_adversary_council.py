"""Against acts of two people, against the child's own no, and against who sends ten megabytes to a door that is not theirs."""

import asyncio
from uuid import UUID

import pytest

from civic.consent.acts import answer_assent
from civic.core.charter import Refused
from civic.core.clock import now
from civic.core.database import row, rows, value
from civic.safeguarding import acts as care
from civic.safeguarding import queries as concerns
from civic.safeguarding.forms import Help, Report
from civic.safeguarding.steps import MUST
from civic.voting import acts as voting
from tests.browsing import Browser
from tests.conftest import Town
from tests.responses.stage import answered
from tests.voting.polls import DICE, announced, field


async def test_sg_53_the_second_person_opens_what_they_saw(town: Town, browsers) -> None:
    """SG-53: Teo has the rules of before on his screen. Julián took the vote back, changed it and Inés signed the new
    rules: Teo's old page opens nothing, because he agreed to something else."""
    key = await announced(town)
    teo = await browsers().come_in(town.teo)
    await voting.sign_opening(town.ines, key)
    at, old = f"/mesa/votaciones/{key}", field((await teo.get(f"/mesa/votaciones/{key}")).text, "reglas")
    await voting.recall_poll(town.julian, key)
    await row("UPDATE poll SET question = 'Otra pregunta' WHERE id = $1", key)
    await voting.announce_poll(town.julian, key)
    await voting.draw_lot(town.ines, key, DICE)
    await voting.sign_opening(town.ines, key)
    for mark in ({"reglas": old}, {"reglas": ""}, {}):
        (await teo.post(f"{at}/abrir", mark, 403)).see("Estas no son las reglas que usted leyó")
    assert await value("SELECT state FROM poll WHERE id = $1", key) == "announced"
    new = field((await teo.get(at)).text, "reglas")
    await teo.post(f"{at}/abrir", {"reglas": new})
    kept = await rows("SELECT seen FROM signature WHERE poll = $1 AND act = 'open'", key)
    assert [each["seen"] for each in kept] == [new, new] and len(new) == 64 and new != old, "what both signed is kept"
    assert await value("SELECT state FROM poll WHERE id = $1", key) == "open"


async def attended(town: Town) -> UUID:
    await care.ask_for_help(town.lupita, Help("Tengo miedo.", "", False))
    key = await value("SELECT id FROM concern")
    await care.read_concern(town.carmen, key)
    for step in MUST:
        await care.take_step(town.carmen, key, step)
    await care.tell_authority(town.carmen, key, Report("Procuraduría de Protección", "PPNNA 1", now()))
    await care.attend_concern(town.carmen, key)
    return key


async def test_sg_82_nobody_closes_what_the_other_has_just_kept_open(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SG-82: Carmen asked to close, and takes it back in the moment in which Saúl agrees. It is never closed by one."""
    key = await attended(town)
    await care.ask_to_close(town.carmen, key, "accompanied")
    looks = concerns.case

    async def slowly(*given):
        found = await looks(*given)
        await asyncio.sleep(0.05)
        return found

    monkeypatch.setattr(concerns, "case", slowly)
    await asyncio.gather(
        asyncio.create_task(care.keep_open(town.carmen, key)),
        asyncio.create_task(care.close_concern(town.saul, key, "accompanied")),
        return_exceptions=True,
    )
    found = await row("SELECT state, closing_asked_by, outcome FROM concern WHERE id = $1", key)
    closed = found["state"] == "closed"
    assert (found["closing_asked_by"] == town.carmen.id) is closed
    assert (found["outcome"] == "accompanied") is closed


async def test_sg_12_who_said_no_gives_no_face(town: Town, browser: Browser) -> None:
    """SG-12: no assent, no write: a child who said no is asked first, and nothing is kept of the face."""
    key = await answered(town)
    await answer_assent(town.mateo, town.call, "no")
    await browser.come_in(town.mateo)
    asked = f"/convocatorias/{town.call}/participar?volver=/propuestas/{key}/caras"
    assert (await browser.get(f"/propuestas/{key}/caras/clara", 303)).location == asked
    await browser.post(f"/propuestas/{key}/caras/clara", {"face": "happy"}, 403)
    assert await value("SELECT count(*) FROM verdict") == 0
    await answer_assent(town.mateo, town.call, "yes")
    await browser.post(f"/propuestas/{key}/caras/clara", {"face": "happy"})


async def test_sg_88_nobody_reads_what_a_stranger_sends_to_a_door_that_is_not_for_strangers(
    town: Town, browser: Browser
) -> None:
    """SG-88: ten megabytes to a child's drawing, from nobody, are not taken in before the door is shown."""
    taken = 0

    async def endless():
        nonlocal taken
        for _ in range(150):
            taken += 65536
            yield b"a" * 65536

    for cookie in ({}, {"__Host-voz": "not a sign-in"}):
        browser.client.cookies.update(cookie)
        answer = await browser.client.post(
            f"/mis-ideas/{UUID(int=1)}/dibujo",
            content=endless(),
            headers={"content-type": "multipart/form-data; boundary=x"},
        )
        assert answer.status_code == 403
        assert taken <= 2 * 65536


async def test_sg_53_one_person_is_one_person_in_two_browsers(town: Town, browsers) -> None:
    """SG-53: two sign-ins of Teo are one signature."""
    key = await announced(town)
    one, other = await browsers().come_in(town.teo), await browsers().come_in(town.teo)
    read = {"reglas": field((await one.get(f"/mesa/votaciones/{key}")).text, "reglas")}
    await one.post(f"/mesa/votaciones/{key}/firmar-apertura", read)
    await other.post(f"/mesa/votaciones/{key}/firmar-apertura", read, 403)
    await other.post(f"/mesa/votaciones/{key}/abrir", read, 403)
    with pytest.raises(Refused):
        await voting.open_poll(town.teo, key)


async def test_sg_53_a_name_under_rules_that_changed_counts_no_more(town: Town, browsers) -> None:
    """SG-53: whatever changed them, and whoever: Inés signed another question, so Teo is not the second person."""
    key = await announced(town)
    await voting.sign_opening(town.ines, key)
    await row("UPDATE poll SET question = 'Otra pregunta' WHERE id = $1", key)
    teo, at = await browsers().come_in(town.teo), f"/mesa/votaciones/{key}"
    page = (await teo.get(at)).see_not("Inés Tlapa firmó primero", f"{at}/abrir")
    read = {"reglas": field(page.text, "reglas")}
    await teo.post(f"{at}/abrir", read, 403)
    await teo.post(f"{at}/firmar-apertura", read)
    ines = await browsers().come_in(town.ines)
    await ines.post(f"{at}/abrir", {"reglas": field((await ines.get(at)).text, "reglas")})
