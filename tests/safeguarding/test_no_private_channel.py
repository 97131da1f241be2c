"""SG-32, SG-33, threat 1: an adult of the team who wants to move one child off the platform finds no way to write to them.

Every text an adult can put before a child is either refused or stands where at least two other vetted adults read it.
"""

from collections.abc import Awaitable, Callable
from uuid import uuid4

import pytest

from civic.core.database import row, rows, value
from civic.inbox.sentences import SENTENCES
from civic.moderation.reasons import REASONS
from civic.proposals import acts as proposals
from tests.browsing import Browser
from tests.conftest import Town
from tests.databases import owner_rows
from tests.moderation.sent import TREE, published_proposal, sent_proposal
from tests.responses.stage import chosen, promised, typed
from tests.responses.test_report_milestone import photo

LURE = "quiero verte a solas"

#: The columns of text that an adult fills and a child reads: each stands on a page that everyone reads, so the whole team
#: does. A new column of text fails until it is put here, or below with why it is none.
ADULT_TO_CHILD = {
    "advice.words", "answer.reason", "answer.instead", "answer.passed_to", "call.question", "call.can_change",
    "call.money", "call.decides", "call.data", "commitment.title", "milestone.title", "evidence.words", "poll.question",
    "area.name", "office.name", "town.name", "town.region", "term.name", "place.name", "contact.name", "contact.phone",
    "contact.hours", "person.name", "person.title", "incident.notice", "poll_change.why", "signature.why",
}  # fmt: skip

#: Written by a child, or by a child and then covered; words of our own lists; or read by several of the team and no child.
NOT_TO_A_CHILD = {
    "version.words", "version.masks", "writing.title", "writing.excerpt", "writing.search", "request.words",
    "concern.words", "concern.answer_to", "concern.authority", "concern.folio",
    "message.kind", "message.facts", "message.link", "entry.act", "entry.facts", "job.kind", "job.facts",
    "poll.lot_seed", "poll.manifest", "poll.rule", "poll.result", "poll.rules_hash", "signature.seen", "card.hash", "password.hash",
    "password.username", "passkey.label", "device.name", "batch.label", "gate.facts", "incident.facts",
    "nomination.name", "nomination.title", "custodian.name", "helper.name", "witness.name", "outing.why", "vetting.issuer",
    "migration.name", "migration.app_name",
}  # fmt: skip


async def everything() -> str:
    tables = await rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    found = [await owner_rows(f'SELECT t::text AS line FROM "{each["tablename"]}" t') for each in tables]
    return "\n".join(line["line"] for lines in found for line in lines)


async def kept_nowhere(words: str = LURE) -> None:
    assert words not in await everything()


async def note_beside_a_return(town: Town, browsers: Callable[[], Browser]) -> None:
    """1. A note typed beside the reason of a return (SG-33: the forms have no free text)."""
    key = await sent_proposal(town.call, town.amaranta)
    teo = await browsers().come_in(town.teo)
    sneaked = {name: LURE for name in ("note", "words", "message", "comment", "return_note")}
    await teo.post(f"/mesa/lectura/{key}/devolver", {"return_reason": "unclear", **sneaked})
    await kept_nowhere()


async def reason_of_their_own(town: Town, browsers: Callable[[], Browser]) -> None:
    """2. A reason or a tip that is not on the list."""
    key = await sent_proposal(town.call, town.amaranta)
    teo = await browsers().come_in(town.teo)
    for data in ({"return_reason": LURE}, {"return_reason": "unclear", "tips": [LURE]}):
        await teo.post(f"/mesa/lectura/{key}/devolver", data, 422)
    await teo.post(f"/mesa/lectura/{key}/no-publicar", {"refuse_reason": LURE}, 422)
    await kept_nowhere()


async def words_in_a_mask(town: Town, browsers: Callable[[], Browser]) -> None:
    """3. Words written through the cover of personal data."""
    key = await sent_proposal(town.call, town.amaranta)
    teo = await browsers().come_in(town.teo)
    await teo.post(f"/mesa/lectura/{key}/tapar", {"field": "problem", "piece": LURE}, 422)
    await kept_nowhere()


