"""Eligibility (voting.md): only who is on the roll or drew a card of this vote; whatever else is tried, in any order,
leaves the boxes as they were."""

import hashlib
import json
import random
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from civic.core.actor import NOBODY
from civic.core.charter import Refused
from civic.core.clock import now, pretend
from civic.core.database import row
from civic.people import code_words
from civic.voting import acts, bundles, queries
from civic.voting.ballots import Ballot
from civic.voting.booths import acts as booth_acts
from civic.voting.box import casting
from civic.voting.box.pseudonyms import pseudonym
from civic.voting.box.seals import seal
from civic.voting.proof import bundle
from civic.voting.proof.compose import Kind
from tests.conftest import Town
from tests.databases import owner_rows
from tests.voting.booths import for_every_child, printed, stopped
from tests.voting.polls import closed, opened, vote


async def box() -> list[tuple]:
    return [tuple(each) for each in await owner_rows("SELECT id, poll, sealed FROM ballot ORDER BY id")]


async def two_votes(town: Town) -> tuple[UUID, UUID, dict[str, list[bytes]]]:
    """Both open. Codes of the first: `good`, and those that are worth nothing for each reason; `foreign` are the second's."""
    codes: dict[str, list[bytes]] = {}
    here, there = await for_every_child(town), await for_every_child(town, ("Un puente", "Una fuente", "Un kiosco"))
    sheets = {}
    for name, poll in (("good", here), ("void", here), ("stopped", here), ("foreign", there)):
        sheets[name], words = await printed(town, poll, 8)
        codes[name] = [(await booth_acts.find_card(NOBODY, " ".join(each))).code for each in words]
    for poll in (here, there):
        await acts.sign_opening(town.julian, poll)
        await acts.open_poll(town.teo, poll)
    for code in codes["void"]:
        await booth_acts.void_card(NOBODY, code)
    await stopped(town, sheets["stopped"])
    return here, there, codes


@pytest.mark.parametrize("seed", range(4))
async def test_sg_49_only_the_roll_and_the_drawn_cards_come_into_the_box(town: Town, seed: int) -> None:
    """SG-49: ids and codes out of the air, adults, codes of another vote, used, put aside, stopped and late ones: refused by
    the act and, with the program's own role, by the slot of the box itself."""
    dice = random.Random(seed)
    here, there, codes = await two_votes(town)
    [newcomer] = await town.children(1)
    rules, secret = await queries.frozen(here), queries.box_key(here)
    paper = Ballot(rules.paper, (1,))
    used = codes["good"][:4]
    for code in used:
        await booth_acts.vote_with_card(NOBODY, code, paper)
    await vote(town.mateo, here, 0)
    before = await box()
    assert len(before) == 5

    adults = [town.people[name].id for name in ("rosa", "teo", "julian", "pilar", "leticia", "carmen")]
    nobodys = [uuid4(), newcomer.id, *adults]
    worthless = [dice.randbytes(32), *codes["void"], *codes["stopped"]]

    async def put_person() -> None:
        sealed = seal(rules.sealing_key, rules.paper.pack(paper))
        assert await casting.cast(here, dice.choice(nobodys), sealed) is None

    async def put_card() -> None:
        code = dice.choice([*worthless, *used, *codes["foreign"]])
        sealed = seal(rules.sealing_key, rules.paper.pack(paper))
        assert not await casting.cast_card(here, code, pseudonym(secret, code), sealed)

    async def ask_with_card() -> None:
        with pytest.raises(Refused):
            await booth_acts.vote_with_card(NOBODY, dice.choice([*worthless, *used]), paper)

    async def ask_as_person() -> None:
        with pytest.raises(Refused):
            await vote(dice.choice([newcomer, town.teo, town.rosa, town.julian, town.bruno]), here, 1)

    async def type_words() -> None:
        assert await booth_acts.find_card(NOBODY, " ".join(dice.choices(code_words.LIST, k=6))) is None

    async def come_late() -> None:
        with pretend(now() + timedelta(days=8)):
            sealed = seal(rules.sealing_key, rules.paper.pack(paper))
            code = codes["good"][5]
            assert not await casting.cast_card(here, code, pseudonym(secret, code), sealed)
            assert await casting.cast(here, town.lupita.id, sealed) is None
            with pytest.raises(Refused):
                await booth_acts.vote_with_card(NOBODY, code, paper)

    ways = [put_person, put_card, ask_with_card, ask_as_person, type_words, come_late]
    for way in dice.choices(ways, k=40) + ways:
        await way()
        assert await box() == before, way.__name__

    # A card of the other vote counts there, and here is nothing of it; and whoever may, may.
    await booth_acts.vote_with_card(NOBODY, codes["foreign"][0], Ballot(rules.paper, (2,)))
    assert [poll for _id, poll, _sealed in await box()].count(there) == 1
    await booth_acts.vote_with_card(NOBODY, codes["good"][5], paper)
    assert await vote(town.lupita, here, 1) is True
    assert len(await box()) == len(before) + 3


async def test_sg_53_the_roll_of_the_bundle_is_the_roll_that_was_frozen(town: Town) -> None:
    """SG-53: as many as stood on it at the opening, whoever came or left since; under the hash that was published then."""
    await town.children(6)
    key = await opened(town)
    frozen = await row(
        "SELECT rules_hash, (SELECT count(*) FROM roll WHERE poll = p.id) AS size FROM poll p WHERE id = $1", key
    )
    assert frozen["size"] == 10
    await town.children(3)
    await vote(town.mateo, key, 0)
    await owner_rows("DELETE FROM roll WHERE poll = $1 AND person = $2", key, town.nicolas.id)
    await closed(town, key)
    for kind in Kind:
        manifest = bundle.read(await bundles.whole(key, kind))["manifest"]
        assert manifest["roll_size"] == frozen["size"]
        text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(text.encode()).hexdigest() == frozen["rules_hash"]
