"""The family and the child may ask who looked, and are told in calm words (SG-76)."""

from datetime import timedelta

import pytest
import time_machine

from civic.core.clock import now
from civic.core.database import row
from civic.people.cards import unlock_card
from civic.vault import acts, store
from civic.vault.forms import Asked

WHY = "La maestra avisó que no trae su tarjeta."


@pytest.fixture
async def looked(town):
    await store.put(town.lupita.id, name="Guadalupe Méndez", guardian="Rosa Méndez")
    await acts.open_identity(town.carmen, town.lupita.id, Asked("card", WHY))
    await acts.open_identity(town.saul, town.amaranta.id, Asked("legal", WHY))
    await unlock_card(town.teo, town.lupita.id)


async def test_sg_76_rosa_reads_who_looked_at_her_daughter(town, browser, looked):
    """SG-76: when, which role and institution, which reason; never the why, never a name of the vault."""
    await browser.come_in(town.rosa)
    page = await browser.get("/quien-miro")
    page.see("Colibrí de Papel", "Equipo que cuida, SIPINNA municipal", "por una tarjeta perdida", "Casa de la Niñez")
    page.see_not(WHY, "Guadalupe", "Rosa Méndez</dd>", "Carmen", "Teodoro", "Trueno Azul", "un juez")


async def test_lupita_reads_her_own_with_her_card_alone(town, browser, looked):
    """A low sign-in may: there is no name in it (SG-25)."""
    await browser.come_in(town.lupita)
    page = await browser.get("/quien-miro")
    page.see("por una tarjeta perdida").see_not(WHY, "Guadalupe", "Trueno Azul")
    await browser.come_in(town.mateo)
    (await browser.get("/quien-miro")).see("Nadie ha mirado").see_not("por una tarjeta perdida")


@pytest.mark.parametrize("who", ["teo", "carmen", "pilar", "julian", "leticia"])
async def test_it_is_for_children_and_families(town, browser, looked, who):
    await browser.come_in(town.people[who])
    await browser.get("/quien-miro", 403)


async def test_a_visitor_is_shown_the_door(town, browser, looked):
    await browser.get("/quien-miro", 401)


async def test_a_look_for_danger_is_told_a_month_later(town, browser, looked):
    """It may be from somebody of the family that the child is being protected: the page says so to everyone."""
    await acts.open_identity(town.carmen, town.lupita.id, Asked("danger", WHY))
    said = {"rosa": "para proteger a quien usted cuida", "lupita": "para cuidarte"}
    for who, words in said.items():
        await browser.come_in(town.people[who])
        page = (await browser.get("/quien-miro")).see("un mes después")
        assert words not in page.said
    with time_machine.travel(now() + timedelta(days=30, minutes=1)):
        for who, words in said.items():
            await browser.come_in(town.people[who])
            (await browser.get("/quien-miro")).see(words)


async def test_a_tie_that_nobody_checked_shows_nothing(town, browser, looked):
    await row("UPDATE guardianship SET verified_on = NULL WHERE guardian = $1", town.rosa.id)
    await browser.come_in(town.rosa)
    (await browser.get("/quien-miro")).see_not("Colibrí", "por una tarjeta perdida")