async def wording_of_an_option(town: Town, browsers: Callable[[], Browser]) -> None:
    """4. The wording of a ballot's option: it is the child's own, taken by its id."""
    from civic.voting.acts import draft_poll

    key = await draft_poll(town.julian, town.call)
    about = await published_proposal(town.call, town.amaranta, town.teo)
    julian = await browsers().come_in(town.julian)
    await julian.post(f"/mesa/votaciones/{key}/poner", {"proposal": str(about), "title": LURE, "words": LURE})
    await kept_nowhere()


async def text_of_an_event(town: Town, browsers: Callable[[], Browser]) -> None:
    """5. What a call says: everyone reads it, without coming in."""
    await row("UPDATE call SET question = $1", LURE)
    (await browsers().get("/convocatorias")).see(LURE)


async def a_label(town: Town, browsers: Callable[[], Browser]) -> None:
    """6. A label on a child's idea: there is no such field."""
    key = await sent_proposal(town.call, town.amaranta)
    teo = await browsers().come_in(town.teo)
    await teo.post(f"/mesa/lectura/{key}/publicar", {"label": LURE, "category": LURE, "title": LURE})
    await kept_nowhere()


async def an_answer_to_a_voice(town: Town, browsers: Callable[[], Browser]) -> None:
    """7. A voice or an answer among the children's."""
    about = await published_proposal(town.call, town.amaranta, town.teo)
    for adult in (town.teo, town.leticia, town.pilar, town.carmen, town.julian, town.rosa):
        browser = await browsers().come_in(adult)
        await browser.post(f"/propuestas/{about}/voces", {"kind": "reason", "words": LURE}, 403)
    await kept_nowhere()


async def answer_to_a_report(town: Town, browsers: Callable[[], Browser]) -> None:
    """8. A direct message, a chat, an answer to a report: no such door."""
    teo = await browsers().come_in(town.teo)
    for url in (
        "/mensajes", "/mensajes/nuevo", "/chat", "/avisos/nuevo", f"/personas/{town.lupita.id}/mensaje",
        f"/reportes/{uuid4()}/responder", "/llamadas", "/correo",
    ):  # fmt: skip
        await teo.get(url, 404)
        await teo.post(url, {"words": LURE, "to": str(town.lupita.id)}, 404)
    await kept_nowhere()


async def answer_to_a_help_message(town: Town, browsers: Callable[[], Browser]) -> None:
    """9. An answer to who asked for help: steps and ends are from lists, and the folio is read by officers alone."""
    child = await browsers().come_in(town.lupita)
    await child.post("/ayuda", {"words": "Tengo miedo", "it_is_me": "yes"})
    key = await value("SELECT id FROM concern")
    carmen = await browsers().come_in(town.carmen)
    await carmen.post(f"/mesa/cuidado/{key}/leer", {"words": LURE, "answer": LURE}, 200)
    await carmen.post(f"/mesa/cuidado/{key}/paso", {"step": LURE}, 422)
    await carmen.post(f"/mesa/cuidado/{key}/responder", {"words": LURE}, 404)
    told = {"authority": LURE, "folio": LURE, "told_at": "2026-01-05T10:30"}
    await carmen.post(f"/mesa/cuidado/{key}/aviso", told)
    saul = await browsers().come_in(town.saul)
    (await saul.get(f"/mesa/cuidado/{key}")).see(LURE)
    for url in ("/mi-pagina", "/avisos", "/ayuda", "/ayuda/recibido"):
        (await child.get(url)).see_not(LURE)


async def words_in_a_picture(town: Town, browsers: Callable[[], Browser]) -> None:
    """10. Words inside a picture: an officer's pictures hang where everyone sees them; nobody else sends any."""
    key = await promised(town)
    step = str(await value("SELECT id FROM milestone WHERE commitment = $1 ORDER BY due_on LIMIT 1", key))
    pilar = await browsers().come_in(town.pilar)
    await pilar.post(f"/mesa/oficina/{key}/avance", {"step": step, "words": "Ya está."}, files=photo())
    shown = await browsers().client.get(f"/evidencias/{await value('SELECT id FROM evidence')}")
    assert shown.status_code == 200 and shown.headers["cache-control"].startswith("public")
    idea = await sent_proposal(town.call, town.amaranta)
    for adult in (town.teo, town.leticia, town.pilar, town.carmen):
        browser = await browsers().come_in(adult)
        await browser.post(f"/mis-ideas/{idea}/dibujo", {}, 404, files={"drawing": photo()["picture"]})


