"""What PostgreSQL itself refuses: whoever serves cannot read names, and whoever reads names can read nothing else (SG-15)."""

import subprocess
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest
from nacl.exceptions import CryptoError

from civic import settings as house
from civic.core import postgres
from civic.core.database import DB, rows, value
from civic.vault import store
from civic.vault.store import STORE
from tests.conftest import SETTINGS, Town
from tests.databases import as_role

NAMED = "Guadalupe Méndez Ahuatl"


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM vault.identity",
        "SELECT count(*) FROM vault.identity",
        "INSERT INTO vault.identity VALUES (gen_random_uuid(), '')",
        "DELETE FROM vault.identity",
        "SET ROLE civic_vault",
        "CREATE TABLE vault.copy (a int)",
    ],
)
async def test_sg_15_who_serves_is_refused_by_the_vault(town: Town, sql: str) -> None:
    """SG-15: the normal role of the app reading the vault → permission denied."""
    await store.put(town.lupita.id, name=NAMED)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await rows(sql)
    assert await store.get(town.lupita.id) == {"name": NAMED}


async def test_sg_15_the_vault_reads_nothing_else(town: Town) -> None:
    """Not one table of the house: whoever took the vault's password has names without a life."""
    tables = await rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    assert len(tables) > 50
    for each in tables:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await STORE.fetch(f'SELECT count(*) FROM "{each["tablename"]}"', ())


async def test_sg_15_a_copy_of_the_database_holds_no_name(town: Town) -> None:
    """SG-15: what a thief of the whole database carries away is sealed."""
    await store.put(town.lupita.id, name=NAMED, contact="222 123 4567")
    kept = (await STORE.fetch("SELECT sealed FROM vault.identity", ()))[0]["sealed"]
    dump = _copied(as_role(DB.config["dsn"], "postgres"))
    assert kept.hex().encode() in dump and str(town.lupita.id).encode() in dump
    for word in (NAMED, "Ahuatl", "222 123 4567"):
        assert word.encode() not in dump and word.encode().hex().encode() not in dump


def _copied(dsn: str) -> bytes:
    return subprocess.run([postgres.binaries() / "pg_dump", "--dbname", dsn], capture_output=True, check=True).stdout


async def test_sg_15_without_the_key_file_nothing_opens(town: Town, tmp_path: Path) -> None:
    await store.put(town.lupita.id, name=NAMED)
    assert (house.current().keys / store.KEY).stat().st_mode & 0o777 == 0o600
    house.use(replace(SETTINGS, keys=tmp_path / "another"))
    with pytest.raises(CryptoError):
        await store.get(town.lupita.id)


async def test_a_tie_of_roles_is_not_there(town: Town) -> None:
    """Neither role may become the other, nor is either of them more than it seems."""
    found = await rows(
        """SELECT rolname, rolsuper OR rolcreaterole OR rolbypassrls AS more,
           pg_has_role('civic_app', oid, 'MEMBER') AS app, pg_has_role('civic_vault', oid, 'MEMBER') AS vault
           FROM pg_roles WHERE rolname IN ('civic_app', 'civic_vault')"""
    )
    assert {each["rolname"]: (each["more"], each["app"], each["vault"]) for each in found} == {
        "civic_app": (False, True, False),
        "civic_vault": (False, False, True),
    }
    assert await value("SELECT current_user") == "civic_app"
