"""SG-38: what a child writes or draws is read by a facilitator before anyone else sees it. Until then it is nowhere."""

from uuid import UUID

import pytest

from civic.core.database import value
from civic.core.images import Picture
from civic.deliberation import acts as deliberation
from civic.moderation import acts as moderation
from civic.proposals import acts as proposals
from tests.browsing import Browser
from tests.conftest import Town
from tests.moderation.sent import TREE, published_proposal

OUTSIDE = ("visitor", "mateo", "bruno", "rosa", "pilar", "julian", "leticia", "carmen")
SAID = "Zarigüeya en la banqueta"


async def _walk(town: Town, key: UUID, state: str) -> None:
    """Bring a sent text to that state, by the acts alone."""
    match state:
        case "returned":
            await moderation.return_writing(town.teo, key, "unclear", [])
        case "refused" | "appealed" | "closed":
            await moderation.refuse_writing(town.teo, key, "hurts")
            if state != "refused":
                await moderation.appeal_refusal(town.amaranta, key)
            if state == "closed":
                await moderation.uphold_refusal(town.ines, key, "hurts")
        case "withdrawn":
            await moderation.publish_writing(town.teo, key)
            await moderation.withdraw_writing(town.amaranta, key)


async def _proposal(town: Town, state: str) -> tuple[UUID, UUID]:
    """A proposal of Amaranta's with a drawing, in that state; its id and the drawing's."""
    key = await proposals.start_proposal(town.amaranta, town.call)
    picture = Picture(b"large", b"small", 4, 3)
    await proposals.keep_draft(town.amaranta, key, {**TREE, "title": SAID}, "parks", picture=picture)
    if state != "draft":
        await proposals.send_proposal(town.amaranta, key)
        await _walk(town, key, state)
    return key, await value("SELECT picture FROM version WHERE writing = $1", key)


async def _voice(town: Town, state: str) -> tuple[UUID, UUID]:
    about = await published_proposal(town.call, town.nicolas, town.teo)
    key = await deliberation.start_argument(town.amaranta, about, "worry", SAID)
    if state != "draft":
        await deliberation.send_argument(town.amaranta, key)
        await _walk(town, key, state)
    return key, about


STATES = ("draft", "submitted", "returned", "refused", "appealed", "closed", "withdrawn")


@pytest.mark.parametrize("state", STATES)
async def test_an_unpublished_idea_is_not_there_for_anyone_outside_the_team(
    town: Town, browser: Browser, state: str
) -> None:
    """SG-38: page, drawing in both sizes, list, search, its author's page, the desk, what may be said of it."""
    key, picture = await _proposal(town, state)
    for who in OUTSIDE:
        outsider = Browser(town.app) if who == "visitor" else await Browser(town.app).come_in(getattr(town, who))
        for url in (
            f"/propuestas/{key}",
            f"/dibujos/{picture}",
            f"/dibujos/{picture}?tam=s",
            f"/mis-ideas/{key}",
            f"/mesa/lectura/{key}",
            f"/propuestas/{key}/voces/nueva",
        ):
            await outsider.get(url, 404)
        for url in ("/propuestas", "/propuestas?q=zarigueya", "/", f"/convocatorias/{town.call}"):
            assert SAID not in (await outsider.client.get(url)).text, (who, url)
        await outsider.client.aclose()


@pytest.mark.parametrize("state", STATES)
async def test_an_unpublished_voice_is_not_there_for_anyone_outside_the_team(town: Town, state: str) -> None:
    """SG-38: neither by its own address nor under the idea it speaks of."""
    key, about = await _voice(town, state)
    for who in OUTSIDE:
        outsider = Browser(town.app) if who == "visitor" else await Browser(town.app).come_in(getattr(town, who))
        for url in (f"/voces/{key}", f"/mis-voces/{key}", f"/voces/{key}/responder", f"/mesa/lectura/{key}"):
            await outsider.get(url, 404)
        (await outsider.get(f"/propuestas/{about}")).see_not(SAID)
        await outsider.client.aclose()


async def test_once_published_everyone_reads_it(town: Town, browser: Browser) -> None:
    """SG-38: so that the test above can fail."""
    key, picture = await _proposal(town, "submitted")
    await moderation.publish_writing(town.teo, key)
    (await browser.get(f"/propuestas/{key}")).see(SAID)
    (await browser.get("/propuestas?q=zarigueya")).see(SAID)
    assert (await browser.client.get(f"/dibujos/{picture}")).content == b"large"


async def test_a_draft_is_not_even_for_the_team(town: Town, browser: Browser) -> None:
    key, _picture = await _proposal(town, "draft")
    await browser.come_in(town.teo)
    (await browser.get("/mesa/lectura")).see_not(SAID)
    await browser.get(f"/mesa/lectura/{key}", 404)


async def test_the_team_reads_a_returned_text_as_it_was_sent(town: Town, browser: Browser) -> None:
    """What its author changes since then is theirs until they send it again."""
    key, _picture = await _proposal(town, "returned")
    await proposals.keep_draft(town.amaranta, key, {"problem": "Todavía lo estoy pensando."})
    await browser.come_in(town.teo)
    (await browser.get(f"/mesa/lectura/{key}")).see("No hay sombra.").see_not("Todavía lo estoy pensando.")
