"""Julián prepares a vote: its question, its ideas, its rules; and announces it."""

from uuid import uuid4

import pytest

from civic.core.charter import Refused
from civic.core.clock import today
from civic.core.database import rows, value
from civic.core.forms import Form
from civic.voting import acts, queries
from civic.voting.desk.checklist import steps
from civic.voting.forms import read_costs
from civic.voting.tally.rules import Greedy
from tests.browsing import Browser
from tests.conftest import Town
from tests.voting.polls import DICE, QUESTION, TITLES, announced, drafted, idea

DESK = "/mesa/votaciones"


def rules(**more: str) -> dict[str, str]:
    fields = {"question": QUESTION, "method": "approval", "most": "2", "seats": "1", "closes_time": "18:00"}
    return fields | {"closes_on": today().replace(year=today().year + 1, month=1, day=9).isoformat()} | more


async def test_julian_makes_a_vote_from_published_ideas_and_announces_it(town: Town, browser: Browser) -> None:
    trees = await idea(town, town.amaranta, TITLES[0])
    court = await idea(town, town.nicolas, TITLES[1])
    await browser.come_in(town.julian)
    (await browser.get(DESK)).see("Preparar una votación")
    desk = (await browser.post(DESK, {"call": str(town.call)})).location
    (await browser.get(desk)).see("Todavía falta:", "Ponga dos ideas o más", *TITLES[:2])
    for proposal in (trees, court):
        await browser.post(f"{desk}/poner", {"proposal": str(proposal)})
    await browser.post(f"{desk}/quitar", {"proposal": str(court)})
    (await browser.get(desk)).see_not("Anunciar la votación")
    await browser.post(f"{desk}/poner", {"proposal": str(court)})
    assert (await browser.post(desk, rules())).location == desk
    (await browser.get(desk)).see(QUESTION, "Anunciar la votación")
    visitor = f"/votaciones/{desk.rsplit('/', 1)[1]}"
    await browser.get(visitor)
    await browser.post(f"{desk}/anunciar")
    (await browser.get(visitor)).see("Es la que sigue", *TITLES[:2])


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"question": " "}, "question"),
        ({"question": "Con base en la normatividad " + "aplicable " * 20 + "¿qué se hace?"}, "question"),
        ({"question": "¿Qué? " * 60}, "question"),
        ({"method": "by shouting"}, "method"),
        ({"method": ""}, "method"),
        ({"most": "0"}, "most"),
        ({"most": "١"}, "most"),
        ({"most": "1000"}, "most"),
        ({"seats": "-1"}, "seats"),
        ({"seats": "🙂"}, "seats"),
        ({"closes_on": "mañana"}, "closes_on"),
        ({"closes_on": "9999-12-31"}, "closes_on"),
        ({"closes_on": "2020-01-01"}, "closes_on"),
        ({"closes_on": ""}, "closes_on"),
        ({"closes_time": "25:00"}, "closes_time"),
        ({"closes_time": "seis"}, "closes_time"),
    ],
)
async def test_what_does_not_fit_comes_back_as_it_was_typed(town: Town, browser: Browser, typed, field) -> None:
    key = await drafted(town, TITLES[:2])
    before = await rows("SELECT * FROM poll")
    await browser.come_in(town.julian)
    page = await browser.post(f"{DESK}/{key}", rules(**typed), status=422)
    assert f'href="#field-{field}"' in page.text
    assert await rows("SELECT * FROM poll") == before


async def test_costs_that_come_back_leave_the_rules_of_their_page_as_they_stand(town: Town, browser: Browser) -> None:
    """Two forms, one page: who then keeps the rules keeps what was there."""
    key = await drafted(town, TITLES[:2])
    await browser.come_in(town.julian)
    await browser.post(f"{DESK}/{key}", rules(method="budget", budget="60000", sharing="mes"))
    idea = await value("SELECT proposal FROM poll_option WHERE poll = $1 LIMIT 1", key)
    page = await browser.post(f"{DESK}/{key}/costos", {f"cost-{idea}": "cuatro mil"}, status=422)
    assert [f'value="{kept}"' in page.text for kept in (QUESTION, "60000", "cuatro mil", "18:00")] == [True] * 4


