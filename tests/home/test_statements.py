"""Performance goal G9: how many statements a page costs does not depend on how much it shows."""

import pytest

from civic.core.clock import today
from civic.core.database import row, statements
from civic.responses.tables import Answer
from tests.browsing import Browser
from tests.conftest import Town
from tests.home.made import advise, idea, ideas, said

#: Asked before any page is: who comes in, and whether the page drawn before still stands.
BEFORE = ("FROM sign_in", "pg_current_snapshot")


async def cost(browser: Browser, url: str) -> int:
    """Statements of one page, drawn anew, beyond those asked before it."""
    statements.set(seen := [])
    try:
        await browser.get(url)
    finally:
        statements.set(None)
    return len([each for each in seen if not any(known in each for known in BEFORE)])


@pytest.mark.parametrize("many", [1, 20, 200])
async def test_the_list_costs_at_most_three(town: Town, browser: Browser, many: int) -> None:
    """G9"""
    await ideas(town.amaranta.id, town.call, many)
    assert await cost(browser, "/propuestas") <= 3
    await browser.come_in(town.nicolas)
    assert await cost(browser, "/propuestas?buscar=idea&tema=parks") <= 3


@pytest.mark.parametrize("many", [1, 20, 200])
async def test_a_story_costs_at_most_four_with_any_number_of_voices(town: Town, browser: Browser, many: int) -> None:
    """G9"""
    key = await idea(town.amaranta.id, town.call, "Árboles")
    for n in range(many):
        await said(town.nicolas.id, key, f"Razón {n}")
    await advise(town.leticia.id, key, "Los fresnos crecen bien aquí.")
    assert 2 <= await cost(browser, f"/propuestas/{key}") <= 4
    await browser.come_in(town.nicolas)
    assert await cost(browser, f"/propuestas/{key}") <= 4
    await row("UPDATE proposal SET state = 'chosen' WHERE id = $1", key)
    await Answer.insert(Answer(proposal=key, office=town.offices["Parques y Jardines"], due_on=today()))
    assert await cost(browser, f"/propuestas/{key}") <= 4


@pytest.mark.parametrize("many", [1, 20])
async def test_a_child_s_own_page_costs_the_same_with_one_idea_or_twenty(
    town: Town, browser: Browser, many: int
) -> None:
    await browser.come_in(town.amaranta)
    await ideas(town.amaranta.id, town.call, many)
    assert await cost(browser, "/mi-pagina") <= 6
