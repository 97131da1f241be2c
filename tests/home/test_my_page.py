"""What a child finds on their own page: each idea's road, who has it and until when, and what can be done now."""

from datetime import date, timedelta

import pytest

from civic.consent.acts import withdraw_consent
from civic.consent.purposes import TAKE_PART
from civic.core.clock import now, today
from civic.home.paths import Facts, path
from civic.moderation.states import State as Reading
from civic.proposals.states import State as Road
from civic.voting.tables import Poll, Roll
from tests.browsing import Browser
from tests.conftest import Town
from tests.home.made import idea, said
from tests.voting.polls import opened

DAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("reading", "standing", "stone", "kind", "note"),
    [
        (Reading.DRAFT, Road.TALKED, 0, "here", "La tienes tú"),
        (Reading.RETURNED, Road.TALKED, 0, "here", "Regresó con ayuda"),
        (Reading.SUBMITTED, Road.TALKED, 1, "here", "La lee Teo. A más tardar el jueves 12 de marzo."),
        (Reading.APPEALED, Road.TALKED, 1, "here", "La lee otra persona"),
        (Reading.REFUSED, Road.TALKED, 1, "stopped", "No se publicó"),
        (Reading.CLOSED, Road.TALKED, 1, "stopped", "No se publicó"),
        (Reading.PUBLISHED, Road.TALKED, 2, "here", "hasta el jueves 12 de marzo"),
        (Reading.PUBLISHED, Road.ON_POLL, 3, "here", "cierra el jueves 12 de marzo"),
        (Reading.PUBLISHED, Road.NOT_CHOSEN, 3, "here", "más votos"),
        (Reading.PUBLISHED, Road.CHOSEN, 4, "here", "Contesta Parques. A más tardar"),
        (Reading.PUBLISHED, Road.ANSWERED, 4, "stopped", "dijo que no"),
        (Reading.PUBLISHED, Road.PROMISED, 5, "here", "Se comprometió Parques"),
        (Reading.PUBLISHED, Road.HAPPENED, 5, "here", "ya está"),
    ],
)
def test_the_lit_stone_says_who_has_it_and_until_when(
    reading: Reading, standing: Road, stone: int, kind: str, note: str
) -> None:
    facts = Facts(
        reading=reading,
        standing=standing,
        today=DAY - timedelta(days=2),
        readers="Teo",
        read_by=DAY,
        talk_until=DAY,
        vote_until=DAY,
        office="Parques",
        answer_by=DAY,
        verdict="no",
        kept_by=DAY,
    )
    stones = path(facts)
    assert [each.kind for each in stones] == ["past"] * stone + [kind] + ["ahead"] * (5 - stone)
    assert note in stones[stone].note and not any(each.note for i, each in enumerate(stones) if i != stone)


@pytest.mark.parametrize("standing", [Road.CHOSEN, Road.PROMISED])
def test_late_is_said_from_the_day_after(standing: Road) -> None:
    """SG-63"""

    def note(today: date) -> str:
        facts = Facts(Reading.PUBLISHED, standing, today, office="Parques", answer_by=DAY, kept_by=DAY)
        return next(each.note for each in path(facts) if each.kind == "here")

    assert "Va tarde" not in note(DAY) and "Va tarde" in note(DAY + timedelta(days=1))


async def test_amaranta_finds_her_ideas_newest_first_and_nobody_elses(town: Town, browser: Browser) -> None:
    await idea(town.amaranta.id, town.call, "La vieja", at=now() - timedelta(days=9))
    await idea(town.amaranta.id, town.call, "La que leen", reading="submitted")
    await idea(town.amaranta.id, town.call, "El borrador", reading="draft")
    await idea(town.amaranta.id, town.call, "La que retiró", reading="withdrawn")
    other = await idea(town.nicolas.id, town.call, "La de Nicolás")
    await said(town.amaranta.id, other, "Me sirve también a mí.")
    await browser.come_in(town.amaranta)
    page = await browser.get("/mi-pagina")
    page.see("La lee", "Seguir con ella", "Me sirve también a mí.").see_not("La de Nicolás", "La que retiró")
    assert page.text.index("El borrador") < page.text.index("La que leen") < page.text.index("La vieja")


async def test_she_can_propose_from_her_page_and_bruno_is_told_why_not(town: Town, browser: Browser) -> None:
    await browser.come_in(town.amaranta)
    assert f"/convocatorias/{town.call}/proponer" in (await browser.get("/mi-pagina")).forms
    await browser.come_in(town.bruno)
    page = await browser.get("/mi-pagina")
    assert f"/convocatorias/{town.call}/proponer" not in page.forms
    page.see("permiso")


async def test_an_open_vote_is_offered_to_those_on_its_roll_and_does_not_tell_who_voted(
    town: Town, browser: Browser
) -> None:
    poll = Poll(
        call=town.call, state="open", question="¿Qué hacemos primero?", rule="approval;max=2;ties=lot",
        closes_at=now() + timedelta(days=2), opened_at=now(),
    )  # fmt: skip
    await Poll.insert(poll)
    await Roll.insert(Roll(poll=poll.id, person=town.amaranta.id))
    await browser.come_in(town.amaranta)
    assert f"/votaciones/{poll.id}" in (await browser.get("/mi-pagina")).links
    await browser.come_in(town.nicolas)
    assert f"/votaciones/{poll.id}" not in (await browser.get("/mi-pagina")).links


async def test_several_votes_share_one_sheet_above_the_ideas(town: Town, browser: Browser) -> None:
    first, second = await opened(town), await opened(town)
    await browser.come_in(town.amaranta)
    page = (await browser.get("/mi-pagina")).see("Hay 2 votaciones").see_not("Hay una votación")
    assert {f"/votaciones/{first}", f"/votaciones/{second}"} <= set(page.links)


async def test_who_may_not_take_part_any_more_is_offered_no_ballot(town: Town, browser: Browser) -> None:
    poll = await opened(town)
    await browser.come_in(town.lupita)
    assert f"/votaciones/{poll}" in (await browser.get("/mi-pagina")).text
    await withdraw_consent(town.rosa, town.lupita.id, TAKE_PART)
    (await browser.get("/mi-pagina")).see_not(f"/votaciones/{poll}")


async def test_a_child_without_ideas_finds_a_kind_word(town: Town, browser: Browser) -> None:
    await browser.come_in(town.lupita)
    (await browser.get("/mi-pagina")).see("Todavía no tienes ideas aquí")
    assert today()
