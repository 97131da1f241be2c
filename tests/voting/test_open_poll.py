"""Two people open a vote: its rules freeze, its roll is written, its box is made."""

import hashlib
import json
import stat
from pathlib import Path

import pytest

from civic.core import outbox
from civic.core.charter import Refused
from civic.core.database import row, rows, value
from civic.demo.people import permit
from civic.moderation.acts import withdraw_writing
from civic.voting import acts
from civic.voting.manifest import from_json
from tests.browsing import Browser
from tests.conftest import Town
from tests.voting.polls import TITLES, announced, as_read, opened, vote

DESK = "/mesa/votaciones"


async def test_sg_53_one_person_cannot_open_alone_and_two_can(town: Town, browser: Browser) -> None:
    """SG-53: one-person opening is refused, by the page and by the door; the two names are public."""
    key = await announced(town)
    await browser.come_in(town.julian)
    read = await as_read(key)
    await browser.post(f"{DESK}/{key}/abrir", read, 403)
    (await browser.post(f"{DESK}/{key}/firmar-apertura", status=403)).see("no son las reglas que usted leyó")
    await browser.post(f"{DESK}/{key}/firmar-apertura", read)
    (await browser.get(f"{DESK}/{key}")).see("Usted ya firmó. Ahora otra persona")
    await browser.post(f"{DESK}/{key}/firmar-apertura", read, 403)
    await browser.post(f"{DESK}/{key}/abrir", read, 403)
    assert await value("SELECT state FROM poll WHERE id = $1", key) == "announced"
    await browser.come_in(town.pilar)
    await browser.post(f"{DESK}/{key}/abrir", read, 403)
    await browser.come_in(town.teo)
    (await browser.get(f"{DESK}/{key}")).see("Julián Romero firmó primero", "De acuerdo: abrir")
    await browser.post(f"{DESK}/{key}/abrir", read)
    await browser.post(f"{DESK}/{key}/abrir", read, 403)
    (await browser.get(f"/votaciones/{key}")).see("Julián Romero", "Teodoro Ríos")


async def test_sg_53_the_published_hash_is_that_of_the_published_rules(town: Town, browser: Browser) -> None:
    """SG-53: published hash equals recomputed hash, and the rules say question, options, roll, times and lot."""
    key = await opened(town, rule="approval;max=2;ties=lot")
    published = await browser.client.get(f"/votaciones/{key}/reglas.json")
    digest = hashlib.sha256(published.content).hexdigest()
    (await browser.get(f"/votaciones/{key}")).see(digest)
    rules = from_json(published.content)
    assert rules.rules_hash == digest
    assert (rules.poll, rules.rule, rules.roll_size) == (str(key), "approval;max=2;ties=lot", 4)
    assert tuple(option.title for option in rules.options) == TITLES
    stored = await row("SELECT box_key, lot_seed FROM poll WHERE id = $1", key)
    assert (rules.sealing_key, rules.lot_seed) == (stored["box_key"], stored["lot_seed"])


async def test_sg_53_nothing_can_be_changed_once_it_is_open(town: Town, browser: Browser) -> None:
    """SG-53: edit after opening is refused and changes nothing."""
    key = await opened(town)
    before = await rows("SELECT * FROM poll"), await rows("SELECT * FROM poll_option ORDER BY place")
    proposal = str(before[1][0]["proposal"])
    await browser.come_in(town.julian)
    (await browser.get(f"{DESK}/{key}")).see_not('name="question"', "/quitar", "/poner", "/retomar")
    for door in ("", "/poner", "/quitar", "/anunciar", "/retomar", "/firmar-apertura", "/abrir"):
        typed = {"question": "¿Otra?", "method": "choose_one", "seats": "1", "closes_on": "2027-01-01"}
        await browser.post(f"{DESK}/{key}{door}", {**typed, "proposal": proposal}, status=403)
    assert (await rows("SELECT * FROM poll"), await rows("SELECT * FROM poll_option ORDER BY place")) == before