@pytest.mark.parametrize(
    ("typed", "pesos"), [("20,000", 20_000), ("$ 1,250", 1250), ("900", 900), ("20,00", 1), ("0", 1), ("٢٠", 1), ("mil", 1)]
)
def test_money_is_read_as_it_is_written(typed, pesos) -> None:
    form = Form({"cost-a": typed})
    costs = read_costs(form, ["a"])
    assert costs == ({"a": pesos} if form.fits else None)
    assert form.fits == (pesos > 1)


@pytest.mark.parametrize(
    ("rule", "told", "untold"),
    [
        ("approval;max=2;ties=lot", ["dos ideas o más"], ["sí o no", "costo"]),
        ("motion;majority=simple;quorum=0", ["una sola idea"], ["dos ideas", "costo", "sorteo"]),
        (str(Greedy()), ["cuánto cuesta cada idea"], ["sí o no"]),
    ],
)
async def test_the_checklist_speaks_of_this_way_of_voting_only(town: Town, rule, told, untold) -> None:
    key = await drafted(town, TITLES[:2] if rule == str(Greedy()) else (), rule)
    poll = await queries.visible(town.julian, key)
    lines = steps(town.julian, poll, await queries.ready(poll), f"{DESK}/{key}")
    said = " ".join(each.sentence for each in lines)
    assert all(each in said for each in told), said
    assert not [each for each in untold if each in said], said
    assert [each.done for each in lines] == sorted(each.done for each in lines)
    assert all(each.url for each in lines if not each.done)


async def test_only_published_ideas_of_the_same_call_that_are_on_no_other_vote(town: Town) -> None:
    from civic.proposals.acts import keep_draft, start_proposal

    other = await announced(town)
    on_other = await value("SELECT proposal FROM poll_option WHERE poll = $1 LIMIT 1", other)
    await acts.sign_opening(town.julian, other)
    await acts.open_poll(town.teo, other)
    unpublished = await start_proposal(town.nicolas, town.call)
    await keep_draft(town.nicolas, unpublished, {"title": "Un puente"}, "streets")
    key = await drafted(town)
    for proposal in (on_other, unpublished, uuid4()):
        with pytest.raises(Refused, match="may_be_added"):
            await acts.put_option(town.julian, key, proposal)


async def test_an_idea_put_on_twice_stands_there_once(town: Town) -> None:
    key = await drafted(town, TITLES[:2])
    proposal = await idea(town, town.mateo, TITLES[2])
    await acts.put_option(town.julian, key, proposal)
    with pytest.raises(Refused, match="may_be_added"):
        await acts.put_option(town.julian, key, proposal)
    assert await value("SELECT count(*) FROM poll_option WHERE poll = $1", key) == 3


async def test_a_draft_is_there_for_the_team_only(town: Town, browser: Browser) -> None:
    key = await drafted(town)
    for person in ("lupita", "rosa", "pilar", "leticia", "carmen"):
        await browser.come_in(town.people[person])
        for place in ("", "/resultado", "/resultado.json", "/reglas.json", "/boleta", "/listo"):
            await browser.get(f"/votaciones/{key}{place}", status=404)
        await browser.get(f"{DESK}/{key}", status=403)
    await browser.come_in(town.teo)
    (await browser.get(f"{DESK}/{key}")).see(QUESTION).see_not("Guardar")
    await browser.post(f"{DESK}/{key}/anunciar", status=403)


async def test_many_options_are_a_word_of_care_on_the_desk_and_nowhere_forbidden(town: Town, browser: Browser) -> None:
    titles = tuple(f"Idea número {n}" for n in range(5))
    key = await drafted(town, titles)
    await browser.come_in(town.julian)
    (await browser.get(f"{DESK}/{key}")).see("les cuesta comparar", "Anunciar la votación")


async def test_an_announced_vote_can_be_taken_back_and_then_needs_new_names(town: Town) -> None:
    key = await announced(town)
    await acts.sign_opening(town.teo, key)
    await acts.recall_poll(town.julian, key)
    await acts.announce_poll(town.julian, key)
    with pytest.raises(Refused, match="lot_drawn"):
        await acts.open_poll(town.julian, key)
    await acts.draw_lot(town.teo, key, DICE)
    with pytest.raises(Refused, match="second_signature"):
        await acts.open_poll(town.julian, key)
