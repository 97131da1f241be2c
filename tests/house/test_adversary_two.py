"""Against two people by one person, and against seals used for something else."""

import json
import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from civic.core import keep
from civic.core.clock import now, pretend, today
from civic.core.database import row, value
from civic.core.forgery import FIELD
from civic.rights import requesting
from tests.browsing import Browser
from tests.conftest import Town
from tests.invitations.lists import DESK, invited


def fields(page, action: str) -> dict[str, str]:
    """What the form of that action carries, without its mark."""
    form = next(each for each in page.text.split("<form")[1:] if action in each.split(">")[0]).split("</form")[0]
    found = {}
    for tag in re.findall(r"<(?:input|button)[^>]*>", form):
        name, said = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and said and name[1] != FIELD:
            found[name[1]] = said[1]
    return found


async def test_sg_02_the_second_person_signs_the_reasons_they_read(town: Town, browsers) -> None:
    """SG-02: Carmen has Julián's reasons on her screen; he writes others. Her old page signs nothing."""
    await row("""INSERT INTO gate (id, name, facts, by, at) VALUES (gen_random_uuid(), 'impact',
      jsonb_build_object('reference', 'x', 'status', 'submitted', 'day', $2::text), $1, now())
      ON CONFLICT (name) DO UPDATE SET facts = excluded.facts""", town.julian.id, str(today()))  # fmt: skip
    julian, carmen = await browsers().come_in(town.julian), await browsers().come_in(town.carmen)
    await julian.post("/mesa/apertura/espera", {"reason": "Porque hay una emergencia."})
    old = fields(await carmen.get("/mesa/apertura/espera"), "/mesa/apertura/espera/firmar")
    await julian.post("/mesa/apertura/espera", {"reason": "Porque sí."})
    await carmen.post("/mesa/apertura/espera/firmar", old, 403)
    assert len(json.loads(await value("SELECT facts FROM gate WHERE name = 'waiver'"))["signed"]) == 1
    await carmen.post(
        "/mesa/apertura/espera/firmar", fields(await carmen.get("/mesa/apertura/espera"), "/espera/firmar")
    )
    assert len(json.loads(await value("SELECT facts FROM gate WHERE name = 'waiver'"))["signed"]) == 2


async def test_sg_35_the_second_person_confirms_the_check_they_read(town: Town, browsers) -> None:
    """SG-35: Carmen is about to confirm a certificate that Julián saw; he writes down another one meanwhile."""
    julian, carmen = await browsers().come_in(town.julian), await browsers().come_in(town.carmen)
    page = f"/mesa/equipo/{town.teo.id}"
    seen = {"what": "record", "issuer": "Fiscalía", "issued_on": str(today()), "good_until": ""}
    await julian.post(f"{page}/revision", seen)
    old = fields(await carmen.get(page), f"{page}/confirmar")
    await julian.post(f"{page}/revision", seen | {"issuer": "Su primo"})
    await carmen.post(f"{page}/confirmar", old, 403)
    pending = "SELECT count(*) FROM vetting WHERE person = $1 AND confirmed_by IS NULL"
    assert await value(pending, town.teo.id) == 1
    await carmen.post(f"{page}/confirmar", fields(await carmen.get(page), f"{page}/confirmar"))
    assert await value(pending, town.teo.id) == 0


async def granted(town: Town, kind: str) -> UUID:
    await requesting.ask_request(town.mateo, kind)
    key = await value("SELECT id FROM request WHERE person = $1", town.mateo.id)
    await requesting.answer_request(town.julian, key, "yes")
    await requesting.sign_request(town.saul, key)
    return key


@pytest.mark.parametrize("kind", ["see", "mend", "stop"])
@pytest.mark.parametrize("how", ["gone", "kept_words"])
async def test_sg_84_who_asked_to_see_is_not_erased(town: Town, browser: Browser, kind: str, how: str) -> None:
    """SG-84, SG-85: two people said yes to showing. That one of them erases the account is not what they signed."""
    key = await granted(town, kind)
    await browser.come_in(town.julian)
    await browser.post(f"/mesa/derechos/{key}/cumplir", {"how": how}, 422)
    assert await value("SELECT name FROM person WHERE id = $1", town.mateo.id)
    assert await value("SELECT state FROM request WHERE id = $1", key) == "granted"
    await browser.post(f"/mesa/derechos/{key}/cumplir", {"how": "shown"})


@pytest.mark.parametrize("by", ["ines", "julian"])
async def test_case_02_who_signs_or_prints_an_invitation_does_not_verify_the_family(
    town: Town, browsers, by: str
) -> None:
    """Case 2, SG-09: Inés signed the list and printed the letters (or Julián did): with a letter in the hand, a family
    of their own invention could say yes. Neither verifies it; somebody who never held the letters does."""
    teo, ines, julian = [await browsers().come_in(town.people[name]) for name in ("teo", "ines", "julian")]
    key = await invited(teo, ines)
    await (ines if by == "ines" else julian).post(f"{DESK}/{key}/cartas", status=200)
    tie = await value(
        "SELECT g.id FROM guardianship g JOIN invited i ON i.person = g.child WHERE i.batch = $1 LIMIT 1", key
    )
    door = f"/mesa/permisos/{tie}/comprobar"
    await teo.post(door, {"method": "list"}, 403)
    await ines.post(door, {"method": "list"}, 403)
    await julian.post(door, {"method": "list"}, 303 if by == "ines" else 403)


def test_a_seal_opens_for_what_it_was_made_for() -> None:
    """A kept form, a shown card and half a secret are sealed with one key: none is taken for another."""
    person = uuid4()
    form = keep.seal("/entrar", person, [("a", "b")])
    packed = keep.pack("card", str(person))
    assert keep.open_kept(packed, person) is None
    for what in ("card", "so far", f"app of codes/{person}", f"list/{person}"):
        assert keep.unpack(what, form, timedelta(days=1)) is None
    assert keep.unpack("so far", packed, timedelta(days=1)) is None
    with pretend(now() - timedelta(minutes=1)):
        assert keep.unpack("card", packed, timedelta(days=1)) is None
