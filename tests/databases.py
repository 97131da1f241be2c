"""Throwaway databases: one PostgreSQL for a test run with all its workers, and a copy of a template per test.

    databases = Databases()
    databases.start()                             # joins the run's server, or starts it
    await databases.template("town", migrate)     # `migrate(dsn)` fills it, once per run
    async with databases.entered("town"):          # inside a new copy (5 to 80 ms) until then, as the role that serves
    databases.stop()                              # the last worker to leave deletes the server
"""

import asyncio
import itertools
import os
import re
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import asyncpg

from civic.core.cluster import APP, NAME, VAULT, Cluster, ClusterError
from civic.core.database import DB
from civic.database import migrate
from civic.vault.store import STORE, prepare

PREFIX = "civic-tests-"


async def raise_house(dsn: str) -> None:
    """Migrate a new database as its owner, and stand in it as the role that serves."""
    DB.locate(dsn)
    await migrate()
    enter_house(dsn)
    await prepare()


def enter_house(dsn: str) -> None:
    """The roles that serve: of the tables, and of the vault."""
    STORE.locate(as_role(dsn, VAULT))
    DB.locate(as_role(dsn, APP))


async def owner_rows(sql: str, *args: object) -> list[asyncpg.Record]:
    """What only the owner of the tables may ask, such as what lies in the box."""
    connection = await asyncpg.connect(as_role(DB.config["dsn"], NAME))
    try:
        return await connection.fetch(sql, *args)
    finally:
        await connection.close()


async def owner_value(sql: str, *args: object) -> object:
    found = await owner_rows(sql, *args)
    return found[0][0] if found else None


def as_role(dsn: str, role: str) -> str:
    """The same database, for another role."""
    return re.sub(r"//\w+@", f"//{role}@", dsn)


def memory_or_disk() -> Path:
    """A copy takes 5 ms in memory, 80 on a disk. Never pytest's own directory: root's PostgreSQL, which runs as
    `nobody`, could not reach it."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2 * 2**30
    return memory if roomy else Path(tempfile.gettempdir())


class Databases:
    def __init__(self) -> None:
        self.place = memory_or_disk()
        run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
        self.cluster = Cluster(self.place / f"{PREFIX}{run}", durable=False)
        self._number = itertools.count(1)
        self._steward: asyncpg.Connection | None = None

    def start(self) -> None:
        self._clear_after_killed_runs()
        self.cluster.start()

    def stop(self) -> None:
        if self._steward:
            self._steward.terminate()
        self.cluster.stop()

    async def template(self, name: str, build: Callable[[str], Awaitable[None]]) -> None:
        """Fill the template unless another worker has. `build` must close its connections before it returns."""
        connection = await asyncpg.connect(self.cluster.dsn())
        try:
            await connection.execute("SELECT pg_advisory_lock(hashtext($1))", name)
            if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
                draft = f"{name}_draft"
                await connection.execute(f'DROP DATABASE IF EXISTS "{draft}" WITH (FORCE)')
                await connection.execute(f'CREATE DATABASE "{draft}" TEMPLATE template0 STRATEGY FILE_COPY')
                await build(self.cluster.dsn(draft))
                await connection.execute(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')
        finally:
            await connection.close()

    async def fresh(self, template: str) -> str:
        """The DSN of a new copy."""
        name = f"t_{os.getpid()}_{next(self._number)}"
        await self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return self.cluster.dsn(name, APP)

    @asynccontextmanager
    async def entered(self, template: str) -> AsyncIterator[None]:
        dsn = await self.fresh(template)
        enter_house(dsn)
        await DB.open(size=10)
        try:
            yield
        finally:
            await DB.close()
            await self.drop(dsn)

    async def drop(self, dsn: str) -> None:
        """All its connections are thrown out. The server's own cleaning cannot be: it is waited for."""
        name = dsn.split("@/")[1].split("?")[0]
        for _moment in range(100):
            with suppress(asyncpg.InsufficientPrivilegeError):
                return await self._execute(f'DROP DATABASE "{name}" WITH (FORCE)')
            await asyncio.sleep(0.1)
        raise TimeoutError(f"{name} is still cleaned by the server")

    async def _execute(self, statement: str) -> None:
        if self._steward is None:
            self._steward = await asyncpg.connect(self.cluster.dsn())
        await self._steward.execute(statement)

    def _clear_after_killed_runs(self) -> None:
        for left in self.place.glob(f"{PREFIX}*"):
            # Not ours to delete: another's, one just being started, or one in use (`erase` refuses).
            with suppress(ClusterError, FileNotFoundError):
                if left.stat().st_uid == os.getuid() and time.time() - left.stat().st_mtime > 60:
                    Cluster(left, durable=False).erase()
