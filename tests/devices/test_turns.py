"""Two adults of the team are there, or children do not write (SG-34)."""

from datetime import timedelta

import pytest

from civic.consent.charter import not_alone
from civic.core.charter import Refused
from civic.core.clock import now, pretend
from civic.core.database import rows, value
from civic.council.tables import Place
from civic.demo.people import SCHOOL
from civic.devices.acts import check_in, check_out
from civic.devices.queries import stands
from civic.proposals.acts import start_proposal
from tests.browsing import Browser
from tests.conftest import Town
from tests.databases import owner_value
from tests.devices.tablets import at, come_in, enrolled, production, said, two_adults
from tests.voting.polls import opened, sent


async def writes(browser: Browser, town: Town) -> bool:
    """Whether a child may begin an idea there."""
    answer = await browser.client.post(f"/convocatorias/{town.call}/proponer", data=browser.marked())
    assert answer.status_code in (303, 403)
    return answer.status_code == 303


async def test_sg_34_two_open_one_closes_after_ten_minutes(town: Town, browser: Browser) -> None:
    """SG-34: nobody, one, two; one leaves: minute 10 goes on, minute 11 waits."""
    device = await enrolled(town, browser)
    with production(), at(11) as moment:
        await come_in(browser, town.amaranta, device)
        assert not await writes(browser, town)
        await check_in(town.teo, SCHOOL)
        assert not await writes(browser, town)
        await check_in(town.carmen, SCHOOL)
        assert await writes(browser, town)
        await check_out(town.carmen)
        for minutes, may in ((5, True), (9, True), (11, False)):
            with pretend(moment + timedelta(minutes=minutes)):
                await come_in(browser, town.amaranta, device)
                assert await writes(browser, town) is may, minutes


async def test_sg_34_one_person_twice_counts_once(town: Town, browser: Browser) -> None:
    """SG-34: two different people."""
    device = await enrolled(town, browser)
    with production(), at(11):
        for _again in range(2):
            await check_in(town.teo, SCHOOL)
        await rows(
            "INSERT INTO duty (id, place, person, since, until) SELECT gen_random_uuid(), place, person, since, until FROM duty"
        )
        assert await value("SELECT count(*) FROM duty") == 2
        await come_in(browser, town.amaranta, device)
        assert not await writes(browser, town)
        assert [len(each.adults) for each in await stands()] == [1]


async def test_sg_35_whose_vetting_ended_is_not_there(town: Town, browser: Browser) -> None:
    """SG-35: the same second."""
    device = await enrolled(town, browser)
    with production(), at(11):
        await two_adults(town)
        await come_in(browser, town.amaranta, device)
        assert await writes(browser, town)
        await rows("UPDATE person SET valid_until = $2 WHERE id = $1", town.ines.id, now())
        assert not await writes(browser, town)


async def test_sg_34_adults_somewhere_else_are_not_here(town: Town, browser: Browser) -> None:
    """SG-34: and whoever begins at another place leaves the first, with its grace."""
    library = Place(name="Biblioteca Móvil")
    await Place.insert(library)
    device = await enrolled(town, browser)
    with production(), at(11) as moment:
        await two_adults(town)
        await check_in(town.ines, library.id)
        with pretend(moment + timedelta(minutes=11)):
            await come_in(browser, town.amaranta, device)
            assert not await writes(browser, town)


async def test_a_turn_ends_by_itself_and_is_made_longer_by_beginning_again(town: Town) -> None:
    """SG-34"""
    with at(9) as moment:
        await check_in(town.teo, SCHOOL)
        with pretend(moment + timedelta(hours=3)):
            await check_in(town.teo, SCHOOL)
        assert await value("SELECT count(*) FROM duty") == 1
        for hours, there in ((6, 1), (7, 0)):
            with pretend(moment + timedelta(hours=hours, minutes=1)):
                assert sum(len(each.adults) for each in await stands()) == there


@pytest.mark.parametrize("who", ["lupita", "rosa", "leticia", "pilar", "julian"])
async def test_sg_34_only_vetted_people_of_the_two_kinds_count(town: Town, who: str) -> None:
    """SG-34: no guardian, no adviser, no officer, no child."""
    with pytest.raises(Refused):
        await check_in(town.people[who], SCHOOL)


async def test_a_vote_already_begun_can_end(town: Town, browser: Browser) -> None:
    """SG-34: nobody is there any more, it is late, and she still sends her ballot."""
    poll = await opened(town)
    device = await enrolled(town, browser)
    with production(), at(20, 30):
        await come_in(browser, town.amaranta, device)
        assert not await writes(browser, town)
        await sent(browser, poll, "0")
    assert await owner_value("SELECT count(*) FROM ballot WHERE poll = $1", poll) == 1


async def test_what_she_was_writing_is_kept_when_an_adult_leaves(town: Town, browser: Browser) -> None:
    """SG-34, SG-74: sending waits, said kindly; the words she had typed are her draft."""
    draft = await start_proposal(town.amaranta, town.call)
    device = await enrolled(town, browser)
    with production(), at(11):
        await come_in(browser, town.amaranta, device)
        page = await browser.get(f"/mis-ideas/{draft}/titulo")
        page.see("Para mandarlo deben estar aquí dos personas adultas")
        await browser.post(f"/mis-ideas/{draft}/titulo", {"title": "Una fuente"})
        (await browser.post(f"/mis-ideas/{draft}/enviar", status=403)).see(said(not_alone.otherwise, town.amaranta))
    assert await value("SELECT words->>'title' FROM version WHERE writing = $1", draft) == "Una fuente"


async def test_the_page_of_turns(town: Town, browser: Browser) -> None:
    await browser.come_in(town.carmen)
    (await browser.get("/mesa/turno")).see("Ahora no hay nadie")
    (await browser.post("/mesa/turno", {}, 422)).see("Elija dónde está usted.")
    await browser.post("/mesa/turno", {"place": str(SCHOOL)})
    (await browser.get("/mesa/turno")).see("Carmen Xicale, hasta las", "Falta otra persona adulta", "Ya me voy")
    await check_in(town.teo, SCHOOL)
    (await browser.get("/mesa/turno")).see("Pueden escribir")
    await browser.post("/mesa/turno/terminar")
    assert await value("SELECT count(*) FROM entry WHERE act = 'devices.check_out'") == 1
