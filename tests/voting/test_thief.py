"""SG-50: the linking attack of voting.md. 400 children vote through the door; a thief has every row with its hidden
columns, the files of the database, the write-ahead log, the program's logs and the city's own backup. Not the key files.

Each child marks another set of ideas, so that whoever finds the paper has found the child. By chance one of 400 is linked;
of a hundred ways to try, the luckiest finds five or six. Ten is one child in forty: a list in batches of twenty gives more.
"""

import asyncio
import io
import random
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from civic.core.cluster import NAME
from civic.core.database import DB
from civic.core.forgery import FIELD
from civic.core.secrets import mark
from civic.settings import current
from civic.voting import bundles
from civic.voting.box import keys
from civic.voting.box.keys import COUNCIL
from civic.voting.box.pseudonyms import pseudonym
from civic.voting.box.seals import open_rows
from civic.voting.proof import bundle
from civic.voting.proof.compose import Kind
from civic.voting.proof.leaves import leaf, nonce
from tests.bench.town import add_children, come_in, say_yes
from tests.browsing import ORIGIN
from tests.conftest import Town
from tests.databases import Databases, as_role, owner_rows
from tests.deploy.test_backup import as_sql, copy
from tests.voting.polls import closed, opened
from tests.voting.theft import Copy, every_row, found_in, kept_ahead, linked, on_the_disk, orders, rises, secrets_in

VOTERS, TOGETHER = 400, 20
IDEAS = tuple(f"Idea {number}" for number in range(9))
MOST, LIKE = 10, 0.3


@dataclass
class Vote:
    """`came`: the children in the order in which they voted, the first half one by one, the others `TOGETHER` at once;
    `marked`: what each chose, `named`: the name of each in the box."""

    key: UUID
    came: list[UUID]
    marked: dict[UUID, tuple[int, ...]]
    named: dict[UUID, bytes]
    tokens: list[str]


