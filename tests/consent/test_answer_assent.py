"""Yes, no or later: the child's own act, per consultation (SG-12)."""

import re
from html import unescape
from uuid import uuid4

import pytest

from civic.consent.turns import ANSWERS, ORDERS, next_order
from civic.core.database import rows, value
from tests.people.walk import counts


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
    page.see("Decir sí, no o después está bien", "Sí quiero", "No quiero", "Lo pienso después")
    buttons = re.findall(r'<button class="([^"]+)" type="submit" name="said" value="(\w+)">(.*?)</button>', page.text)
    assert {value for _kind, value, _inside in buttons} == set(ANSWERS)
    assert len({kind for kind, _value, _inside in buttons}) == 1
    assert len({re.search(r'class="picture ([\w-]+)"', inside)[1] for _kind, _value, inside in buttons}) == 1


def test_the_order_changes_over_thirty_loads():
    """SG-12: each answer stands in each place equally often, and each order comes before any comes again."""
    seen = [next_order() for _load in range(30)]
    for place in range(3):
        assert {answer: [order[place] for order in seen].count(answer) for answer in ANSWERS} == dict.fromkeys(ANSWERS, 10)
    assert set(seen[:6]) == set(seen[12:18]) == set(ORDERS)


async def beginning(town, browser):
    """Lupita as on the first day: nobody has asked her anything yet."""
    await rows("DELETE FROM assent WHERE child = $1", town.lupita.id)
    await browser.come_in(town.lupita)
    return await browser.get(door(town) + "?volver=/propuestas/nueva")


async def test_sg_13_it_is_told_in_five_screens_in_the_words_of_the_band(town, browser):
    """SG-13: what it is, what is kept and who reads, two questions, and that it is theirs to decide."""
    page = await beginning(town, browser)
    told = [page]
    while 'name="said"' not in told[-1].text:
        told.append(await browser.get(on_from(told[-1])))
    assert len(told) == 5
    for said, page in zip(
        ("Tú decides si quieres", "Guardamos tu apodo", "¿Puedes decir que no?", "¿Qué nombre se ve", "¿Quieres participar?"),
        told,
        strict=True,
    ):
        page.see(said)
        assert "<read-aloud" in page.text
    assert 'name="volver" value="/propuestas/nueva"' in told[-1].text
    assert await value("SELECT count(*) FROM assent WHERE child = $1", town.lupita.id) == 0


async def test_sg_13_a_wrong_answer_is_told_once_more_and_never_blocks(town, browser):
    """SG-13: neither wrong answers nor "I am not sure" nor none stop anybody; nothing of them is kept."""
    await beginning(town, browser)
    before = await counts()
    for step, answer, told in (
        ("3", "no", "Puedes decir sí, no o después"),
        ("3", "not_sure", "Nadie se enoja"),
        ("4", "name", "Aquí nadie ve tu nombre"),
    ):
        page = await browser.get(f"{door(town)}?paso={step}&dije={answer}")
        page.see("Te lo explicamos otra vez", told)
        assert on_from(page) == f"{door(town)}?paso={int(step) + 1}"
    assert await counts() == before
    page = await browser.get(f"{door(town)}?paso=3")
    assert {f"{door(town)}?paso=4", f"{door(town)}?paso=3&dije=no"} <= set(page.links)
    for odd in ("paso=9", "paso=3&dije=x", "paso=4&dije=yes"):
        (await browser.get(f"{door(town)}?{odd}")).see_not("Te lo explicamos")


async def test_whoever_was_asked_before_decides_at_once_and_may_hear_it_again(town, browser):
    await browser.come_in(town.lupita)
    page = await browser.get(door(town))
    page.see("¿Quieres participar?", "Explícame desde el principio")
    assert f"{door(town)}?paso=1" in page.links


def on_from(page):
    """Where "Next" leads."""
    return unescape(re.findall(r'<a class="act act-(?:primary|quiet)" href="([^"]+)">', page.text)[-1])
