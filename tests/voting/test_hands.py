"""Raised hands: for motions that are not secret; counted by one, checked by another, and told as what they are."""

import copy
import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from civic.__main__ import main
from civic.core.charter import Refused
from civic.core.clock import now
from civic.core.database import rows, value
from civic.voting import acts, bundles, closing
from civic.voting.forms import Rules
from civic.voting.hands import acts as hand_acts
from civic.voting.hands.queries import checked
from civic.voting.hands.sums import counted
from civic.voting.manifest import ANSWERS, Manifest, Option
from civic.voting.proof import bundle, verify
from civic.voting.proof.compose import Kind, compose_hands
from tests.browsing import Browser
from tests.conftest import Town
from tests.voting.booths import place
from tests.voting.polls import DICE, after_the_close, certified, idea, opened
from tests.voting.polls import counted as counted_by_clock

DESK = "/mesa/votaciones"
MOTION = "motion;majority=simple;quorum=0"


async def raised(town: Town) -> object:
    """An open motion by raised hands."""
    key = await acts.draft_poll(town.julian, town.call)
    rules = Rules("¿Pedimos más sombra?", MOTION, 1, now() + timedelta(days=7), by_hand=True)
    await acts.keep_poll(town.julian, key, rules)
    await acts.put_option(town.julian, key, await idea(town, town.amaranta, "Árboles con sombra"))
    await acts.announce_poll(town.julian, key)
    if not await value("SELECT lot_seed FROM poll WHERE id = $1", key):
        await acts.draw_lot(town.teo, key, DICE)
    await acts.sign_opening(town.julian, key)
    await acts.open_poll(town.teo, key)
    return key


async def test_hands_are_counted_by_one_and_checked_by_another(town: Town, browsers) -> None:
    key = await raised(town)
    page = f"{DESK}/{key}/manos"
    roll = await value("SELECT count(*) FROM roll WHERE poll = $1", key)
    teo, julian = await browsers().come_in(town.teo), await browsers().come_in(town.julian)
    (await teo.get(page)).see("¿Dónde se levantaron?", "la votación no es secreta")
    said = {"place": str(await place()), "yes": "2", "no": "1", "abstain": "0"}
    await teo.post(page, said | {"yes": "dos"}, 422)
    (await teo.post(page, said | {"yes": str(roll)}, 403)).see("Hay más manos que personas")
    await teo.post(page, said)
    (await teo.get(page)).see("Espera a una segunda persona")
    (await teo.post(f"{page}/revisar", said, 403)).see("Usted contó estas manos")
    await julian.post(f"{page}/revisar", said | {"yes": "1"}, 403)
    await rows("UPDATE sign_in SET proven_at = now() - interval '6 minutes'")
    (await julian.post(f"{page}/revisar", said, 403)).see("Otra vez la llave")
    await rows("UPDATE sign_in SET proven_at = now()")
    assert await value("SELECT checked_by FROM hand_count") is None
    with after_the_close(), pytest.raises(Refused, match="papers_settled"):
        await closing.sign_closing(town.julian, key)
    await julian.post(f"{page}/revisar", said)
    (await julian.get(page)).see("Revisado")
    await teo.post(page, said | {"no": "0"}, 403)
    assert await checked(key) == [(2, 1, 0)]
    for name in ("pilar", "carmen", "leticia", "rosa", "lupita"):
        other = await browsers().come_in(town.people[name])
        await other.get(page, 403)
        await other.post(page, said, 403)


async def test_raised_hands_are_counted_at_the_close_and_told_as_not_secret(town: Town, browser: Browser) -> None:
    """No box, no key: what two people counted is the result, by the same rules, and the page says how."""
    key = await raised(town)
    await hand_acts.count_hands(town.teo, key, await place(), (3, 1, 0))
    await hand_acts.check_hands(town.julian, key, await place(), (3, 1, 0))
    await counted_by_clock(town, key)
    kept = json.loads(await value("SELECT result FROM poll WHERE id = $1", key))
    assert (kept["ballots"], kept["totals"], kept["winners"]) == (4, [3, 1, 0], [0])
    with after_the_close():
        await certified(town, key)
    (await browser.get(f"/votaciones/{key}")).see("A mano alzada", "no fue secreta")


