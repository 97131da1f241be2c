"""A PostgreSQL of our own, for a machine that has none.

    data/           door, in-use    locks (see `Cluster`)
    data/files/     PostgreSQL's own directory, with its log and, where the path is short enough, its socket
"""

import asyncio
import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self
from urllib.parse import quote

import asyncpg

from civic.core import postgres
from civic.core.postgres import Account, ClusterError, Server

NAME = "civic"  # the database, and the role that owns it; `postgres` is the superuser and no part of the app
#: The role that serves, which cannot change history; and the one that alone reads the vault of names.
APP, VAULT = "civic_app", "civic_vault"

__all__ = ["Cluster", "ClusterError"]


class Cluster:
    """A PostgreSQL in the directory `data`, shared by all processes that start it.

    Each holds a shared lock on `data/in-use` while it lives, and one at a time comes or goes (`data/door`). So the
    second to start finds the first one's server, the last to stop switches it off, and a server that a killed process
    left behind is found and used again.

    With `durable=False`, for tests only, a crash may lose everything, and the last `stop` deletes it.
    """

    binaries = staticmethod(postgres.binaries)

    def __init__(self, data: Path, *, durable: bool = True) -> None:
        self.data = Path(data).absolute()
        self.durable = durable
        self._in_use: int | None = None

    def start(self) -> str:
        """Start the server, or find it running, and return the DSN of the database `civic`."""
        if self._in_use is None:
            with self._door():
                in_use = self._lock("in-use", fcntl.LOCK_SH)
                try:
                    self._bring_up()
                except BaseException:
                    os.close(in_use)
                    raise
                self._in_use = in_use
        return self.dsn()

    def stop(self) -> None:
        """Leave, and switch the server off if nobody else uses it. A second call does nothing."""
        if self._in_use is None:
            return
        with self._door():
            os.close(self._in_use)
            self._in_use = None
            with suppress(BlockingIOError), self._alone():
                self._server().halt()
                if not self.durable:
                    self._remove()

    def erase(self) -> None:
        """Delete the cluster with all its data. Raises ClusterError if another living process uses it."""
        self.stop()
        if not self.data.exists():
            return
        with self._door():
            try:
                with self._alone():
                    self._server().halt()
                    self._remove()
            except BlockingIOError:
                raise ClusterError(
                    f"The database in {self.data} is in use by another process, perhaps `make demo` in another "
                    "terminal. Stop it there (Ctrl-C), then try again."
                ) from None

    def dsn(self, database: str = NAME, role: str = NAME) -> str:
        """For asyncpg, Piccolo and PostgreSQL's own programs. Raises ClusterError if nothing is running."""
        return f"postgresql://{role}@/{database}?host={quote(str(self._server().socket().parent), safe='/')}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _bring_up(self) -> None:
        deadline = time.monotonic() + postgres.PATIENCE
        while True:
            server = self._server()
            if not server.answers():
                server.create()
                server.launch()
            try:
                with ThreadPoolExecutor(1) as thread:  # the caller may have a loop of its own running
                    return thread.submit(asyncio.run, _ensure_database(server.socket().parent)).result()
            # A server found may be one that recovers, or one that was dying as it answered.
            except (asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError, OSError, ClusterError) as error:
                if time.monotonic() > deadline:
                    raise ClusterError(f"PostgreSQL in {self.data} does not become ready: {error}") from error
                time.sleep(0.1)

    @contextmanager
    def _door(self) -> Iterator[None]:
        while (door := self._enter()) is None:
            pass
        try:
            yield
        finally:
            os.close(door)

    def _enter(self) -> int | None:
        """The door's lock; None if whoever was inside before us has removed the whole house meanwhile."""
        self._settle()
        with suppress(FileNotFoundError):
            door = self._lock("door", fcntl.LOCK_EX)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(door), (self.data / "door").stat()):
                    return door
            os.close(door)
        return None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Raises BlockingIOError where another process uses the cluster."""
        in_use = self._lock("in-use", fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            yield
        finally:
            os.close(in_use)

    def _lock(self, name: str, kind: int) -> int:
        try:
            lock = os.open(self.data / name, os.O_RDWR | os.O_CREAT, 0o600)
        except PermissionError as error:
            raise ClusterError(
                f"The database in {self.data} belongs to another user (number {self.data.stat().st_uid}). Work as "
                "that user, or set DATABASE_URL to a PostgreSQL server of your own."
            ) from error
        try:
            fcntl.flock(lock, kind)
        except BaseException:
            os.close(lock)
            raise
        return lock

    def _settle(self) -> None:
        """Make `data`. What root's `nobody` could not reach becomes a link to a place where it can."""
        try:
            if self.data.is_symlink() and not self.data.exists():
                self.data.unlink()
            if not self.data.exists():
                self.data.mkdir(parents=True, exist_ok=True)
                self.data.chmod(0o711)
        except FileNotFoundError:
            return  # another removed it at this moment; `_enter` comes again
        except OSError as error:
            raise ClusterError(
                f"Cannot make the directory {self.data} ({error.strerror}). Make its parent writable for you, "
                "or set DATABASE_URL to a PostgreSQL server you already have."
            ) from error
        if self._server().account.reaches(self.data):
            return
        shelf = postgres.shelf_directory(hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16])
        with suppress(FileExistsError, NotADirectoryError, FileNotFoundError):  # another process was faster
            self.data.rmdir()
            self.data.symlink_to(shelf)

    def _server(self) -> Server:
        files = self.data.resolve() / "files"
        return Server(files, Account.of(files), durable=self.durable)

    def _remove(self) -> None:
        home = self.data.resolve()
        gone = home.with_name(f"{home.name}.gone-{os.getpid()}")
        home.rename(gone)  # at one stroke: another may be about to enter
        if self.data.is_symlink():
            self.data.unlink()
        shutil.rmtree(gone)


async def _ensure_database(directory: Path) -> None:
    connection = await asyncpg.connect(host=str(directory), user="postgres", database="postgres", timeout=5)
    try:
        if not await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", NAME):
            await connection.execute(f"CREATE ROLE {NAME} LOGIN CREATEDB")
        for role in (APP, VAULT):
            if not await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", role):
                await connection.execute(f"CREATE ROLE {role} LOGIN")
                await connection.execute(f"GRANT {role} TO {NAME}")
        if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", NAME):
            await connection.execute(f"CREATE DATABASE {NAME} OWNER {NAME}")
    finally:
        await connection.close()