async def test_the_roll_holds_every_child_who_may_take_part_and_nobody_else(town: Town) -> None:
    key = await opened(town)
    on_roll = {each["person"] for each in await rows("SELECT person FROM roll WHERE poll = $1", key)}
    assert on_roll == {town.people[name].id for name in ("lupita", "nicolas", "amaranta", "mateo")}
    await permit(town.bruno.id)
    with pytest.raises(Refused, match="on_the_roll"):
        await vote(await town.again("bruno"), key)


async def test_the_keys_are_two_files_of_the_owner_alone_and_nowhere_in_the_database(town: Town, keys: Path) -> None:
    """SG-50: the box's keys live outside the database and its backups."""
    key = await opened(town)
    files = sorted(keys.iterdir())
    assert [file.name for file in files] == [f"{key}.pseudonym", f"{key}.sealing"]
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    for file in files:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        secret = file.read_bytes()
        for table in ("poll", "job", "entry", "signature", "message"):
            for found in await rows(f'SELECT t::text AS line FROM "{table}" t'):
                assert secret.hex() not in found["line"]


async def test_an_opening_that_failed_half_way_can_be_done_again(town: Town, keys: Path, monkeypatch) -> None:
    key = await announced(town)
    await acts.sign_opening(town.julian, key)

    async def lost(*_: object, **__: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(acts, "tell_contributors", lost)
        with pytest.raises(ConnectionError):
            await acts.open_poll(town.teo, key)
    assert await value("SELECT state FROM poll WHERE id = $1", key) == "announced"
    assert await value("SELECT count(*) FROM roll") == 0
    left = {file.name: file.read_bytes() for file in keys.iterdir()}
    await acts.open_poll(town.teo, key)
    assert left != {file.name: file.read_bytes() for file in keys.iterdir()}


async def test_an_idea_taken_back_meanwhile_stops_the_opening(town: Town) -> None:
    key = await announced(town)
    await acts.sign_opening(town.julian, key)
    await withdraw_writing(town.amaranta, await value("SELECT proposal FROM poll_option LIMIT 1"))
    with pytest.raises(Refused, match="options_stand"):
        await acts.open_poll(town.teo, key)


async def test_amaranta_is_told_that_her_idea_is_on_a_vote(town: Town) -> None:
    """SG-66: whoever contributed is told."""
    await opened(town)
    states = {each["state"] for each in await rows("SELECT state FROM proposal")}
    assert states == {"on_poll"}
    await outbox.drain()
    told = await rows("SELECT facts FROM message WHERE person = $1 AND kind = 'on_poll'", town.amaranta.id)
    assert sorted(json.loads(each["facts"])["title"] for each in told) == sorted(TITLES)


async def test_sg_60_a_motion_of_so_few_that_its_decision_tells_a_vote_does_not_open(town: Town, browser: Browser) -> None:
    """SG-60: “more than half of the two said yes” says it of both. The checklist says what to do instead."""
    key = await announced(town, TITLES[:1], "motion;majority=absolute;quorum=0")
    stays = [town.amaranta.id, town.mateo.id]
    await rows("UPDATE person SET active = false WHERE role = 'child' AND NOT id = ANY($1::uuid[])", stays)
    await browser.come_in(town.julian)
    (await browser.get(f"/mesa/votaciones/{key}")).see("Hay tan pocas personas en la lista")
    with pytest.raises(Refused, match="enough_on_list"):
        await acts.sign_opening(town.julian, key)
    await rows("UPDATE poll SET by_hand = true WHERE id = $1", key)
    (await browser.get(f"/mesa/votaciones/{key}")).see_not("Hay tan pocas personas en la lista")
    await acts.sign_opening(town.julian, key)
    await rows("UPDATE person SET active = true WHERE role = 'child'")
    await rows("UPDATE poll SET by_hand = false WHERE id = $1", key)
    await acts.sign_opening(town.julian, key)
    await acts.open_poll(town.teo, key)
