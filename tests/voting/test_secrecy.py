"""Nobody can link a child to a choice, and nobody sees anything of a box before it is opened."""

import io
import json
import random
import re
from pathlib import Path

from nacl.public import PrivateKey, SealedBox

from civic.core import outbox
from civic.core.database import rows, value
from civic.voting import acts
from civic.voting.box.keys import COUNCIL
from civic.voting.box.pseudonyms import pseudonym
from civic.voting.box.seals import open_rows
from civic.voting.charter import TEAM
from tests.browsing import Browser
from tests.conftest import Town
from tests.databases import owner_rows
from tests.voting.polls import after_the_close, announced, closed, opened, sent, vote
from tests.voting.theft import every_row, moved

OPTIONS = ("Árboles", "Cancha", "Bancas", "Luces")


async def two_hundred(town: Town):
    """A poll and 200 children in the order in which they vote, with what each chooses; both from a seed."""
    dice = random.Random(50)
    children = await town.children(200)
    key = await opened(town, OPTIONS)
    dice.shuffle(children)
    choices = [dice.randrange(4) for _ in children]
    for child, choice in zip(children, choices, strict=True):
        await vote(child, key, choice)
    return key, children, choices


async def test_sg_50_a_ballot_has_three_columns_and_none_is_a_time_or_a_person(town: Town) -> None:
    """SG-50: columns = {id, poll, sealed}; 200 votes, all sealed to the same length, each under a different name."""
    key, children, _choices = await two_hundred(town)
    columns = await owner_rows(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'ballot' ORDER BY 1"
    )
    assert [tuple(each) for each in columns] == [("id", "bytea"), ("poll", "uuid"), ("sealed", "bytea")]
    found = await owner_rows("SELECT * FROM ballot")
    assert len({each["id"] for each in found}) == len(found) == 200
    assert len({each["sealed"] for each in found}) == 200
    assert {(len(each["id"]), len(each["sealed"]), each["poll"]) for each in found} == {(32, 49, key)}
    ids = [child.id.bytes for child in children]
    assert not any(piece in each["id"] + each["sealed"] for each in found for piece in ids)


async def test_sg_50_with_a_copy_of_the_database_but_not_the_keys_a_thief_guesses_at_chance(
    town: Town, keys: Path
) -> None:
    """SG-50: while open. The thief even knows from a list who came when, so `xmin` and `ctid` give each child's row; what
    is in it stays shut. The same thief with the sealing key would know everything: the test can fail."""
    key, children, choices = await two_hundred(town)
    copy = await every_row()
    box = sorted(copy["ballot"], key=lambda line: line["xmin"])
    public = bytes(copy["poll"][0]["box_key"])
    known = [pseudonym(bytes(32), child.id.bytes) for child in children]
    known += [pseudonym(public, child.id.bytes) for child in children]
    known += [pseudonym(bytes.fromhex(copy["poll"][0]["rules_hash"]), child.id.bytes) for child in children]
    assert not set(known) & {line["id"] for line in box}
    guessed = sum(_guess(public, line["sealed"]) == choice for line, choice in zip(box, choices, strict=True))
    assert guessed / 200 < 0.40  # chance is a quarter
    secret = (keys / f"{key}.sealing").read_bytes()
    opened_by_key = [SealedBox(PrivateKey(secret)).decrypt(line["sealed"]) for line in box]
    assert [bits[0].bit_length() - 1 for bits in opened_by_key] == choices


def _guess(public: bytes, sealed: bytes) -> int:
    """The best a thief can do without the secret: everything he can compute from the row, modulo the options."""
    return sum(sealed) % 4


async def test_sg_50_after_the_close_no_row_is_left_to_be_ordered_or_linked(town: Town) -> None:
    """SG-50: no ballot, no transaction of a ballot, nothing in the job list, the journal or the result that is a list."""
    key, _children, choices = await two_hundred(town)
    casting = {line["xmin"] for line in (await every_row())["ballot"]}
    await closed(town, key)
    with after_the_close():
        await outbox.drain()
    copy = await every_row()
    assert copy["ballot"] == []
    assert not {line["xmin"] for lines in copy.values() for line in lines} & casting
    kept = json.loads(await value("SELECT result FROM poll"))
    assert kept["totals"] == [choices.count(option) for option in range(4)]
    assert set(kept) == {"ballots", "blanks", "totals", "winners", "ties", "rounds", "unreadable", "strangers", "who_voted"}
    assert not any(isinstance(entry, list) and len(entry) > 4 for entry in kept.values())


async def test_sg_50_a_vote_writes_one_row_and_nothing_else_anywhere(town: Town, browser: Browser) -> None:
    """SG-50: the whole database before and after a vote through the door differs by one sealed row; a change by none."""
    key = await opened(town, OPTIONS)
    await browser.come_in(town.lupita)
    await browser.get(f"/votaciones/{key}/boleta")
    before = await every_row()
    await sent(browser, key, "2")
    after = await every_row()
    assert len(after.pop("ballot")) == 1 and before.pop("ballot") == []
    assert moved(before, after) == set()


