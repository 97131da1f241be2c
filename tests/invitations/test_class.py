"""A facilitator's class: who has come, whose card rests; one child or everybody helped in two taps, no secret seen."""

import asyncio
import json
from uuid import UUID

from civic.core.clock import now
from civic.core.database import rows, value
from civic.demo.people import SCHOOL
from civic.people.acts import try_key
from civic.people.limits import LOCKED_AFTER
from civic.people.queries import card_of
from tests.browsing import Browser
from tests.conftest import Town
from tests.invitations.lists import DESK
from tests.people.doorbell import hand_card, show_card

CLASS = f"/mesa/clase/{SCHOOL}"


async def rest(*children: UUID) -> None:
    for each in children:
        key = try_key(str((await card_of(each))["id"]))
        await rows("INSERT INTO try (id, failures, at) VALUES ($1, $2, $3)", key, LOCKED_AFTER, now())


async def resting() -> int:
    return await value("SELECT count(*) FROM try WHERE failures >= $1", LOCKED_AFTER)


async def test_a_class_is_seen_by_alias_and_each_look_is_written_down(town: Town, teo: Browser) -> None:
    """SG-77: with how many children, and nobody's name."""
    await rest(town.lupita.id)
    await rows("UPDATE person SET paused = 'family' WHERE id = $1", town.mateo.id)
    await rows("UPDATE card SET claimed_at = NULL WHERE person = $1", town.bruno.id)
    page = await teo.get(CLASS)
    page.see("Colibrí de Papel La tarjeta descansa", "Luna de Barro En pausa", "Nube Tranquila Todavía no llega")
    page.see("Trueno Azul Ahora no ha entrado").see_not("Lupita", "Mateo", "Familia")
    looks = await rows("SELECT * FROM entry WHERE act = 'invitations.see_class'")
    assert [(each["person"], each["subject"], json.loads(each["facts"])) for each in looks] == [
        (town.teo.id, SCHOOL, {"children": 5})
    ]


async def test_who_is_in_is_said(town: Town, teo: Browser, browser: Browser) -> None:
    await browser.come_in(town.nicolas)
    (await teo.get(CLASS)).see("Río Amarillo Ya entró")


async def test_only_facilitators_see_a_class(town: Town, browser: Browser) -> None:
    """SG-75, threat 12"""
    for who in (town.julian, town.carmen, town.pilar, town.leticia, town.rosa, town.amaranta):
        await browser.come_in(who)
        await browser.get(CLASS, 403)
        for what in ("abrir", "elegir", "de-acuerdo", "tarjetas"):
            await browser.post(f"{CLASS}/{what}", {"everybody": "yes"}, 403)


async def test_one_card_is_opened_and_the_others_keep_resting(town: Town, teo: Browser, browsers) -> None:
    """SG-24: what the child chose stays."""
    card = await hand_card("lupita")
    await rest(town.lupita.id, town.nicolas.id)
    await teo.post(f"{CLASS}/abrir", {"child": str(town.lupita.id)})
    assert await resting() == 1
    (await show_card(browsers(), card)).see_not("descansa")


async def test_a_whole_class_is_opened_in_two_taps(town: Town, teo: Browser) -> None:
    children = (town.lupita, town.nicolas, town.amaranta, town.mateo, town.bruno)
    await rest(*(each.id for each in children))
    await teo.post(f"{CLASS}/abrir", {"everybody": "yes"})
    assert await resting() == 0
    assert await value("SELECT count(*) FROM entry WHERE act = 'people.unlock_card'") == len(children)


async def test_nobody_chosen_is_told(town: Town, teo: Browser) -> None:
    for what in ("abrir", "elegir", "tarjetas"):
        (await teo.get((await teo.post(f"{CLASS}/{what}")).location)).see("Falta elegir a una persona")
    assert await value("SELECT count(*) FROM reset") + await value("SELECT count(*) FROM batch") == 0


async def test_choosing_anew_takes_two_adults_for_the_youngest_only(town: Town, teo: Browser, ines: Browser) -> None:
    """SG-23, SG-28: the answer holds no secret, and there is none to hold."""
    chosen = [str(town.lupita.id), str(town.amaranta.id)]
    secret = await value("SELECT hash FROM card WHERE person = $1", town.lupita.id)
    await teo.post(f"{CLASS}/elegir", {"child": chosen})
    page = await teo.get(CLASS)
    page.see("Colibrí de Papel Falta otra persona adulta", "Trueno Azul Puede elegir de nuevo")
    page.see_not(secret, "De acuerdo: estoy aquí con el grupo")
    await teo.post(f"{CLASS}/de-acuerdo", {"by": str(town.teo.id)}, 403)
    (await ines.get(CLASS)).see("Teodoro Ríos pide que elijan de nuevo: Colibrí de Papel")
    await ines.post(f"{CLASS}/de-acuerdo", {"by": str(town.teo.id)})
    (await ines.get(CLASS)).see("Colibrí de Papel Puede elegir de nuevo")
    assert await value("SELECT confirmed_by FROM reset WHERE person = $1", town.lupita.id) == town.ines.id


async def test_two_agree_at_once(town: Town, teo: Browser, ines: Browser) -> None:
    await teo.post(f"{CLASS}/elegir", {"child": str(town.lupita.id)})
    data = ines.marked({"by": str(town.teo.id)})
    answers = await asyncio.gather(*(ines.client.post(f"{CLASS}/de-acuerdo", data=data) for _ in range(4)))
    assert {each.status_code for each in answers} <= {303, 403}
    assert await value("SELECT count(*) FROM reset WHERE confirmed_by = $1", town.ines.id) == 1


async def test_a_child_of_another_class_is_not_reached(town: Town, teo: Browser) -> None:
    """SG-22: an id of elsewhere in the form."""
    other = UUID(int=300)
    await rows("INSERT INTO place (id, name, kind, active) VALUES ($1, 'Otra', 'school', true)", other)
    await teo.post(f"/mesa/clase/{other}/elegir", {"child": str(town.amaranta.id)})
    await teo.post(f"/mesa/clase/{UUID(int=301)}/abrir", {"everybody": "yes"}, 404)
    assert await value("SELECT count(*) FROM reset") == 0


async def test_a_lost_card_is_over_at_once_and_its_heir_takes_two(
    town: Town, teo: Browser, ines: Browser, browser: Browser, browsers
) -> None:
    """Threat 21: what it had opened is closed too."""
    card = await hand_card("amaranta")
    await browser.come_in(town.amaranta)
    page = await teo.post(f"{CLASS}/tarjetas", {"child": str(town.amaranta.id)})
    await browser.get("/avisos", 401)
    (await show_card(browsers(), card)).see_not(town.amaranta.name)
    key = page.location.rsplit("/", 1)[1]
    (await ines.get(CLASS)).see("Trueno Azul Todavía no llega")
    await teo.post(f"{DESK}/{key}/firmar", status=403)
    await ines.post(f"{DESK}/{key}/firmar")
    await ines.post(f"{DESK}/{key}/tarjetas", status=200)
    assert await value("SELECT count(*) FROM card WHERE person = $1 AND claimed_at IS NULL", town.amaranta.id) == 1


async def test_a_dropped_list_of_new_cards_forgets_nobody(town: Town, teo: Browser, ines: Browser) -> None:
    page = await teo.post(f"{CLASS}/tarjetas", {"everybody": "yes"})
    before = await value("SELECT count(*) FROM person")
    await ines.post(f"{page.location}/borrar")
    assert await value("SELECT count(*) FROM person") == before
