"""Where names and contacts are: the schema `vault`, reached by a database role of its own, sealed with a key of its own.

The role that serves is refused here by PostgreSQL itself; the role of the vault can read nothing else. What a thief of
the whole database finds is sealed (NaCl secretbox) with a key file that is never in the database or its copies.
"""

import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from nacl.secret import SecretBox
from nacl.utils import random

from civic.core.database import Database
from civic.settings import current

STORE = Database()

TABLE = """
CREATE SCHEMA IF NOT EXISTS vault;
CREATE TABLE IF NOT EXISTS vault.identity (person uuid PRIMARY KEY, sealed bytea NOT NULL)
"""
KEY = "vault.key"


async def prepare() -> None:
    """Make the vault, once. Run by `civic migrate` with the vault's own role."""
    for statement in TABLE.split(";"):
        await STORE.fetch(statement, ())


async def put(person: UUID, **identity: str) -> None:
    """Keep, or replace, what is known of a person: `name`, `guardian`, `contact` and the like."""
    sealed = seal(json.dumps(identity).encode())
    await STORE.fetch(
        "INSERT INTO vault.identity VALUES ($1, $2) ON CONFLICT (person) DO UPDATE SET sealed = excluded.sealed",
        (person, sealed),
    )


async def get(person: UUID) -> dict[str, Any]:
    """For `acts` that wrote the look down before (SG-76). Empty when nothing is known."""
    found = await STORE.fetch("SELECT sealed FROM vault.identity WHERE person = $1", (person,))
    return json.loads(unseal(found[0]["sealed"])) if found else {}


async def bearers(asked: dict[UUID, set[str]], called: Callable[[str], str]) -> set[tuple[UUID, str]]:
    """Which of these persons have one of the names asked of them: for a list that would invite somebody twice. Names are
    compared as `called` writes them; nobody is told another."""
    found = await STORE.fetch("SELECT person, sealed FROM vault.identity WHERE person = ANY($1)", (list(asked),))
    names = {each["person"]: called(json.loads(unseal(each["sealed"])).get("name", "")) for each in found}
    return {(person, name) for person, name in names.items() if name in asked[person]}


async def wipe(person: UUID) -> None:
    await STORE.fetch("DELETE FROM vault.identity WHERE person = $1", (person,))


async def everybody() -> list[UUID]:
    """Whom the vault knows, for the clock that wipes those who left."""
    return [each["person"] for each in await STORE.fetch("SELECT person FROM vault.identity", ())]


def seal(plain: bytes) -> bytes:
    return bytes(_box(current().keys).encrypt(plain))


def unseal(sealed: bytes) -> bytes:
    return _box(current().keys).decrypt(sealed)


@lru_cache(maxsize=4)
def _box(directory: Path) -> SecretBox:
    """The key is made at its first use, whole or not at all; two processes that come at once agree on the first one's."""
    path = directory / KEY
    if not path.exists():
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=directory, prefix="vault-")
        with os.fdopen(handle, "wb") as file:
            file.write(random(SecretBox.KEY_SIZE))
        with suppress(FileExistsError):
            os.link(draft, path)
        os.unlink(draft)
    return SecretBox(path.read_bytes())
