"""Against the clock and against odd addresses: everything over at once, and what a tablet makes of an address in disguise."""

from datetime import timedelta

import pytest

from civic.core.actor import STAFF
from civic.core.clock import now, pretend
from civic.core.database import row, rows, value
from civic.demo.people import SCHOOL
from civic.due import chores
from civic.people import cards
from civic.people.acts import print_card
from civic.rights import keeping
from civic.vault import store
from tests.browsing import ORIGIN, Browser
from tests.conftest import Town
from tests.devices.tablets import come_in, enrolled


@pytest.mark.parametrize(
    "path",
    ["//mesa/clase/{place}", "/mesa//clase/{place}", "/mesa/clase/{place}/", "/./mesa/clase/{place}", "/Mesa/clase/{place}",
     "/%6desa/clase/{place}", "//llaves", "/llaves/", "//equipo/aceptar/abc", "/familia/", "//familia/descanso/{place}/terminar"],
)  # fmt: skip
async def test_sg_55_no_disguise_of_an_address_brings_a_desk_to_a_tablet(
    town: Town, browser: Browser, path: str
) -> None:
    """SG-31, SG-55, case 6: neither for a child who is in nor for nobody."""
    device = await enrolled(town, browser)
    for child in (None, town.lupita):
        if child:
            await come_in(browser, child, device)
        answer = await browser.client.get(ORIGIN + path.replace("{place}", str(SCHOOL)))
        assert answer.status_code == 404, path


@pytest.mark.parametrize(
    "back", ["/ñandú", "/propuestas?q=日本", "/a%0d%0aset-cookie:x=y", "/x" * 2000, "/😀", "/\u0130"]
)
async def test_sg_88_where_one_was_going_may_be_spelled_in_any_way(town: Town, browser: Browser, back: str) -> None:
    """SG-88: no fault, and nothing is added to an answer."""
    await browser.come_in(town.teo)
    answer = await browser.client.get("/entrar", params={"volver": back})
    assert answer.status_code == 303 and "x" not in answer.cookies
    answer = await browser.client.get("/llaves/confirmar", params={"volver": back})
    assert answer.status_code in (200, 303)


async def test_everything_is_over_after_some_time(town: Town, browsers) -> None:
    """SG-29, SG-35, SG-78, SG-86: nobody touched anything. Whoever was in is out, nobody of the team may act, cards that
    nobody used are over, every child's account is gone and the vault is empty."""
    await print_card(town.bruno.id)
    await store.put(town.bruno.id, name="Bruno de Verdad")
    people = [await browsers().come_in(who) for who in (town.lupita, town.rosa, town.teo, town.julian, town.carmen)]
    with pretend(now() + timedelta(days=620)):
        for each in people:
            assert (await each.client.get("/avisos")).status_code in (401, 403)
        for _twice in range(2):
            keeping._done = ""
            await chores()
        assert not await rows("SELECT FROM person WHERE role IN ('child', 'guardian')")
        assert not await store.everybody()
        for table in ("sign_in", "card", "try", "reset", "challenge", "consent", "assent", "guardianship", "request"):
            assert await value(f"SELECT count(*) FROM {table}") == 0, table
        left = await rows("SELECT role FROM person WHERE active AND valid_until > $1", now())
        assert not [each for each in left if each["role"] in {role.name.lower() for role in STAFF}]


async def test_sg_23_two_adults_are_two_also_at_the_same_moment(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """SG-23: Teo asked that Lupita may choose anew. In the moment in which Inés agrees, Inés asks for it herself in
    another window: then it is hers, and she has not agreed with anybody else."""
    import asyncio

    await print_card(town.lupita.id)
    await row("UPDATE card SET claimed_at = now(), kind = 'pictures' WHERE person = $1", town.lupita.id)
    await cards.ask_reset(town.teo, town.lupita.id)
    looks = cards.queries.forgot

    async def slowly(person):
        found = await looks(person)
        await asyncio.sleep(0.1)
        return found

    monkeypatch.setattr(cards.queries, "forgot", slowly)
    agreeing = asyncio.create_task(cards.confirm_reset(town.ines, town.lupita.id))
    await asyncio.sleep(0.05)
    monkeypatch.setattr(cards.queries, "forgot", looks)
    await cards.ask_reset(town.ines, town.lupita.id)
    await asyncio.gather(agreeing, return_exceptions=True)
    found = await row("SELECT asked_by, confirmed_by FROM reset WHERE person = $1", town.lupita.id)
    assert found["confirmed_by"] != found["asked_by"]
