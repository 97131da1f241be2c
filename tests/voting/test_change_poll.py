"""What two people may change of a poll that has begun: more time, or that it does not count; each with a reason (SG-53)."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest

from civic.core import outbox
from civic.core.charter import Refused
from civic.core.clock import CITY, now, pretend, today
from civic.core.database import row, rows, value
from civic.voting import acts, closing, queries
from civic.voting.ballots import Ballot
from civic.voting.changes import acts as changing
from civic.voting.forms import Asked
from civic.voting.papers import acts as paper_acts
from civic.voting.papers.marks import Number
from tests.browsing import Browser
from tests.conftest import Town
from tests.databases import owner_rows
from tests.voting.booths import sit
from tests.voting.on_paper import open_with_papers
from tests.voting.polls import TITLES, after_the_close, closed, counted, opened, vote

DESK = "/mesa/votaciones"
WHY = "Llovió y la escuela cerró."


def later(days: int = 10) -> dict[str, str]:
    day = (now() + timedelta(days=days)).astimezone(CITY).date()
    return {"why": WHY, "closes_on": day.isoformat(), "closes_time": "18:00"}


async def asked(key) -> str:
    return str(await value("SELECT id FROM poll_change WHERE poll = $1 AND signed_at IS NULL", key))


async def test_sg_53_more_time_takes_two_people_and_everybody_reads_why(town: Town, browser: Browser) -> None:
    """SG-53: one-person extension is refused; the extension stands in the public log, with names, reason and journal."""
    key = await opened(town)
    before = await row("SELECT manifest, rules_hash, closes_at FROM poll WHERE id = $1", key)
    await browser.come_in(town.julian)
    await browser.post(f"{DESK}/{key}/pedir-tiempo", later())
    change = await asked(key)
    (await browser.get(f"{DESK}/{key}")).see("Usted lo pidió")
    await browser.post(f"{DESK}/{key}/dar-tiempo", {"change": change}, status=403)
    await browser.come_in(town.pilar)
    await browser.post(f"{DESK}/{key}/dar-tiempo", {"change": change}, status=403)
    (await browser.get(f"/votaciones/{key}")).see_not(WHY, "Hay más tiempo")
    assert await value("SELECT closes_at FROM poll WHERE id = $1", key) == before["closes_at"]
    await browser.come_in(town.teo)
    (await browser.get(f"{DESK}/{key}")).see("Julián Romero", WHY)
    await browser.post(f"{DESK}/{key}/dar-tiempo", {"change": change})
    await browser.post(f"{DESK}/{key}/dar-tiempo", {"change": change}, status=403)
    (await browser.get(f"/votaciones/{key}")).see(
        "Hay más tiempo", WHY, "Julián Romero", "Teodoro Ríos", before["rules_hash"]
    )
    after = await row("SELECT manifest, rules_hash, closes_at FROM poll WHERE id = $1", key)
    assert (after["manifest"], after["rules_hash"]) == (before["manifest"], before["rules_hash"])
    assert after["closes_at"] > before["closes_at"]
    line = await row("SELECT facts FROM entry WHERE act = 'voting.extend_poll' AND subject = $1", key)
    assert json.loads(line["facts"]) == {"until": after["closes_at"].isoformat()}


async def test_a_child_votes_in_the_time_that_was_given(town: Town, browser: Browser) -> None:
    key = await opened(town)
    with after_the_close():
        with pytest.raises(Refused, match="in_time"):
            await vote(town.lupita, key, 0)
        await closing.sign_closing(town.julian, key)
        await changing.ask_extension(town.teo, key, Asked(WHY, now() + timedelta(days=2)))
        await changing.extend_poll(town.ines, key, (await queries.visible(town.teo, key)).waiting("extend").id)
        await vote(town.lupita, key, 0)
        assert await value("SELECT count(*) FROM signature WHERE act = 'close'") == 0, "who had signed signs anew"
        with pytest.raises(Refused, match="time_is_up"):
            await closing.sign_closing(town.julian, key)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"why": ""}, "why"),
        ({"why": "Con base en la normatividad aplicable se prorroga el plazo correspondiente " * 3}, "why"),
        ({"closes_on": "mañana"}, "closes_on"),
        ({"closes_on": "2020-01-01"}, "closes_on"),
        ({"closes_on": (today() + timedelta(days=60)).isoformat()}, "closes_on"),
        ({"closes_on": today().isoformat(), "closes_time": "00:00"}, "closes_on"),
        ({"closes_time": "25:00"}, "closes_time"),
    ],
)
async def test_a_reason_or_moment_that_does_not_fit_changes_nothing(town: Town, browser: Browser, typed, field) -> None:
    key = await opened(town)
    await browser.come_in(town.julian)
    page = await browser.post(f"{DESK}/{key}/pedir-tiempo", later() | typed, status=422)
    assert f'href="#field-{field}"' in page.text
    page.see(*[WHY] * (field != "why"))
    assert await value("SELECT count(*) FROM poll_change") == 0


async def test_what_is_signed_is_what_was_read(town: Town) -> None:
    """Asked anew while the page lay open: the old button agrees to nothing."""
    key = await opened(town)
    await changing.ask_extension(town.julian, key, Asked(WHY, now() + timedelta(days=9)))
    read = (await queries.visible(town.teo, key)).waiting("extend").id
    await changing.ask_extension(town.julian, key, Asked("Otra razón.", now() + timedelta(days=30)))
    with pytest.raises(Refused, match="somebody_was_faster"):
        await changing.extend_poll(town.teo, key, read)


async def test_more_than_a_month_at_once_or_less_time_is_refused(town: Town) -> None:
    key = await opened(town)
    closes = await value("SELECT closes_at FROM poll WHERE id = $1", key)
    for until in (closes, closes - timedelta(hours=1), closes + timedelta(days=32)):
        with pytest.raises(Refused, match="gives_more_time"):
            await changing.ask_extension(town.julian, key, Asked(WHY, until))


async def test_two_agreements_at_once_give_more_time_once(town: Town) -> None:
    key = await opened(town)
    await changing.ask_extension(town.julian, key, Asked(WHY, now() + timedelta(days=9)))
    change = (await queries.visible(town.teo, key)).waiting("extend").id
    both = await asyncio.gather(
        changing.extend_poll(town.teo, key, change),
        changing.extend_poll(town.ines, key, change),
        return_exceptions=True,
    )
    assert sorted(type(each) for each in both if each) == [Refused]


async def annulled(town: Town, key, why: str = "Hubo boletas de más.") -> None:
    await changing.ask_annulment(town.julian, key, Asked(why))
    await changing.annul_poll(town.teo, key, (await queries.visible(town.teo, key)).waiting("annul").id)
    await outbox.drain()


async def test_sg_53_a_vote_that_does_not_count_takes_two_people_and_says_why(
    town: Town, browser: Browser, keys: Path
) -> None:
    """SG-53, SG-50: annulled by two with a public reason; ballots and keys are gone unread, the ideas are free again."""
    key = await opened(town)
    await vote(town.lupita, key, 0)
    await rows("INSERT INTO turnout (id, poll, band, people) VALUES (gen_random_uuid(), $1, 'a', 12)", key)
    await browser.come_in(town.julian)
    await browser.post(f"{DESK}/{key}/pedir-anular", {"reason": ""}, status=422)
    await browser.post(f"{DESK}/{key}/pedir-anular", {"reason": "Faltó una idea en la lista."})
    change = await asked(key)
    await browser.post(f"{DESK}/{key}/anular", {"change": change}, status=403)
    await browser.come_in(town.teo)
    (await browser.get(f"{DESK}/{key}")).see("Faltó una idea en la lista.")
    await browser.post(f"{DESK}/{key}/anular", {"change": change})
    await outbox.drain()
    assert (await owner_rows("SELECT count(*) AS n FROM ballot"))[0]["n"] == 0
    assert list(keys.iterdir()) == []
    assert not await rows("SELECT FROM turnout"), "nor is it told how many had come"
    assert {each["state"] for each in await rows("SELECT state FROM proposal")} == {"talked"}
    page = await browser.get(f"/votaciones/{key}")
    page.see(
        "Esta votación no cuenta", "Faltó una idea en la lista.", "Nadie las leyó", "Julián Romero", "Teodoro Ríos"
    )
    await browser.get(f"/votaciones/{key}/resultado", status=403)
    with pytest.raises(Refused):
        await vote(town.mateo, key, 0)
    told = await value("SELECT count(*) FROM message WHERE kind = 'poll_annulled' AND person = $1", town.amaranta.id)
    assert told == len(TITLES)


async def test_ideas_of_a_vote_that_does_not_count_can_be_voted_on_again(town: Town) -> None:
    key = await opened(town)
    await annulled(town, key)
    again = await acts.draft_poll(town.julian, town.call)
    for idea in (await queries.visible(town.julian, key)).ideas:
        await acts.put_option(town.julian, again, idea.proposal)


async def test_a_counted_vote_that_does_not_add_up_can_end_without_a_result(town: Town, browser: Browser) -> None:
    key = await opened(town)
    await vote(town.lupita, key, 0)
    await counted(town, key)
    await annulled(town, key)
    (await browser.get(f"/votaciones/{key}")).see("Hubo boletas de más.").see_not("Esto se eligió")


async def test_what_was_published_the_city_still_answers(town: Town, browser: Browser) -> None:
    """Nobody gets rid of an answer that is owed by saying that the vote does not count."""
    key = await opened(town)
    await vote(town.lupita, key, 0)
    await closed(town, key)
    before = await rows("SELECT id, state FROM proposal ORDER BY id")
    with after_the_close():
        await annulled(town, key)
    assert await rows("SELECT id, state FROM proposal ORDER BY id") == before
    (await browser.get(f"/votaciones/{key}")).see("la ciudad todavía tiene que responder")
    await browser.get(f"/votaciones/{key}/resultado", status=403)
    await browser.get(f"/votaciones/{key}/resultado.json", status=403)


async def test_sg_62_a_count_that_nobody_certifies_for_a_day_is_flagged_on_the_desk(
    town: Town, browser: Browser
) -> None:
    """SG-62: close → page live within 24 h, or a flag."""
    key = await opened(town)
    await counted(town, key)
    for hours, flagged in ((23, False), (25, True)):
        with pretend(now() + timedelta(days=8, hours=hours)):
            await browser.come_in(town.julian)
            text = (await browser.get(DESK)).text
            assert ("wait-due-late" in text) is flagged


async def test_sg_52_no_more_time_once_a_paper_was_keyed(town: Town) -> None:
    """SG-52: whoever keys papers knows part of the result, and may not choose by it when the vote ends. Not even for what
    was asked before."""
    key, _sheet = await open_with_papers(town)
    with after_the_close():
        await changing.ask_extension(town.julian, key, Asked(WHY, now() + timedelta(days=2)))
        waits = (await queries.visible(town.teo, key)).waiting("extend").id
        await sit(key, town.julian)
        await paper_acts.key_paper(town.julian, key, Number(1, 3), Ballot((await queries.frozen(key)).paper, (1,)))
        with pytest.raises(Refused, match="nothing_known"):
            await changing.extend_poll(town.teo, key, waits)
        with pytest.raises(Refused, match="nothing_known"):
            await changing.ask_extension(town.teo, key, Asked(WHY, now() + timedelta(days=3)))
