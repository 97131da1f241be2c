"""Against the promise that nothing of a child is seen before it was read, and that what is read is what is seen."""

import asyncio
import json
from uuid import UUID

import pytest

from civic.consent.acts import answer_assent, withdraw_consent
from civic.consent.purposes import PUBLISH
from civic.core.acts import NotThere
from civic.core.charter import Refused
from civic.core.database import DB, row, rows, value
from civic.core.images import Picture
from civic.demo.people import FAMILIES
from civic.moderation import acts, queries
from civic.people.queries import person
from civic.proposals import acts as proposals
from tests.browsing import Browser
from tests.conftest import Town
from tests.moderation.sent import TREE, sent_proposal

DRAWN = Picture(b"large", b"small", 4, 3)
NAME = "Chabela"


async def returned(town: Town, **kept: object) -> UUID:
    """Amaranta's idea came back with help, and she has begun to change it."""
    key = await sent_proposal(town.call, town.amaranta)
    await acts.return_writing(town.teo, key, "unclear", [])
    await proposals.keep_draft(town.amaranta, key, **kept)
    return key


async def test_sg_38_a_drawing_of_changes_not_sent_is_its_authors_alone(town: Town, browser: Browser) -> None:
    """SG-38: the team sees the pictures of what was sent, as it sees the words of what was sent."""
    key = await returned(town, picture=DRAWN)
    drawing = await value("SELECT picture FROM version WHERE writing = $1 AND sent_at IS NULL", key)
    assert drawing
    await queries.picture(town.amaranta, drawing, small=True)
    for adult in (town.teo, town.ines, town.carmen, town.julian):
        with pytest.raises(NotThere):
            await queries.picture(adult, drawing, small=True)
    await browser.come_in(town.teo)
    await browser.get(f"/dibujos/{drawing}", 404)
    await proposals.send_proposal(town.amaranta, key)
    await queries.picture(town.teo, drawing, small=True)


async def test_sg_38_a_stale_desk_cannot_publish_a_version_nobody_read(town: Town, browsers) -> None:
    """SG-38: Inés still has the first version before her; Teo returned it, and Amaranta sent another. Hers must be read."""
    key = await sent_proposal(town.call, town.amaranta)
    ines = await browsers().come_in(town.ines)
    actions = (await ines.get(f"/mesa/lectura/{key}")).forms
    await acts.return_writing(town.teo, key, "unclear", [])
    await proposals.keep_draft(town.amaranta, key, words={"title": "Mi papá se llama Juan"})
    await proposals.send_proposal(town.amaranta, key)
    data = {"return_reason": "unclear", "refuse_reason": "hurts", "field": "title", "piece": "Juan"}
    decisions = [each for each in actions if str(key) in each]
    assert len(decisions) == 4
    for action in decisions:
        (await ines.post(action, data, 403)).see("un momento antes")
    assert await value("SELECT state FROM writing WHERE id = $1", key) == "submitted"
    anew = (await ines.get(f"/mesa/lectura/{key}")).forms
    await ines.post(next(each for each in anew if "/publicar" in each))


async def together(*deeds) -> list[object]:
    return await asyncio.gather(*(asyncio.create_task(each) for each in deeds), return_exceptions=True)


async def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every look at a writing takes a moment, so that what two people do at once truly meets."""
    for module in (queries, proposals.queries):
        for name in ("visible", "reading", "draft"):
            if not hasattr(module, name):
                continue
            looks = getattr(module, name)

            async def look(*given, looks=looks, **more):
                found = await looks(*given, **more)
                await asyncio.sleep(0.05)
                return found

            monkeypatch.setattr(module, name, look)


async def test_sg_39_two_masks_at_once_both_stay(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """SG-39: two facilitators cover two things in one moment; neither uncovers the other's."""
    key = await sent_proposal(town.call, town.amaranta)
    await slowly(monkeypatch)
    await together(
        acts.mask_writing(town.teo, key, "help", NAME), acts.mask_writing(town.ines, key, "help", "jacarandas")
    )
    masks = json.loads(await value("SELECT masks FROM version WHERE writing = $1", key))
    assert sorted(masks["help"]) == [NAME, "jacarandas"]


