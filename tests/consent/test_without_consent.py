"""Bruno's family has not yet said yes: he reads, he asks for help, and nothing else he types is kept (SG-07).

The walk takes every door of the house that changes something, whichever room it belongs to.
"""

from civic.core.actor import VISITOR
from civic.core.database import rows, value
from tests.people.walk import counts, doors

#: Something for every field a form may ask, so that the rule and not the form is what stops it.
TYPED = {
    "title": "Un puente para el río",
    "problem": "El agua sube y no pasamos.",
    "idea": "Un puente de madera.",
    "words": "Un puente de madera.",
    "said": "yes",
    "kind": "reason",
    "category": "parks",
    "choice": "x",
    "child": "00000000-0000-0000-0000-000000000001",
    "purpose": "take_part",
}
#: His own, with no word of his in it: leaving, his news as read, his own keys, more time before the page closes.
OWN = {"people.leave", "inbox.read_inbox", "keys.show_key", "keys.add_passkey", "keys.remove_key", "devices.stay_longer"}


def is_own(rule):
    """Those, and the rights that nobody has to allow: to rest, to leave, to ask for what is kept of one (SG-11, SG-84)."""
    return str(rule) in OWN or rule.room == "rights"


async def walk(town, browser):
    """Every door that is not everyone's, with what it answered."""
    answers = {}
    for door in doors(town.app, "POST", town.call):
        if is_own(door.rule) or door.rule.who & VISITOR:
            continue
        answer = await browser.client.post(door.url, data=browser.marked(TYPED))
        answers[door.url] = (answer.status_code, door.rule)
    return answers


async def test_no_door_keeps_anything_bruno_types(town, browser):
    """SG-07: refused (403), or not there for him (404); zero new rows."""
    await browser.come_in(town.bruno)
    before = await counts()
    answers = await walk(town, browser)
    assert await counts() == before
    assert len(answers) >= 15
    assert {url: found for url, found in answers.items() if found[0] not in (403, 404)} == {}


async def test_bruno_reads_and_asks_for_help(town, browser):
    """SG-07: the help page is open and its message accepted; public pages are open."""
    await browser.come_in(town.bruno)
    for url in ("/", "/propuestas", f"/convocatorias/{town.call}", "/ayuda", "/avisos"):
        await browser.get(url)
    await browser.post("/ayuda", {"words": "Necesito hablar con alguien"})
    assert await value("SELECT count(*) FROM concern") == 1


async def test_without_her_own_yes_nothing_of_amaranta_is_kept_either(town, browser):
    """SG-12: no assent, no write: her family said yes, she has not."""
    await rows("DELETE FROM assent")
    await browser.come_in(town.amaranta)
    before = await counts()
    for door in doors(town.app, "POST", town.call):
        about_her = is_own(door.rule) or str(door.rule) == "consent.answer_assent" or door.rule.who & VISITOR
        if not about_her:
            answer = await browser.client.post(door.url, data=browser.marked(TYPED))
            asked_first = answer.status_code == 303 and "/participar" in answer.headers["location"]
            assert asked_first or answer.status_code in (403, 404, 422), door.url
    assert await counts() == before
