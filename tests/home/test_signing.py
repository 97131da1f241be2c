"""Who is told a child's alias, and who only the ages (safeguards section 3)."""

import pytest

from civic.moderation.acts import publish_writing
from civic.proposals import acts
from tests.browsing import Browser
from tests.conftest import Town

KNOW = ["lupita", "mateo", "amaranta", "teo", "leticia", "carmen"]
DO_NOT = ["", "bruno", "rosa", "pilar", "julian"]


async def published(town: Town) -> str:
    key = await acts.start_proposal(town.amaranta, town.call)
    await acts.keep_draft(town.amaranta, key, {"title": "Sombra"}, "parks")
    await acts.send_proposal(town.amaranta, key)
    await publish_writing(town.teo, key)
    return f"/propuestas/{key}"


@pytest.mark.parametrize("who", [*KNOW, *DO_NOT])
async def test_the_council_knows_aliases_and_everybody_else_ages(town: Town, browser: Browser, who: str) -> None:
    """SG-41: an officer cannot see who wrote an item; SG-36: neither can the public."""
    url = await published(town)
    if who:
        await browser.come_in(town.people[who])
    page = await browser.get(url)
    if who in KNOW:
        page.see(town.amaranta.name)
    else:
        page.see("Alguien de 10 a 13 años").see_not(town.amaranta.name)