async def test_sg_39_what_is_covered_while_it_is_published_is_covered_everywhere(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SG-39: one publishes in the moment in which the other covers a name. In no order does it stay in the excerpt or
    the search while the page believes it covered."""
    key = await sent_proposal(town.call, town.amaranta)
    await slowly(monkeypatch)
    await together(acts.mask_writing(town.teo, key, "help", NAME), acts.publish_writing(town.ines, key))
    found = await row(
        "SELECT w.search, w.excerpt, w.state, v.masks FROM writing w JOIN version v ON v.writing = w.id WHERE w.id = $1", key
    )
    covered = NAME in json.dumps(json.loads(found["masks"]))
    assert found["state"] == "published"
    assert (NAME.casefold() in found["search"]) is not covered
    assert (NAME in found["excerpt"]) is not covered


async def test_sg_39_what_is_typed_while_it_is_sent_is_not_slipped_in(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """SG-38, SG-39: two tabs, one keeps and one sends. The hash is that of the words, and the list shows their title."""
    key = await proposals.start_proposal(town.amaranta, town.call)
    await proposals.keep_draft(town.amaranta, key, words=TREE, category="parks")
    await slowly(monkeypatch)
    await together(
        proposals.send_proposal(town.amaranta, key),
        proposals.keep_draft(town.amaranta, key, words={"title": "Otra cosa"}),
    )
    found = await row(
        """SELECT w.title, v.words, v.hash, sha256(convert_to($2, 'utf8')) AS other FROM writing w
           JOIN version v ON v.writing = w.id WHERE w.id = $1""",
        key,
        json.dumps(TREE, sort_keys=True, ensure_ascii=False),
    )
    words = json.loads(found["words"])
    assert found["title"] == words["title"]
    assert (found["hash"] == found["other"]) is (words == TREE)


async def test_sg_38_withdrawn_and_published_at_once_is_withdrawn(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """SG-38: whoever was first, in the end what its author took back is not there."""
    for _turn in range(3):
        key = await sent_proposal(town.call, town.amaranta)
        await together(acts.publish_writing(town.teo, key), acts.withdraw_writing(town.amaranta, key))
        assert await value("SELECT state FROM writing WHERE id = $1", key) == "withdrawn"


async def test_sg_40_of_two_appeals_or_two_decisions_one_counts(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """SG-40: two readers decide in one moment: one decision, one message to the child."""
    key = await sent_proposal(town.call, town.amaranta)
    await slowly(monkeypatch)
    done = await together(acts.refuse_writing(town.teo, key, "hurts"), acts.return_writing(town.ines, key, "unclear", []))
    assert sum(isinstance(each, Refused | NotThere) for each in done) == 1
    assert await value("SELECT count(*) FROM decision WHERE writing = $1", key) == 1
    assert await value("SELECT count(*) FROM message WHERE person = $1", town.amaranta.id) == 1


async def test_sg_08_what_waits_is_not_published_once_the_permission_is_gone(town: Town, browser: Browser) -> None:
    """SG-08, SG-11: the guardian withdrew the permission to publish while the text lay on the desk; it waits, unseen."""
    key = await sent_proposal(town.call, town.amaranta)
    await withdraw_consent(await person(FAMILIES, ""), town.amaranta.id, PUBLISH)
    await browser.come_in(town.teo)
    await browser.post(f"/mesa/lectura/{key}/publicar", status=403)
    assert await value("SELECT state FROM writing WHERE id = $1", key) == "submitted"
    await browser.post(f"/mesa/lectura/{key}/devolver", {"return_reason": "unclear"})


async def test_sg_12_what_waits_is_not_published_once_the_child_said_no(town: Town, browser: Browser) -> None:
    """SG-12: the child's own no counts as much as the guardian's, and from the same moment; an appeal changes nothing."""
    key = await sent_proposal(town.call, town.amaranta)
    await answer_assent(town.amaranta, town.call, "no")
    await browser.come_in(town.teo)
    await browser.post(f"/mesa/lectura/{key}/publicar", status=403)
    await acts.refuse_writing(town.teo, key, "hurts")
    await acts.appeal_refusal(town.amaranta, key)
    await browser.come_in(town.ines)
    await browser.post(f"/mesa/lectura/{key}/publicar-tras-apelacion", status=403)
    await answer_assent(town.amaranta, town.call, "yes")
    await browser.post(f"/mesa/lectura/{key}/publicar-tras-apelacion")


async def test_sg_12_after_a_no_nothing_more_is_kept_of_a_draft(town: Town, browser: Browser) -> None:
    """SG-12: no assent, no write: also not one step of an idea begun before."""
    key = await proposals.start_proposal(town.amaranta, town.call)
    await proposals.keep_draft(town.amaranta, key, words={"title": "Antes"})
    await answer_assent(town.amaranta, town.call, "no")
    await browser.come_in(town.amaranta)
    await browser.post(f"/mis-ideas/{key}/titulo", {"title": "Después"}, 403)
    kept = await rows("SELECT words FROM version WHERE writing = $1", key)
    assert "Después" not in str(kept)
    assert DB.pool
