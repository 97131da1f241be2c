"""SG-82: the clock of a message runs from its arrival, also at night, until somebody read it and an authority was told."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine

from civic.core import outbox
from civic.core.actor import NOBODY
from civic.core.clock import CITY, now
from civic.core.database import row, rows, value
from civic.due import chores
from civic.safeguarding import acts
from civic.safeguarding.forms import Help, Report
from civic.safeguarding.hours import read_from
from tests.browsing import Browser
from tests.conftest import Town

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # three in the morning of a Friday in Valle del Río
HOUR = timedelta(hours=1)
WORDS = "Tengo miedo de ir a casa"


async def arrived(words: str = WORDS) -> UUID:
    with time_machine.travel(START, tick=False):
        await acts.ask_for_help(NOBODY, Help(words, "", False))
    return await value("SELECT id FROM concern ORDER BY received_at DESC LIMIT 1")


async def after(passed: timedelta) -> list[tuple[UUID, str, str]]:
    """What was told to whom once that long has passed."""
    with time_machine.travel(START + passed, tick=False):
        await chores()
        await outbox.drain()
    found = await rows("SELECT person, kind, link FROM message WHERE kind LIKE 'care%' ORDER BY at, kind, person")
    return [(each["person"], each["kind"], each["link"]) for each in found]


async def read(town: Town, key: UUID, told: bool = False) -> None:
    with time_machine.travel(START + HOUR / 2, tick=False):
        await acts.read_concern(town.carmen, key)
        if told:
            await acts.tell_authority(town.carmen, key, Report("Procuraduría", "PPNNA 1", now()))


async def test_sg_82_after_one_hour_the_officers_are_reminded_once(town: Town) -> None:
    key = await arrived()
    assert await after(HOUR - timedelta(seconds=1)) == []
    link = f"/mesa/cuidado/{key}"
    reminded = [(town.carmen.id, "care_waits", link), (town.saul.id, "care_waits", link)]
    assert await after(HOUR) == reminded
    assert await after(2 * HOUR) == reminded
    assert await value("SELECT reminded_at FROM concern") == START + HOUR


async def test_sg_82_after_four_hours_the_other_officer_and_the_secretary_without_its_words(
    town: Town, browser: Browser
) -> None:
    key = await arrived()
    await after(HOUR)
    assert len(await after(4 * HOUR - timedelta(seconds=1))) == 2
    told = await after(4 * HOUR)
    assert set(told[2:]) == {
        (town.carmen.id, "care_waits_long", f"/mesa/cuidado/{key}"),
        (town.saul.id, "care_waits_long", f"/mesa/cuidado/{key}"),
        (town.julian.id, "care_late", ""),
    }
    assert await after(9 * HOUR) == told
    await browser.come_in(town.julian)
    (await browser.get("/avisos")).see("más de 4 horas").see_not(WORDS, str(key))
    await browser.get(f"/mesa/cuidado/{key}", 404)


async def test_sg_82_read_and_not_reported_is_reminded_and_passed_up_too(town: Town) -> None:
    key = await arrived()
    await read(town, key)
    assert [kind for _who, kind, _link in await after(HOUR)] == ["care_waits"] * 2
    assert "care_late" in [kind for _who, kind, _link in await after(4 * HOUR)]


async def test_sg_82_read_and_reported_is_quiet(town: Town) -> None:
    key = await arrived()
    await read(town, key, told=True)
    assert await after(5 * HOUR) == []


async def test_sg_82_one_who_says_that_nobody_is_in_danger_stops_it_and_the_other_starts_it_again(town: Town) -> None:
    key = await arrived()
    await read(town, key)
    with time_machine.travel(START + HOUR / 2, tick=False):
        for step in ("danger", "colleague", "answered"):
            await acts.take_step(town.carmen, key, step)
        await acts.attend_concern(town.carmen, key)
        await acts.ask_to_close(town.carmen, key, "no_danger")
    assert await after(2 * HOUR) == []
    await acts.keep_open(town.saul, key)
    assert len(await after(3 * HOUR)) == 2


async def test_sg_81_whom_it_names_is_not_reminded_of_it(town: Town) -> None:
    await arrived("Carmen me da miedo")
    assert {who for who, _kind, _link in await after(HOUR)} == {town.saul.id}
    assert {who for who, _kind, _link in await after(4 * HOUR)} == {town.saul.id, town.julian.id}


async def test_sg_82_a_worrying_text_has_the_same_clock(town: Town) -> None:
    with time_machine.travel(START, tick=False):
        await acts.raise_concern("text", about=town.lupita.id, person=town.lupita.id, kinds=["suicide"], words="x")
    assert len(await after(HOUR)) == 2


async def test_sg_82_two_processes_at_once_remind_once(town: Town) -> None:
    from civic.safeguarding.clock import remind_officers

    key = await arrived()
    with time_machine.travel(START + HOUR, tick=False):
        await remind_officers(key)
        await remind_officers(key)
        await outbox.drain()
    assert await value("SELECT count(*) FROM message") == 2


@pytest.mark.parametrize(
    ("here", "when"),
    [
        ("2026-11-18 09:00", None),
        ("2026-11-18 17:59", None),
        ("2026-11-18 18:00", "2026-11-19 09:00"),
        ("2026-11-18 03:00", "2026-11-18 09:00"),
        ("2026-11-20 20:00", "2026-11-23 09:00"),  # over the weekend
        ("2026-11-13 18:00", "2026-11-17 09:00"),  # Monday 16 is a holiday
        ("2026-12-25 10:00", "2026-12-28 09:00"),
    ],
)
def test_sg_82_when_it_will_be_read(here: str, when: str | None) -> None:
    at = datetime.fromisoformat(here).replace(tzinfo=CITY)
    assert read_from(at) == (datetime.fromisoformat(when).replace(tzinfo=CITY) if when else None)


async def test_sg_82_the_page_says_when_it_will_be_read_and_whom_to_call(town: Town, browser: Browser) -> None:
    with time_machine.travel(START, tick=False):
        for url in ("/ayuda", "/ayuda/recibido", "/ayuda/contigo"):
            page = await browser.get(url)
            page.see("nadie está leyendo", "viernes 20 de noviembre a las 9", "911")
    with time_machine.travel(START + 8 * HOUR, tick=False):
        (await browser.get("/ayuda")).see("El equipo que cuida está trabajando").see_not("nadie está leyendo")


async def test_sg_82_authority_folio_and_time_are_asked_and_none_may_be_missing(town: Town, browser: Browser) -> None:
    key = await arrived()
    with time_machine.travel(START + HOUR / 2):
        await browser.come_in(town.carmen)
        url = f"/mesa/cuidado/{key}/aviso"
        whole = {"authority": "Procuraduría", "folio": "PPNNA 9", "told_at": "2026-11-20T03:20"}
        await browser.post(url, whole, 403)  # nobody has read it yet
        await browser.post(f"/mesa/cuidado/{key}/leer", status=200)
        for missing in whole:
            page = await browser.post(url, whole | {missing: ""}, 422)
            assert all(each in page.text for name, each in whole.items() if name != missing)
        await browser.post(url, whole | {"told_at": "2026-11-20T04:20"}, 422)
        await browser.post(url, whole | {"told_at": "ayer"}, 422)
        assert await value("SELECT folio FROM concern") == ""
        await browser.post(url, whole)
        (await browser.get(f"/mesa/cuidado/{key}")).see("PPNNA 9", "Procuraduría", "anotó a qué autoridad se le avisó")
    found = await row("SELECT authority, folio, told_at FROM concern")
    assert (found["authority"], found["folio"]) == ("Procuraduría", "PPNNA 9")
    assert found["told_at"] == datetime(2026, 11, 20, 3, 20, tzinfo=CITY)
    assert "PPNNA" not in str(await rows("SELECT e::text FROM entry e"))