async def name_of_a_file(town: Town, browsers: Callable[[], Browser]) -> None:
    """11. The name of a file: it is kept nowhere, and what is downloaded is named by us."""
    key = await promised(town)
    step = str(await value("SELECT id FROM milestone WHERE commitment = $1 ORDER BY due_on LIMIT 1", key))
    pilar = await browsers().come_in(town.pilar)
    named = {"picture": (f"{LURE}.jpg", *photo()["picture"][1:])}
    await pilar.post(f"/mesa/oficina/{key}/avance", {"step": step, "words": "Ya está."}, files=named)
    shown = await browsers().client.get(f"/evidencias/{await value('SELECT id FROM evidence')}")
    assert LURE not in str(shown.headers)
    await kept_nowhere()


async def answer_of_the_city(town: Town, browsers: Callable[[], Browser]) -> None:
    """12. The city's answer and an adviser's advice: published as they are sent, with the name of who wrote them."""
    key = await chosen(town)
    pilar = await browsers().come_in(town.pilar)
    await pilar.post(f"/mesa/oficina/{key}/responder", typed(reason=f"Sí, {LURE}."))
    for reader in (browsers(), await browsers().come_in(town.ines), await browsers().come_in(town.saul)):
        (await reader.get(f"/propuestas/{key}")).see(LURE)


PATHS: list[Callable[..., Awaitable[None]]] = [
    note_beside_a_return, reason_of_their_own, words_in_a_mask, wording_of_an_option, text_of_an_event, a_label,
    an_answer_to_a_voice, answer_to_a_report, answer_to_a_help_message, words_in_a_picture, name_of_a_file,
    answer_of_the_city,
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__)
async def test_threat_1_twelve_ways_to_write_to_one_child(path, town: Town, browsers) -> None:
    """SG-32, SG-33, SG-37: each is refused, or two other vetted adults read it."""
    await path(town, browsers)


async def test_sg_32_every_text_an_adult_may_fill_and_a_child_reads_is_known(town: Town) -> None:
    """SG-32: the inventory. A new table with free text by an adult fails until it is argued for here."""
    columns = {
        f"{each['table_name']}.{each['column_name']}"
        for each in await rows(
            """SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'
               AND data_type IN ('text', 'character varying', 'jsonb')
               AND (character_maximum_length IS NULL OR character_maximum_length > 30)"""
        )
    }
    assert columns >= ADULT_TO_CHILD, ADULT_TO_CHILD - columns
    unknown = columns - ADULT_TO_CHILD - NOT_TO_A_CHILD
    assert not unknown, f"who fills these, and who reads them? {sorted(unknown)}"
    assert columns >= NOT_TO_A_CHILD, NOT_TO_A_CHILD - columns


def test_sg_32_a_message_of_the_inbox_is_a_sentence_of_ours() -> None:
    """SG-32, SG-33: each kind is in the list, and what it takes in are titles, days and numbers."""
    import re

    taken = {name for each in SENTENCES.values() for name in re.findall(r"%\((\w+)\)s", each.says)}
    assert taken <= {"title", "day", "label", "children"}
    assert all(reason.says and reason.tip for reason in REASONS.values())


async def test_sg_33_a_note_would_change_nothing(town: Town, browsers) -> None:
    """SG-33: what the child reads after a return is the same, whatever was posted beside the list."""
    seen = []
    for extra in ({}, {"note": LURE, "words": LURE, "tips_text": LURE}):
        key = await proposals.start_proposal(town.amaranta, town.call)
        await proposals.keep_draft(town.amaranta, key, TREE, "parks")
        await proposals.send_proposal(town.amaranta, key)
        teo = await browsers().come_in(town.teo)
        await teo.post(f"/mesa/lectura/{key}/devolver", {"return_reason": "unclear", **extra})
        child = await browsers().come_in(town.amaranta)
        seen.append((await child.get(f"/mis-ideas/{key}")).said)
    assert seen[0] == seen[1]