async def four_hundred(town: Town) -> Vote:
    dice = random.Random(400)
    children = await add_children(VOTERS)
    await say_yes(children)
    tokens = dict(zip(children, await come_in(children), strict=True))
    key = await opened(town, IDEAS, "approval;max=9;ties=lot")
    dice.shuffle(children)
    sets = [tuple(place for place in range(9) if number >> place & 1) for number in dice.sample(range(1, 512), VOTERS)]
    secret = keys.pseudonym_key(current().keys, str(key))
    vote = Vote(
        key,
        children,
        dict(zip(children, sets, strict=True)),
        {child: pseudonym(secret, child.bytes) for child in children},
        list(tokens.values()),
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(town.app), base_url=ORIGIN) as client:

        async def send(child: UUID) -> None:
            token = tokens[child]
            form = {FIELD: mark(current().secret, "form", token), "choice": [str(each) for each in vote.marked[child]]}
            cookie = {"Cookie": f"{current().cookie}={token}"}
            answer = await client.post(f"/votaciones/{key}/boleta", data=form, headers=cookie)
            assert answer.status_code == 303

        for child in children[: VOTERS // 2]:
            await send(child)
        for start in range(VOTERS // 2, VOTERS, TOGETHER):
            await asyncio.gather(*map(send, children[start : start + TOGETHER]))
    return vote


def of_rows(taken: Copy, ahead: bytes, tables: bytes, dump: str, named: set[bytes]) -> dict[str, list[bytes]]:
    """Every order in which the thief knows the rows of the box."""
    lines = [line for line in dump.split("\n") if line[:4] == "\\\\x" + line[3:4] and len(line) > 64]
    dumped = [found for line in lines if (found := bytes.fromhex(line[3:67])) in named]
    assert len(dumped) == VOTERS
    made = orders(taken, bytes, named) | {
        "the dump": dumped,
        "the files": found_in(tables, named),
        "the write-ahead log": found_in(ahead, named),
    }
    assert all(len(order) == VOTERS for order in made.values()), {name: len(order) for name, order in made.items()}
    return made


def of_children(taken: Copy, ahead: bytes, children: list[UUID]) -> dict[str, list[UUID]]:
    """Every order in which the thief, who was not there, knows the children."""
    by_bytes = {child.bytes: child for child in children}
    made = orders(taken, UUID, set(children))
    for last in (False, True):
        made[f"the write-ahead log, {last=}"] = [by_bytes[each] for each in found_in(ahead, by_bytes, last)]
    assert len(made) > 8, "every table that knows the children is looked at"
    return made


def nobody_is_linked(ones: dict[str, list], others: dict[str, list], truth: dict) -> None:
    found = {(a, b): linked(one, other, truth) for a, one in ones.items() for b, other in others.items()}
    told = {way: how for way, how in found.items() if how[0] > MOST or how[1] > LIKE}
    assert not told
    assert sum(how[0] for how in found.values()) <= 2 * len(found) + MOST, "chance is one of 400 in each way"


def opens_nothing(candidates: set[bytes], vote: Vote, sealed: list[bytes], names: set[bytes]) -> None:
    assert len(candidates) > VOTERS, "or nothing is tried"
    for key in candidates:
        assert open_rows(key, sealed[:3], 2) == (b"", 3)
        assert not {pseudonym(key, child.bytes) for child in vote.came[:3]} & names


@dataclass
class Loot:
    """What there is to take while the vote is open; `rows` and `children` are the orders that it holds."""

    taken: Copy
    tables: bytes
    postgres: bytes
    rows: dict[str, list[bytes]]
    children: dict[str, list[UUID]]

    @property
    def sealed(self) -> list[bytes]:
        return [line["sealed"] for line in self.taken["ballot"]]


async def carry_away(databases: Databases, since: str, vote: Vote, keys: Path, place: Path) -> Loot:
    taken = await every_row()
    ahead, tables, postgres = await on_the_disk(databases, since)
    source = await asyncio.to_thread(copy, as_role(DB.config["dsn"], NAME), keys, place)
    [[version]] = await owner_rows("SELECT current_setting('server_version_num')::int / 10000")
    rows = of_rows(taken, ahead, tables, as_sql(source, version).decode(), set(vote.named.values()))
    return Loot(taken, tables, postgres, rows, of_children(taken, ahead, vote.came))


async def test_sg_50_a_thief_without_the_keys_links_at_chance(
    town: Town,
    databases: Databases,
    keys: Path,
    tmp_path: Path,
    log: io.StringIO,
) -> None:
    async with kept_ahead(databases) as since:
        vote = await four_hundred(town)
        said = log.getvalue()
        loot = await carry_away(databases, since, vote, keys, tmp_path / "copies")
        await while_it_is_open(vote, loot, said)
        secret = (keys / f"{vote.key}.pseudonym").read_bytes()
        await closed(town, vote.key)
        await after_the_close(databases, since, vote, loot, keys, secret)


async def while_it_is_open(vote: Vote, loot: Loot, said: str) -> None:
    """Every order of the children that is anywhere in the loot beside every order of the rows. Who knows from elsewhere
    who came when knows which sealed row is whose, and among those of one moment not even that; it stays shut."""
    nobody_is_linked(loot.children, loot.rows, vote.named)

    for child in vote.came:
        assert str(child) not in said and vote.named[child].hex() not in said + loot.postgres.decode(errors="replace")
        assert str(child).encode() not in loot.postgres
    assert not any(token in said for token in vote.tokens) and '"POST"' not in said

    by_time = loot.rows["the write-ahead log"]
    alone, together = VOTERS // 2, [vote.named[child] for child in vote.came[VOTERS // 2 :]]
    assert by_time[:alone] == [vote.named[child] for child in vote.came[:alone]], "told honestly in docs/voting.md"
    assert sum(one == other for one, other in zip(by_time[alone:], together, strict=True)) < 40 < 200
    assert rises(by_time[alone:]) > 0.8 > 0.7 > rises(by_time[:alone]), "by name among those of one moment"
    opens_nothing(secrets_in(loot.taken), vote, loot.sealed, set(vote.named.values()))

    # The same search finds them all where somebody keeps a list: the smallest table, without a time.
    await owner_rows("CREATE TABLE mark (child uuid)")
    await owner_rows("INSERT INTO mark SELECT unnest($1::uuid[])", vote.came)
    listed = orders(await every_row(), UUID, set(vote.came))
    await owner_rows("DROP TABLE mark")
    with pytest.raises(AssertionError):
        nobody_is_linked(listed, loot.rows, vote.named)


async def after_the_close(
    databases: Databases, since: str, vote: Vote, loot: Loot, keys: Path, secret: bytes
) -> None:
    """With all of before, all of after, the witnesses' bundle and a list from the door, no paper finds its child and no
    leaf its row. What the write-ahead log and the backup still hold opens for nobody: the keys are gone."""
    names = set(vote.named.values())
    assert len(found_in(loot.tables, names)) == VOTERS
    after = await every_row()
    assert after["ballot"] == []
    _ahead, tables, _log = await on_the_disk(databases, since)
    assert found_in(tables, names) == [], "no page of the disk has a row of the box"
    assert {file.name for file in keys.rglob("*") if file.is_file()} == {COUNCIL}
    left = {(keys / COUNCIL).read_bytes()} | secrets_in(loot.taken) | secrets_in(after)
    opens_nothing(left, vote, loot.sealed, names)

    body = bundle.read(await bundles.whole(vote.key, Kind.WITNESS))
    papers = [tuple(ballot) for times, ballot in body["ballots"] for _each in range(times)]
    assert sorted(papers) == sorted(vote.marked.values()), "or the papers are not there to be found"
    leaves = [bytes.fromhex(each) for each in body["leaves"]]
    leaf_of = {child: leaf(str(vote.key), nonce(secret, name)) for child, name in vote.named.items()}
    assert set(leaf_of.values()) < set(leaves)
    leaves.remove(*(set(leaves) - set(leaf_of.values())))
    whose = {name: child for child, name in vote.named.items()}
    known = loot.children | {"a list from the door": vote.came}
    known |= {f"rows: {name}": [whose[each] for each in order] for name, order in loot.rows.items()}
    known |= {f"after: {name}": order for name, order in orders(after, UUID, set(vote.came)).items()}
    nobody_is_linked(known, {"papers": papers}, vote.marked)
    nobody_is_linked(known, {"leaves": leaves}, leaf_of)
    nobody_is_linked(
        {"leaves": leaves}, {"papers": papers}, {leaf_of[child]: vote.marked[child] for child in vote.came}
    )
