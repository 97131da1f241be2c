"""A permission is for one term and one text; a refused one blocks nothing but itself (SG-08)."""

import hashlib

from civic.consent import purposes
from civic.consent.purposes import PURPOSES, TEXT
from civic.core.database import rows, value
from civic.core.words import Voice, _, speaking
from tests.consent.families import another_term, say
from tests.people.walk import counts


async def test_sg_08_when_the_text_changes_it_is_to_renew_and_the_child_only_reads(town, browser, browsers):
    """SG-08: changed text hash → "to renew", account read-only; renewed by the same act, at once."""
    lupita = await browsers().come_in(town.lupita)
    await lupita.get(f"/convocatorias/{town.call}/participar")
    await rows("UPDATE consent SET text = 'the words of old' WHERE child = $1", town.lupita.id)
    before = await counts()
    await lupita.post(f"/convocatorias/{town.call}/participar", {"said": "no"}, 403)
    await lupita.post(f"/convocatorias/{town.call}/proponer", {}, 403)
    assert await counts() == before
    (await lupita.get("/propuestas")).see("Falta el permiso de quien te cuida")
    await browser.come_in(town.rosa)
    page = await browser.get("/familia")
    page.see("Hay que renovar. Cambió el texto de los permisos.")
    assert page.said.count("Hay que renovar") == 3, "said once, and at each of the two permissions of before"
    await say(browser, town.rosa, town.lupita, "take_part", True)
    await lupita.post(f"/convocatorias/{town.call}/participar", {"said": "yes"})
    assert (await town.again("lupita")).consents == {"take_part"}


async def test_sg_08_a_new_term_asks_every_family_anew(town, browser):
    await another_term()
    for who in ("lupita", "nicolas", "amaranta", "mateo"):
        assert (await town.again(who)).consents == set()
    await browser.come_in(town.rosa)
    page = (await browser.get("/familia")).see("Hay que renovar. Empezó un nuevo periodo del Consejo.", "Otro periodo")
    page.see("Usted dijo sí: «Participar en el Consejo")
    await say(browser, town.rosa, town.lupita, "take_part", True)
    assert (await town.again("lupita")).consents == {"take_part"}


async def test_without_a_term_nothing_can_be_said_and_the_page_tells_why(town, browser):
    await rows("UPDATE term SET ended_at = now()")
    await browser.come_in(town.rosa)
    page = (await browser.get("/familia")).see("Ahora no hay un periodo del Consejo en curso")
    assert "/familia/permitir" not in page.forms
    await browser.post("/familia/permitir", {"child": str(town.lupita.id), "purpose": "image"}, 403)


async def test_sg_08_refusing_what_is_optional_blocks_nothing_but_itself(town, browser, browsers):
    """SG-08: image = no and contact = no → the child takes part; publish missing → only publishing is refused."""
    for purpose in ("publish", "image", "contact"):
        await say(browser, town.rosa, town.lupita, purpose, False)
    assert (await town.again("lupita")).consents == {"take_part"}
    lupita = await browsers().come_in(town.lupita)
    await lupita.post(f"/convocatorias/{town.call}/participar", {"said": "yes"})
    idea = (await lupita.post(f"/convocatorias/{town.call}/proponer", {})).location.split("/")[2]
    await lupita.post(f"/mis-ideas/{idea}/tema", {"category": "parks"})
    await lupita.post(f"/mis-ideas/{idea}/deseo", {"wish": "care"})
    (await lupita.post(f"/mis-ideas/{idea}/enviar", {}, 403)).see("permiso")
    assert await value("SELECT state FROM writing WHERE id = $1", idea) == "draft"


async def test_sg_08_a_no_is_a_word_as_a_yes_is_and_both_are_told_in_the_history(town, browser):
    await say(browser, town.rosa, town.lupita, "image", False)
    await say(browser, town.rosa, town.lupita, "image", True)
    await say(browser, town.rosa, town.lupita, "image", False)
    page = await browser.get("/familia")
    page.see("Usted dijo no", "Usted dijo sí: «Salir en fotos", "Usted dijo no: «Salir en fotos")
    standing = await value("SELECT count(*) FROM consent WHERE purpose = 'image' AND withdrawn_at IS NULL")
    assert standing == 1 and await value("SELECT count(*) FROM consent WHERE purpose = 'image'") == 3


def test_sg_08_other_words_are_another_text():
    """SG-08: who changes a sentence, in English or as families read it, asks every family anew: raise EDITION, and put
    the new sum of the words here."""
    said = speaking.set(Voice("es_MX", "adult"))
    read = hashlib.sha256("\n".join(_(says) for says in PURPOSES.values()).encode()).hexdigest()[:16]
    speaking.reset(said)
    assert (purposes.EDITION, TEXT, read) == (1, "179312a5d2797aae", "694a36432ce71a20")
