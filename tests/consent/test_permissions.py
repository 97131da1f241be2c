"""Rosa's page: one row per child and purpose, each allowed and withdrawn apart, at once (SG-08, SG-11)."""

from uuid import uuid4

import pytest

from civic.consent.acts import entrust
from civic.consent.purposes import PURPOSES
from civic.core.database import rows, value


async def test_rosa_sees_each_child_and_purpose_and_that_she_never_sees_the_vote(town, browser):
    """SG-08: nothing is ticked beforehand: there is nothing to tick, only one act a row."""
    await entrust(town.rosa.id, town.bruno.id, verified_by=town.ines.id)
    await browser.come_in(town.rosa)
    hers = await rows("SELECT child FROM guardianship WHERE guardian = $1", town.rosa.id)
    page = await browser.get("/familia")
    page.see("Usted puede decir sí o no", "Usted no podrá ver cómo vota", town.lupita.name, town.bruno.name)
    assert "checkbox" not in page.text and "radio" not in page.text and "checked" not in page.text
    given = 2 * (len(hers) - 1)
    assert page.forms.count("/familia/permitir") == len(hers) * len(PURPOSES) - given
    assert page.forms.count("/familia/retirar") == len(hers) * len(PURPOSES)


async def test_each_purpose_is_allowed_and_withdrawn_apart(town, browser, browsers):
    await entrust(town.rosa.id, town.bruno.id, verified_by=town.ines.id)
    await browser.come_in(town.rosa)
    bruno = str(town.bruno.id)
    await browser.post("/familia/permitir", {"child": bruno, "purpose": "take_part"})
    assert (await town.again("bruno")).consents == {"take_part"}
    await browser.post("/familia/permitir", {"child": bruno, "purpose": "image"})
    await browser.post("/familia/retirar", {"child": bruno, "purpose": "take_part"})
    assert (await town.again("bruno")).consents == {"image"}


async def test_withdrawing_counts_on_the_childs_very_next_request(town, browser, browsers):
    """SG-11"""
    lupita = await browsers().come_in(town.lupita)
    await lupita.get(f"/convocatorias/{town.call}/participar")
    await browser.come_in(town.rosa)
    await browser.post("/familia/retirar", {"child": str(town.lupita.id), "purpose": "take_part"})
    await lupita.get(f"/convocatorias/{town.call}/participar", 403)
    await lupita.post(f"/convocatorias/{town.call}/participar", {"said": "no"}, 403)
    assert await value("SELECT said FROM assent WHERE child = $1", town.lupita.id) == "yes"


async def test_a_double_tap_allows_once(town, browser):
    await entrust(town.rosa.id, town.bruno.id, verified_by=town.ines.id)
    await browser.come_in(town.rosa)
    for _ in range(2):
        await browser.post("/familia/permitir", {"child": str(town.bruno.id), "purpose": "take_part"})
    assert await value("SELECT count(*) FROM consent WHERE child = $1", town.bruno.id) == 1


@pytest.mark.parametrize("who", ["lupita", "bruno", "teo", "julian", "carmen"])
async def test_nobody_but_a_guardian_allows_anything(town, browser, who):
    await browser.come_in(town.people[who])
    before = await value("SELECT count(*) FROM consent")
    await browser.get("/familia", 403)
    await browser.post("/familia/permitir", {"child": str(town.bruno.id), "purpose": "take_part"}, 403)
    await browser.post("/familia/retirar", {"child": str(town.lupita.id), "purpose": "take_part"}, 403)
    assert await value("SELECT count(*) FROM consent WHERE withdrawn_at IS NULL") == before


async def test_rosa_allows_nothing_for_a_child_not_in_her_care(town, browser):
    await rows("DELETE FROM guardianship WHERE child = $1", town.bruno.id)
    await browser.come_in(town.rosa)
    page = await browser.post("/familia/permitir", {"child": str(town.bruno.id), "purpose": "take_part"}, 403)
    page.see("Esta persona no está en su lista")
    page = await browser.get("/familia")
    page.see_not(town.bruno.name)


@pytest.mark.parametrize(
    "data", [{}, {"child": "x", "purpose": "take_part"}, {"child": str(uuid4()), "purpose": "everything"}]
)
async def test_what_no_button_sends_is_not_there(town, browser, data):
    await browser.come_in(town.rosa)
    await browser.post("/familia/permitir", data, 404)
