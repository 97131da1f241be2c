"""A finger on the drawing sheet, a double tap, a network that goes away: what happens on tablets."""

import re

from playwright.async_api import expect

from civic.core.database import row, value
from civic.proposals.acts import start_proposal
from tests.browser.conftest import Open
from tests.conftest import Town
from tests.databases import owner_value
from tests.voting.polls import closed, opened


async def test_lupita_draws_on_the_page_and_her_drawing_is_kept(town: Town, window: Open) -> None:
    """What she drew is drawn anew by the house before it is kept (SG-38: and nobody else sees it yet)."""
    draft = await start_proposal(town.lupita, town.call)
    lupita = await window(town.lupita, height=1400)
    await lupita.go(f"/mis-ideas/{draft}/dibujo")
    sheet = await lupita.tab.locator("picture-pad canvas").bounding_box()
    assert sheet
    hand = lupita.tab.mouse
    await hand.move(sheet["x"] + 30, sheet["y"] + 30)
    await hand.down()
    await hand.move(sheet["x"] + 200, sheet["y"] + 120, steps=8)
    await hand.up()
    await expect(lupita.tab.locator("input[type=file]")).to_have_value(re.compile("drawing"))
    await lupita.send("/dibujo")
    assert lupita.here == f"/mis-ideas/{draft}/revisar"
    kept = await row(
        "SELECT p.kind, p.large FROM picture p JOIN version v ON v.picture = p.id WHERE v.writing = $1", draft
    )
    assert kept and kept["kind"] == "image/webp" and len(kept["large"]) > 500
    assert await lupita.tab.locator('img[src^="/dibujos/"]').evaluate("(each) => each.naturalWidth") > 0
    other = await window(town.mateo)
    picture = await lupita.tab.locator('img[src^="/dibujos/"]').get_attribute("src")
    assert (await other.tab.request.get(f"{other.home}{picture}")).status == 404


async def test_a_double_tap_votes_once(town: Town, window: Open) -> None:
    """SG-49: two quick touches on «Sí, votar» leave one ballot in the box, and a calm page."""
    poll = await opened(town)
    mateo = await window(town.mateo)
    await mateo.go(f"/votaciones/{poll}/boleta")
    await mateo.choose("choice", "1")
    await mateo.send("/boleta/ver")
    async with mateo.tab.expect_navigation(url="**/listo"):
        await mateo.tab.locator('form[action$="/boleta"] button[type=submit]').dblclick()
    await mateo.tab.wait_for_load_state()
    assert mateo.here == f"/votaciones/{poll}/listo"
    assert await owner_value("SELECT count(*) FROM ballot WHERE poll = $1", poll) == 1


async def test_when_the_network_goes_away_nothing_typed_is_lost(town: Town, window: Open) -> None:
    """SG-72: the page says so and keeps the words; when the network is back, the same touch sends them."""
    draft = await start_proposal(town.amaranta, town.call)
    amaranta = await window(town.amaranta)
    await amaranta.go(f"/mis-ideas/{draft}/titulo")
    await amaranta.write("title", "Una fuente")
    await amaranta.tab.context.set_offline(True)
    await amaranta.tab.locator('form[action$="/titulo"] button[type=submit]').click()
    await amaranta.tab.locator(".lost-line").wait_for()
    assert await amaranta.tab.locator('[name="title"]').input_value() == "Una fuente"
    await amaranta.tab.context.set_offline(False)
    await amaranta.tab.locator(".lost-line").wait_for(state="detached")
    await amaranta.send("/titulo")
    assert await value("SELECT words->>'title' FROM version WHERE writing = $1", draft) == "Una fuente"


async def test_a_form_that_waited_while_the_vote_closed_says_so_calmly(town: Town, window: Open) -> None:
    """SG-72: somebody was faster: the page says what happened and leads on."""
    poll = await opened(town)
    nicolas = await window(town.nicolas)
    await nicolas.go(f"/votaciones/{poll}/boleta")
    await nicolas.choose("choice", "0")
    await nicolas.send("/boleta/ver")
    await closed(town, poll)
    await nicolas.send("/boleta")
    assert await nicolas.tab.locator("h1").count() == 1
    assert await nicolas.tab.locator(f'main a[href="/votaciones/{poll}"]').count() == 1
    assert "Elegiste" not in await nicolas.words()
