"""Yes, no or later: the child's own act, per consultation (SG-12)."""

import re
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from civic.consent.turns import ANSWERS, ORDERS, order_for
from civic.core.database import rows, value


def door(town):
    return f"/convocatorias/{town.call}/participar"


async def said(town, who):
    return await value("SELECT said FROM assent WHERE child = $1 AND about = $2", town.people[who].id, town.call)


@pytest.mark.parametrize("who", ["rosa", "teo", "julian", "carmen", "pilar", "leticia"])
async def test_no_adult_answers_for_a_child(town, browser, who):
    """SG-12: no guardian or staff session can give assent."""
    await rows("DELETE FROM assent")
    await browser.come_in(town.people[who])
    await browser.post(door(town), {"said": "yes"}, 403)
    await browser.post(door(town), {"said": "yes", "child": str(town.lupita.id)}, 403)
    assert await value("SELECT count(*) FROM assent") == 0


async def test_a_visitor_is_shown_the_door(town, browser):
    await browser.post(door(town), {"said": "yes"}, 401)
    await browser.get(door(town), 401)


async def test_bruno_reads_why_he_must_wait(town, browser):
    """SG-07"""
    await browser.come_in(town.bruno)
    page = await browser.get(door(town), 403)
    page.see("Falta el permiso de quien te cuida", "puedes leer las ideas ya publicadas y pedir ayuda")


@pytest.mark.parametrize("answer", ["no", "later", "yes"])
async def test_each_answer_is_kept_and_can_be_changed(town, browser, answer):
    await browser.come_in(town.lupita)
    await browser.post(door(town), {"said": answer})
    assert await said(town, "lupita") == answer
    page = await browser.get(door(town))
    page.see("Puedes cambiarlo")
    assert await value("SELECT count(*) FROM assent WHERE child = $1", town.lupita.id) == 1


async def test_sg_12_the_call_shows_what_a_child_said_and_the_way_to_change_it(town, browser):
    """SG-12: a yes is as easy to take back as it was to give. Who has not been asked, or may not answer, has no such link."""
    call = f"/convocatorias/{town.call}"
    assert door(town) not in (await browser.get(call)).links
    await browser.come_in(town.lupita)
    page = await browser.get(call)
    page.see("Dijiste: «Sí quiero»", "Cambiar lo que dije")
    assert door(town) in page.links
    await browser.post(door(town), {"said": "no"})
    (await browser.get(call)).see("Dijiste: «No quiero»")
    for who in (town.bruno, town.rosa, town.teo):
        await browser.come_in(who)
        assert door(town) not in (await browser.get(call)).links


async def test_yes_leads_on_and_only_inside(town, browser):
    await browser.come_in(town.lupita)
    call = f"/convocatorias/{town.call}"
    for back, leads in [("/propuestas/nueva", "/propuestas/nueva"), ("//mal.example", call), ("", call)]:
        assert (await browser.post(door(town), {"said": "yes", "volver": back})).location == leads
    assert (await browser.post(door(town), {"said": "no", "volver": "/propuestas/nueva"})).location == call


async def test_no_answer_or_another_word_is_asked_again_kindly(town, browser):
    await browser.come_in(town.mateo)
    for data in ({}, {"said": "maybe"}):
        page = await browser.post(door(town), {**data, "volver": "/avisos"}, 422)
        page.see("Las tres valen" if not data else "Elige una")
        assert 'name="volver" value="/avisos"' in page.text
    assert await said(town, "mateo") == "yes"


async def test_an_unknown_or_unopened_consultation_is_not_there(town, browser):
    await browser.come_in(town.lupita)
    await browser.get(f"/convocatorias/{uuid4()}/participar", 404)
    await browser.post(f"/convocatorias/{uuid4()}/participar", {"said": "yes"}, 404)
    await rows("UPDATE call SET state = 'draft'")
    await browser.post(door(town), {"said": "yes"}, 404)


async def test_the_three_buttons_are_alike_and_only_their_place_changes(town, browser):
    """SG-12: one class, one kind, the same picture size; the words alone differ."""
    await browser.come_in(town.lupita)
    page = await browser.get(door(town))
    page.see("Tú decides si quieres", "No pasa nada si dices que no", "Sí quiero", "No quiero", "Lo pienso después")
    buttons = re.findall(r'<button class="([^"]+)" type="submit" name="said" value="(\w+)">(.*?)</button>', page.text)
    assert {value for _kind, value, _inside in buttons} == set(ANSWERS)
    assert len({kind for kind, _value, _inside in buttons}) == 1
    assert len({re.search(r'class="picture ([\w-]+)"', inside)[1] for _kind, _value, inside in buttons}) == 1


def test_the_order_changes_over_thirty_days_and_between_children():
    """SG-12: thirty loads show every answer in every place."""
    days = [date(2026, 3, 1) + timedelta(days=n) for n in range(30)]
    seen = [order_for(UUID(int=1), day) for day in days]
    for place in range(3):
        assert {order[place] for order in seen} == set(ANSWERS)
    assert len({order_for(UUID(int=n), days[0]) for n in range(30)}) >= 4
    assert all(sorted(order) == sorted(ANSWERS) for order in ORDERS) and len(set(ORDERS)) == 6
    assert order_for(UUID(int=1), days[0]) == order_for(UUID(int=1), days[0])
