"""Copies and restores with PostgreSQL's own programs: the town before and after, and a box that stays shut."""

import os
import stat
import subprocess
import time
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from civic.backup import LEFT_OUT, OF_VAULT, _programs
from civic.core.charter import Refused
from civic.core.cluster import NAME, VAULT
from civic.core.database import DB
from civic.demo.cast import CAST
from civic.people.acts import open_sign_in
from civic.vault import store
from civic.voting.box import keys as key_files
from civic.voting.box.pseudonyms import pseudonym
from civic.voting.box.seals import open_rows
from tests.conftest import Town
from tests.databases import Databases, as_role, enter_house, owner_rows
from tests.deploy.running import civic, production, serving
from tests.voting.polls import closed, opened, vote
from tests.voting.theft import every_row, secrets_in


@pytest.fixture
async def empty(databases: Databases) -> AsyncIterator[str]:
    """The DSN of a database with nothing in it."""
    dsn = databases.cluster.dsn(f"e_{uuid4().hex}")
    name = dsn.split("@/")[1].split("?")[0]
    await databases._execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    await databases._execute(f'GRANT CREATE ON DATABASE "{name}" TO {VAULT}')
    yield dsn
    await databases.drop(dsn)


@pytest.fixture
async def here(town: Town) -> str:
    """The DSN of the town's database, for the role that owns it."""
    return as_role(DB.config["dsn"], NAME)