async def test_raised_hands_have_a_signed_bundle_that_says_what_they_are(town: Town, browser: Browser, tmp_path, capsys) -> None:
    """The property “counted as recorded”: a stranger's program says that they were not secret; the witnesses' one has what
    was written at each place; a small room's numbers are in no public file (SG-60)."""
    key = await raised(town)
    where = await place()
    await hand_acts.count_hands(town.teo, key, where, (3, 1, 0))
    await hand_acts.check_hands(town.julian, key, where, (3, 1, 0))
    await counted_by_clock(town, key)
    with after_the_close():
        await certified(town, key)
    page = await browser.get(f"/votaciones/{key}")
    page.see("verify.py", "no hubo caja")
    page.see_not("Ver si mi voto", "sigue siendo secreto", "Nadie lo puede saber", "llaves de la urna")
    public = (await browser.client.get(f"/votaciones/{key}/resultado.bundle")).content
    assert b'"told":"decision"' in public and b"places" not in public and b'"root":""' in public
    who = await bundles.signer(key)
    (tmp_path / "x.bundle").write_bytes(public)
    assert main(["verify", str(tmp_path / "x.bundle"), "--key", who]) == 0
    assert "RAISED HANDS, NOT SECRET" in capsys.readouterr().out
    whole = await bundles.whole(key, Kind.WITNESS)
    name = await value("SELECT name FROM place WHERE id = $1", where)
    told = "\n".join(verify.check(whole, who))
    assert f"Hands at {name}: 3 yes, 1 no, 0 neither" in told and "Counted again from the ballots: the same." in told


def test_a_bundle_of_hands_that_do_not_add_up_is_caught() -> None:
    manifest = motion(480)
    rows = [("Aula", 40, 3, 2), ("Patio", 12, 30, 0)]
    seed = bytes(range(32))
    good = compose_hands(Kind.WITNESS, manifest, counted(manifest, [each[1:] for each in rows]), rows)
    verify.check(bundle.write(copy.deepcopy(good), seed))
    public = compose_hands(Kind.PUBLIC, manifest, counted(manifest, [each[1:] for each in rows]), rows)
    assert "Counted again from the totals: the same." in verify.check(bundle.write(public, seed))
    for change in (
        lambda body: body["result"]["places"][0].__setitem__(1, 41),
        lambda body: body["result"]["places"].reverse(),
        lambda body: body["result"].pop("places"),
        lambda body: body["result"]["places"].append(["Aula", -1, 0, 0]),
        lambda body: body.update(root="0" * 64),
        lambda body: body["manifest"].update(sealing_key="00" * 32),
        lambda body: body.update(kind="public"),
        lambda body: body["result"]["totals"].update(yes=53),
    ):
        broken = copy.deepcopy(good)
        change(broken)
        with pytest.raises(verify.Disagrees):
            verify.check(bundle.write(broken, seed))


async def test_hands_of_all_places_together_are_not_more_than_the_list(town: Town, browser: Browser) -> None:
    key = await raised(town)
    roll = await value("SELECT count(*) FROM roll WHERE poll = $1", key)
    await hand_acts.count_hands(town.teo, key, await place(), (roll - 1, 0, 0))
    other = await value(
        "INSERT INTO place (id, name, kind, active) VALUES (gen_random_uuid(), 'Otra', 'school', true) RETURNING id"
    )
    with pytest.raises(Refused, match="hands_within_roll"):
        await hand_acts.count_hands(town.teo, key, other, (0, 1, 1))
    await hand_acts.count_hands(town.teo, key, other, (0, 1, 0))


async def test_nobody_counts_hands_in_a_secret_vote(town: Town, browser: Browser) -> None:
    key = await opened(town)
    await browser.come_in(town.teo)
    (await browser.get(f"{DESK}/{key}/manos")).see("Esta votación es secreta")
    said = {"place": str(await place()), "yes": "2", "no": "1", "abstain": "0"}
    await browser.post(f"{DESK}/{key}/manos", said, 403)


def motion(roll: int) -> Manifest:
    options = tuple(Option(answer, answer) for answer in ANSWERS)
    return Manifest(
        "p", "?", options, MOTION, 1, "r", roll, now(), now() + timedelta(days=1), "dice 1", b"", None, "subject"
    )


hands = some.tuples(*[some.integers(0, 40)] * 3)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(some.lists(hands, max_size=4))
def test_hands_are_summed_and_counted_as_ballots_are(rows: list[tuple[int, int, int]]) -> None:
    found = counted(motion(480), rows)
    yes, no, abstain = (sum(each[answer] for each in rows) for answer in range(3))
    assert found.result.ballots == yes + no + abstain and list(found.result.totals) == [yes, no, abstain]
    assert (0 in found.result.winners) == (yes > no)
