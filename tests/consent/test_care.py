"""Guardians who disagree, or danger at home: paused at once, the care team told, nobody of the family (SG-11)."""

import asyncio
from datetime import timedelta

import pytest

from civic.consent import acts
from civic.core.clock import now, pretend
from civic.core.database import rows, value
from tests.consent.families import guardian, paused, say, tie
from tests.databases import owner_rows
from tests.people.walk import counts
from tests.voting.polls import opened


async def concerns() -> list[dict]:
    return [dict(each) for each in await rows("SELECT source, about, kinds FROM concern")]


async def test_sg_11_two_opposite_words_pause_the_child_at_once(town, browser, browsers):
    """SG-11: "paused/SAF"; the session that is open gets 403; a concern for the care team; no notice to anybody else."""
    amaranta = await browsers().come_in(town.amaranta)
    other = await guardian(town.amaranta, verified_by=town.ines)
    messages = await value("SELECT count(*) FROM message")
    await say(browser, other, town.amaranta, "take_part", False)
    assert await paused(town.amaranta) == "care"
    assert await concerns() == [{"source": "family", "about": town.amaranta.id, "kinds": []}]
    before = await counts()
    page = await amaranta.post(f"/convocatorias/{town.call}/participar", {"said": "yes"}, 403)
    page.see("Tu participación está en pausa")
    assert await counts() == before
    assert await value("SELECT count(*) FROM message") == messages


async def test_sg_11_neither_guardian_reads_of_it(town, browser):
    """SG-11: both pages are as they were but for one's own word; no word of the other, of the pause or of care."""
    one, other = [await guardian(town.bruno, name, verified_by=town.ines) for name in ("Una", "Otra")]
    await say(browser, one, town.bruno, "take_part", True)
    before = await browser.get("/familia")
    await say(browser, other, town.bruno, "take_part", False)
    assert await paused(town.bruno) == "care"
    pages = [await browser.get(url) for url in ("/familia", "/familia/descanso", "/avisos")]
    await browser.come_in(one)
    pages += [await browser.get(url) for url in ("/familia", "/familia/descanso", "/avisos")]
    assert pages[3].said == before.said
    for page in pages:
        page.see_not("cuidado)", "equipo que cuida", "acuerdo", "riesgo", "peligro")


async def test_sg_11_who_looked_tells_the_family_nothing_of_a_flag_or_of_another_s_paper(town, browser):
    """SG-11: the page of looks is read by every guardian of the child."""
    other = await guardian(town.lupita, issued_by=town.ines.id)
    key = await tie(other, town.lupita)
    urls = ("/quien-miro", "/familia", "/familia/descanso", "/avisos")
    await browser.come_in(town.rosa)
    before = [(await browser.get(url)).said for url in urls]
    await acts.verify_tie(town.teo, key, "person")
    await acts.type_paper(town.teo, key, {"image": True}, now())
    await acts.check_paper(town.julian, key, {"image": True})
    assert [(await browser.get(url)).said for url in urls] == before
    await acts.flag_risk(town.julian, await tie(town.rosa, town.lupita))
    after = [(await browser.get(url)).said for url in urls]
    assert after[0] == before[0] and after[1] == before[1] and after[3] == before[3]
    assert after[2].replace("Por ahora está en pausa.", "").split() != before[2].split(), "that it is paused can be seen"
    for word in ("peligro", "riesgo", "equipo que cuida", "acuerdo"):
        assert after[2].count(word) == before[2].count(word)


@pytest.mark.parametrize("who", ["teo", "julian"])
async def test_sg_11_danger_at_home_flagged_by_the_team_pauses_too(town, browser, who):
    rosas = await tie(town.rosa, town.lupita)
    await browser.come_in(town.people[who])
    await browser.post(f"/mesa/permisos/{rosas}/riesgo")
    assert await paused(town.lupita) == "care"
    assert await concerns() == [{"source": "family", "about": town.lupita.id, "kinds": ["home"]}]
    (await browser.get(f"/mesa/permisos/{rosas}")).see("en pausa por cuidado")