FORBIDS = (
    "SELECT string_agg(conrelid::regclass || pg_get_constraintdef(oid), '|' "
    "ORDER BY conrelid::regclass::text, conname) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "SELECT string_agg(indexdef, '|' ORDER BY indexdef) FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT string_agg(concat(table_name, column_name, data_type, column_default, is_nullable), '|' "
    "ORDER BY table_name, ordinal_position) FROM information_schema.columns WHERE table_schema = 'public'",
)
ROWS = "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM \"{}\" t"


async def told(dsn: str) -> dict[str, str]:
    """Each table's rows, as their number and one hash, and what the database itself forbids."""
    connection = await asyncpg.connect(dsn)
    try:
        tables = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        found = {name: await connection.fetchval(ROWS.format(name)) for (name,) in tables if name not in LEFT_OUT}
        return found | {what: await connection.fetchval(what) for what in FORBIDS}
    finally:
        await connection.close()


async def stand_in(dsn: str) -> None:
    await DB.close()
    enter_house(dsn)
    await DB.open(size=4)


def copy(dsn: str, keys: Path, place: Path) -> Path:
    done = civic("backup", place, env=production(dsn, keys))
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def as_sql(source: Path, version: int) -> bytes:
    return subprocess.run(
        [_programs(version) / "pg_restore", "--file=-", source], capture_output=True, check=True
    ).stdout


async def test_sg_87_a_town_restored_is_the_same_town(town: Town, here: str, empty: str, tmp_path: Path) -> None:
    """SG-87: every row of every table, every constraint and index; only who was signed in is left behind."""
    await town.children(3)
    await open_sign_in(town.teo.id)
    await store.put(town.lupita.id, name="Guadalupe Méndez")
    before = await told(here)
    assert int(before["person"].split()[0]) >= len(CAST) + 3, "or nothing is compared"
    source = copy(here, tmp_path / "keys", tmp_path / "copies")
    done = civic("restore", source, env=production(empty, tmp_path / "keys"))
    assert done.returncode == 0, done.stderr
    assert await told(empty) == before
    vaults = [await asyncpg.connect(as_role(dsn, VAULT)) for dsn in (here, empty)]
    there, back = [await each.fetch("SELECT * FROM vault.identity") for each in vaults]
    assert there and there == back and b"Guadalupe" not in bytes(back[0]["sealed"])
    for each in vaults:
        await each.close()

    connection = await asyncpg.connect(empty)
    assert await connection.fetchval("SELECT count(*) FROM sign_in") == 0
    await connection.execute("UPDATE person SET name = 'Otro' WHERE name = 'Trueno Azul'")
    await connection.close()
    assert await told(empty) != before, "the comparison would not see a change"


async def test_a_copy_is_for_its_owner_only_and_old_ones_go(here: str, tmp_path: Path) -> None:
    """SG-87: 35 days. A file that is not a copy of ours is left alone."""
    place = tmp_path / "copies"
    place.mkdir(mode=0o700)
    for name, days in (("civic-20260101T000000Z.dump", 36), ("civic-20260102T000000Z.dump", 34), ("otro.dump", 400)):
        (place / name).touch()
        os.utime(place / name, (time.time() - days * 86400,) * 2)
    made = copy(here, tmp_path / "keys", place)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600 and made.stat().st_size > 10_000
    vault = made.with_suffix(OF_VAULT)
    assert stat.S_IMODE(vault.stat().st_mode) == 0o600
    left = {made.name, vault.name, "civic-20260102T000000Z.dump", "otro.dump"}
    assert {each.name for each in place.iterdir()} == left
    copy(here, tmp_path / "keys", tmp_path / "new")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


async def test_sg_50_a_copy_made_during_a_vote_opens_nothing_after_its_close(
    town: Town, here: str, empty: str, keys: Path, tmp_path: Path
) -> None:
    """SG-50, SG-87: a real vote, `civic backup` in the middle, its close and count, then `civic restore`. The ballots are
    there, sealed; nothing that is left anywhere opens one or makes a name, and the house that stands there again takes no
    vote and closes none."""
    children = [town.lupita, town.nicolas, town.amaranta, town.mateo]
    poll = await opened(town)
    for child in children:
        await vote(child, poll, 1)
    secret, pseudonyms = key_files.sealing_secret(keys, str(poll)), key_files.pseudonym_key(keys, str(poll))
    source = copy(here, keys, tmp_path / "copies")
    await closed(town, poll)
    done = civic("restore", source, env=production(empty, keys))
    assert done.returncode == 0, done.stderr
    assert civic("migrate", env=production(empty, keys)).returncode == 0
    await stand_in(empty)

    rows = await owner_rows("SELECT id, sealed FROM ballot WHERE poll = $1", poll)
    sealed, names = [row["sealed"] for row in rows], {row["id"] for row in rows}
    dumped = as_sql(source, (await owner_rows("SELECT current_setting('server_version_num')::int / 10000"))[0][0])
    for key in (secret, pseudonyms):
        assert key not in source.read_bytes() and key.hex().encode() not in dumped
    assert rows[0]["id"].hex().encode() in dumped, "the search would not find a key"
    left = secrets_in(await every_row()) | {file.read_bytes() for file in keys.rglob("*") if file.is_file()}
    assert len(left) > 5, "or nothing is tried"
    for key in left:
        assert open_rows(key, sealed, 1) == (b"", 4)
        assert not {pseudonym(key, child.id.bytes) for child in children} & names
    # Or the above would hold of an empty box as well: with the keys, had they been kept, it opens.
    assert len(open_rows(secret, sealed, 1)[0]) == 4
    assert {pseudonym(pseudonyms, child.id.bytes) for child in children} == names

    assert await owner_rows("SELECT 1 FROM poll WHERE id = $1 AND state = 'open'", poll), "it stands there open"
    with pytest.raises(Refused):
        await vote(town.lupita, poll, 0)
    with pytest.raises(Refused):
        await closed(town, poll)
    assert {row["sealed"] for row in await owner_rows("SELECT sealed FROM ballot")} == set(sealed)
    await stand_in(here)


async def test_a_copy_goes_into_an_empty_database_only(here: str, tmp_path: Path) -> None:
    before = await told(here)
    source = copy(here, tmp_path / "keys", tmp_path / "copies")
    done = civic("restore", source, env=production(here, tmp_path / "keys"))
    assert done.returncode == 2 and "empty database only" in done.stderr and "Traceback" not in done.stderr
    assert await told(here) == before


async def test_half_a_copy_restores_nothing(here: str, empty: str, tmp_path: Path) -> None:
    source = copy(here, tmp_path / "keys", tmp_path / "copies")
    source.write_bytes(source.read_bytes()[: source.stat().st_size // 2])
    done = civic("restore", source, env=production(empty, tmp_path / "keys"))
    assert done.returncode == 2 and "pg_restore failed" in done.stderr
    connection = await asyncpg.connect(empty)
    assert await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0
    await connection.close()


@pytest.mark.parametrize("place", ["keys", "keys/copies", "."])
async def test_sg_50_keys_and_copies_never_share_a_folder(here: str, tmp_path: Path, place: str) -> None:
    """SG-50: who carries the copies away must not carry the keys with them."""
    (tmp_path / "keys").mkdir(mode=0o700)
    done = civic("backup", tmp_path / place, env=production(here, tmp_path / "keys"))
    assert done.returncode == 2 and "may not share a folder" in done.stderr
    assert "dump" not in " ".join(os.listdir(tmp_path) + os.listdir(tmp_path / "keys"))


def test_without_a_database_the_copy_says_what_to_do(tmp_path: Path) -> None:
    for dsn, says in (("", "DATABASE_URL is empty"), (f"postgresql:///x?host={tmp_path}", "does not answer")):
        done = civic("backup", tmp_path / "copies", env=production(dsn, tmp_path / "keys"))
        assert done.returncode == 2 and says in done.stderr and "Traceback" not in done.stderr


async def test_sg_87_who_was_erased_after_the_copy_is_not_brought_back(
    town: Town, here: str, empty: str, tmp_path: Path
) -> None:
    """SG-87: the list outlives the database, and the house does not open before it was gone through."""
    source = copy(here, tmp_path / "keys", tmp_path / "copies")
    (tmp_path / "erased").write_text(f"{town.lupita.id} gone\n")
    env = production(empty, tmp_path / "keys", CIVIC_VAR=tmp_path)
    assert civic("restore", source, env=env).returncode == 0
    assert civic("migrate", env=env).returncode == 0
    connection = await asyncpg.connect(empty)
    assert await connection.fetchval("SELECT count(*) FROM person WHERE id = $1", town.lupita.id) == 1
    async with serving(env, tmp_path / "log"):
        assert await connection.fetchval("SELECT count(*) FROM person WHERE id = $1", town.lupita.id) == 0
        assert await connection.fetchval("SELECT count(*) FROM erased WHERE id = $1", town.lupita.id) == 1
    await connection.close()
