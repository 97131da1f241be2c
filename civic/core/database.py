"""One PostgreSQL engine for all rooms: Piccolo's, with transactions that always give their connection back.

Piccolo 1.38 acquires a connection and then BEGINs without `try`, and releases it without `finally`: a request
cancelled in between leaks one. The subclass below closes both holes.
"""

from collections.abc import Sequence
from contextvars import ContextVar
from typing import Any

import asyncpg
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction

#: Statements sent by the current task, for the tests that hold their number (performance goal G9).
statements: ContextVar[list[str] | None] = ContextVar("statements", default=None)


class SafeTransaction(PostgresTransaction):
    async def __aenter__(self) -> PostgresTransaction:
        if self._parent is not None:
            return self._parent
        self.connection = await self.get_connection()
        try:
            self.transaction = self.connection.transaction()
            await self.begin()
        except BaseException:
            await self._give_back()
            raise
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(self, exception_type: Any, exception: Any, traceback: Any) -> bool:
        if self._parent is not None:
            return exception is None
        try:
            if exception is not None:
                await self.rollback()
            elif not self._rolled_back and not self._committed:
                await self.commit()
        finally:
            self.engine.current_transaction.reset(self.context)
            await self._give_back()
        return False

    async def _give_back(self) -> None:
        if self.engine.pool:
            await self.engine.pool.release(self.connection)
        else:
            await self.connection.close()


class Database(PostgresEngine):
    """The engine. It is told where the server is by `locate`, and connects only when a pool is opened or a query runs."""

    def __init__(self) -> None:
        super().__init__(config={}, extensions=())

    async def check_version(self) -> None:
        """Piccolo connects here, blocking, when constructed; /ready asks the server instead."""

    async def prep_database(self) -> None:
        """No extensions are used."""

    def locate(self, dsn: str) -> None:
        self.config = {"dsn": dsn}

    async def open(self, size: int = 10) -> None:
        await self.start_connection_pool(min_size=2, max_size=size, timeout=3, command_timeout=5, reset=_keep)

    async def close(self) -> None:
        if self.pool:
            await self.close_connection_pool()

    def transaction(self, allow_nested: bool = True) -> SafeTransaction:
        return SafeTransaction(self, allow_nested=allow_nested)

    async def run_querystring(self, querystring: Any, in_pool: bool = True) -> Any:
        _count(str(querystring))
        return await super().run_querystring(querystring, in_pool)

    async def fetch(self, sql: str, args: Sequence[Any], kind: type[asyncpg.Record] | None = None) -> list[asyncpg.Record]:
        """Rows as records, or as `kind`."""
        _count(sql)
        inside = self.current_transaction.get()
        if inside:
            return await inside.connection.fetch(sql, *args, record_class=kind)
        if self.pool:
            return await self.pool.fetch(sql, *args, record_class=kind)
        connection = await self.get_new_connection()
        try:
            return await connection.fetch(sql, *args, record_class=kind)
        finally:
            await connection.close()


async def _keep(connection: asyncpg.Connection) -> None:
    """No reset round trip on release: nobody here leaves SET, LISTEN or advisory locks behind."""


def _count(sql: str) -> None:
    seen = statements.get()
    if seen is not None:
        seen.append(sql)


DB = Database()


async def rows(sql: str, *args: Any, kind: type[asyncpg.Record] | None = None) -> list[asyncpg.Record]:
    """Read with plain SQL and `$1` parameters, inside the current transaction if there is one. `kind`: a class of
    records that say more of themselves, for long lists: nothing is made of a row until it is drawn."""
    return await DB.fetch(sql, args, kind)


async def row(sql: str, *args: Any) -> asyncpg.Record | None:
    found = await DB.fetch(sql, args)
    return found[0] if found else None


async def value(sql: str, *args: Any) -> Any:
    found = await DB.fetch(sql, args)
    return found[0][0] if found else None