async def test_sg_50_logs_journal_and_jobs_know_nothing_of_a_vote(town: Town, browsers, log: io.StringIO) -> None:
    """SG-50: grep for option ids, titles and the voters: nothing, through the whole way of voting."""
    key = await opened(town, OPTIONS)
    journal = await rows("SELECT * FROM entry")
    jobs = await rows("SELECT * FROM job")
    log.truncate(0)
    voters = (town.lupita, town.nicolas, town.amaranta, town.mateo)
    for child, choice in zip(voters, ("0", "1", "none", "9"), strict=True):
        browser = await browsers().come_in(child)
        await browser.get(f"/votaciones/{key}/boleta")
        await browser.post(f"/votaciones/{key}/boleta", {"choice": choice}, status=422 if choice == "9" else 303)
        await browser.get(f"/votaciones/{key}")
    assert await rows("SELECT * FROM entry") == journal
    assert await rows("SELECT * FROM job") == jobs
    said = log.getvalue()
    assert "/votaciones/{key}/boleta" in said, "the log is heard"
    assert '"POST"' not in said
    proposals = [str(each["proposal"]) for each in await rows("SELECT proposal FROM poll_option")]
    people = [str(child.id) for child in voters] + [child.name for child in voters]
    for secret in (*OPTIONS, *proposals, *people, str(key), "choice"):
        assert secret not in said
    await closed(town, key)
    with after_the_close():
        await outbox.drain()
    for line in await rows("SELECT act, person, facts::text AS facts FROM entry WHERE act LIKE 'voting%'"):
        assert line["person"] not in {child.id for child in voters}
        assert not any(part in line["facts"] for part in people)


async def test_sg_50_a_backup_from_the_open_poll_is_noise_after_the_close(town: Town, keys: Path) -> None:
    """SG-50: with the keys destroyed neither a name can be made nor a ballot opened."""
    key = await opened(town, OPTIONS)
    await vote(town.lupita, key, 1)
    backup = await every_row()
    assert backup["ballot"]
    await closed(town, key)
    with after_the_close():
        await outbox.drain()
    (left,) = [file for file in keys.rglob("*") if file.is_file()]
    assert left.name == COUNCIL, "it signs counts, and has nothing to do with any box"
    everything = json.dumps(backup, default=lambda found: found.hex() if isinstance(found, bytes) else str(found))
    for found in {*re.findall(r"[0-9a-f]{64}", everything), left.read_bytes().hex()}:
        assert pseudonym(bytes.fromhex(found), town.lupita.id.bytes) != backup["ballot"][0]["id"]
        assert open_rows(bytes.fromhex(found), [backup["ballot"][0]["sealed"]], 1) == (b"", 1)


WAYS = ("resultado", "resultado.json", "resultados", "escrutinio", "votos", "boletas", "participacion", "resultado.csv")


async def test_sg_52_no_role_sees_anything_of_an_open_vote(town: Town, browsers) -> None:
    """SG-52: every role × every address of a result, tally, turnout or export while open: 403 or 404."""
    key = await opened(town, OPTIONS)
    for child in (town.lupita, town.nicolas, town.amaranta):
        await vote(child, key, 1)
    for name in (None, *town.people):
        browser = browsers()
        if name:
            await browser.come_in(town.people[name])
        for way in WAYS:
            for place in (f"/votaciones/{key}/{way}", f"/mesa/votaciones/{key}/{way}"):
                answer = await browser.client.get(place)
                assert answer.status_code in (403, 404), f"{name}: {place} {answer.status_code}"
                assert not any(title in answer.text for title in OPTIONS)


async def test_sg_52_no_page_moves_by_a_single_vote(town: Town, browsers) -> None:
    """SG-52, SG-58: what anybody but the voter sees is byte for byte the same before and after."""
    key = await opened(town, OPTIONS)
    readers = {name: await browsers().come_in(town.people[name]) for name in town.people if name != "lupita"}
    readers["visitor"] = browsers()
    await readers["visitor"].get("/entrar")

    async def seen_by_all() -> dict[tuple[str, str], str]:
        pages = ["/votaciones", f"/votaciones/{key}", f"/votaciones/{key}/reglas.json"]
        found = {}
        for name, browser in readers.items():
            desk = ["/mesa/votaciones", f"/mesa/votaciones/{key}"]
            may = name in town.people and town.people[name].role & TEAM
            for page in [*pages, *(desk if may else [])]:
                found[name, page] = (await browser.client.get(page)).text
        return found

    before = await seen_by_all()
    await vote(town.lupita, key, 1)
    assert await seen_by_all() == before
    await vote(town.lupita, key, 2)
    assert await seen_by_all() == before


async def test_a_box_made_twice_has_other_keys(town: Town, keys: Path) -> None:
    """Two polls share no key: a child's name in one box is not that in another."""
    first, second = await opened(town), await opened(town)
    for key in (first, second):
        await vote(town.mateo, key, 0)
    names = await owner_rows("SELECT id FROM ballot")
    assert len({each["id"] for each in names}) == 2


async def test_announced_votes_have_no_box(town: Town, keys: Path) -> None:
    key = await announced(town)
    assert not keys.exists() or not list(keys.iterdir())
    await acts.sign_opening(town.teo, key)
    assert not keys.exists() or not list(keys.iterdir())