async def test_sg_11_only_the_care_team_ends_it_and_then_a_yes_counts(town, browser):
    other = await guardian(town.amaranta, verified_by=town.ines)
    await say(browser, other, town.amaranta, "take_part", False)
    door = f"/mesa/cuidado/pausas/{town.amaranta.id}/terminar"
    for who in ("rosa", "teo", "julian", "pilar", "leticia", "amaranta"):
        await browser.come_in(town.people[who])
        await browser.post(door, status=403)
        await browser.get("/mesa/cuidado/pausas", 403)
    assert await paused(town.amaranta) == "care"
    await browser.come_in(town.carmen)
    (await browser.get("/mesa/cuidado/pausas")).see(town.amaranta.name, "dicen una sí y otra no")
    await browser.post(door)
    assert await paused(town.amaranta) == "" and "take_part" in (await town.again("amaranta")).consents
    await browser.post(door, status=403)
    await say(browser, other, town.amaranta, "take_part", False)
    assert await paused(town.amaranta) == "", "the word that was weighed already changes nothing"
    await say(browser, other, town.amaranta, "take_part", True)
    await say(browser, other, town.amaranta, "take_part", False)
    assert await paused(town.amaranta) == "care", "a new no is weighed anew"


async def test_what_happens_again_after_it_was_closed_is_told_again(town):
    """SG-11: a case that was seen to does not silence the next one."""
    other = await guardian(town.amaranta, verified_by=town.ines)
    for days in (2, 1):
        with pretend(now() - timedelta(days=days)):
            await acts.withdraw_consent(other, town.amaranta.id, "take_part")
            await rows("UPDATE concern SET state = 'closed'")
            await acts.end_care_pause(town.carmen, town.amaranta.id)
            await acts.give_consent(other, town.amaranta.id, "take_part")
    assert len(await concerns()) == 2


async def test_sg_11_in_everything_else_a_no_is_the_answer(town, browser):
    other = await guardian(town.amaranta, verified_by=town.ines)
    await say(browser, other, town.amaranta, "publish", False)
    assert await paused(town.amaranta) == ""
    assert (await town.again("amaranta")).consents == {"take_part"}


async def test_who_is_not_verified_has_no_word_until_they_are(town, browser):
    """SG-09, SG-11: then it is weighed."""
    stranger = await guardian(town.amaranta, issued_by=town.julian.id)
    await say(browser, stranger, town.amaranta, "take_part", False)
    assert await paused(town.amaranta) == "" and "take_part" in (await town.again("amaranta")).consents
    await acts.verify_tie(town.teo, await tie(stranger, town.amaranta), "list")
    assert await paused(town.amaranta) == "care"


async def test_two_words_at_the_same_moment_are_both_weighed(town, browser):
    """SG-11: the second sees what the first said, whoever is first."""
    one, other = [await guardian(town.bruno, name, verified_by=town.ines) for name in ("Una", "Otra")]
    await asyncio.gather(
        acts.give_consent(one, town.bruno.id, "take_part"), acts.withdraw_consent(other, town.bruno.id, "take_part")
    )
    assert await paused(town.bruno) == "care" and len(await concerns()) == 1


async def test_sg_11_a_withdrawal_reaches_the_open_session_and_no_tally(town, browser, browsers):
    """SG-11: 403 on the next write; the sealed ballot stays, since nobody can find whose it is."""
    poll = await opened(town)
    lupita = await browsers().come_in(town.lupita)
    await lupita.post(f"/votaciones/{poll}/boleta", {"choice": "0"})
    sealed = await owner_rows("SELECT * FROM ballot ORDER BY 1")
    assert len(sealed) == 1
    await say(browser, town.rosa, town.lupita, "take_part", False)
    await lupita.post(f"/votaciones/{poll}/boleta", {"choice": "1"}, 403)
    await lupita.post(f"/convocatorias/{town.call}/proponer", {}, 403)
    assert await owner_rows("SELECT * FROM ballot ORDER BY 1") == sealed
