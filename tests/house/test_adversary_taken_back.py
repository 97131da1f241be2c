"""Against the promise that what its author takes back is gone for everyone at once: every place where its words remain."""

import json

from civic.core import outbox
from civic.core.database import rows, value
from civic.deliberation.telling import tell_contributors
from civic.moderation.acts import withdraw_writing
from tests.conftest import Town
from tests.responses.stage import published, voice
from tests.voting.polls import after_the_close, closed, opened, vote

TITLE = "Árboles con sombra"


async def taken_back(town: Town, key) -> None:
    idea = await value("SELECT proposal FROM poll_option o JOIN writing w ON w.id = o.proposal WHERE w.title = $1", TITLE)
    await withdraw_writing(town.amaranta, idea)


async def test_sg_38_a_vote_does_not_go_on_saying_what_was_taken_back(town: Town, browsers) -> None:
    """SG-38: on the page of the vote, on the ballot, read back and on the desk: that there was an idea, no longer its
    words. Its place on the ballot stays, because the rules are frozen (SG-53)."""
    key = await opened(town)
    child, team, nobody = await browsers().come_in(town.lupita), await browsers().come_in(town.teo), browsers()
    (await nobody.get(f"/votaciones/{key}")).see(TITLE)
    await taken_back(town, key)
    for browser, path in (
        (nobody, f"/votaciones/{key}"),
        (child, f"/votaciones/{key}"),
        (child, f"/votaciones/{key}/boleta"),
        (team, f"/mesa/votaciones/{key}"),
    ):
        page = (await browser.get(path)).see_not(TITLE)
        page.see("Una idea que se retiró", "Una cancha con luz")
    seen = await child.post(f"/votaciones/{key}/boleta/ver", {"choice": "0", "paper": await paper(child, key)}, 200)
    seen.see("Una idea que se retiró").see_not(TITLE)


async def paper(browser, key) -> str:
    text = (await browser.get(f"/votaciones/{key}/boleta")).text
    return text.split('name="paper" value="')[1].split('"')[0]


async def test_sg_38_nor_does_its_result(town: Town, browsers) -> None:
    """SG-38: the result, its data and the list of what was decided."""
    key = await opened(town)
    for child in (town.lupita, town.nicolas, town.amaranta, town.mateo):
        await vote(child, key, 0)
    await closed(town, key)
    with after_the_close():
        await outbox.drain()
    nobody = browsers()
    (await nobody.get("/votaciones")).see(TITLE)
    await taken_back(town, key)
    (await nobody.get(f"/votaciones/{key}")).see("Una idea que se retiró").see_not(TITLE)
    (await nobody.get("/votaciones")).see("Una idea que se retiró").see_not(TITLE)
    data = json.loads((await nobody.get(f"/votaciones/{key}/resultado.json")).text)
    assert [each["title"] for each in data["options"]][1:] == ["Una cancha con luz", "Bancas para platicar"]
    assert data["options"][0]["title"] != TITLE and data["options"][0]["chosen"]


async def test_sg_38_nor_the_news_of_others(town: Town, browsers) -> None:
    """SG-38: who spoke about it was told of it by its title; with it goes its news. The author's own stay."""
    key = await published(town, TITLE)
    await voice(town, town.mateo, key)
    await tell_contributors("not_chosen", key)
    await outbox.drain()
    mateo = await browsers().come_in(town.mateo)
    (await mateo.get("/avisos")).see(TITLE)
    await withdraw_writing(town.amaranta, key)
    (await mateo.get("/avisos")).see_not(TITLE)
    assert await rows("SELECT 1 FROM message WHERE person = $1", town.amaranta.id)
