"""What somebody takes who carries away everything but the key files, and how well it can be put together again.

An order is a list of keys, each at its place; two orders are laid side by side, and what falls together is a link.
"""

import re
from collections.abc import AsyncIterator, Collection, Iterable, Iterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from itertools import pairwise
from uuid import UUID

import asyncpg
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from civic.core.cluster import NAME
from civic.core.database import DB
from tests.databases import Databases, as_role

Copy = dict[str, list[dict]]
CURRENT = "SELECT pg_walfile_name(pg_current_wal_lsn())"


async def every_row() -> Copy:
    """Of every table, with the hidden columns, in the order in which they lie on the disk."""
    hidden = "t.xmin::text::bigint AS xmin, t.xmax::text::bigint AS xmax, t.ctid AS ctid"
    owner = await asyncpg.connect(as_role(DB.config["dsn"], NAME))
    try:
        tables = await owner.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {
            name: [dict(line) for line in await owner.fetch(f'SELECT {hidden}, t.* FROM "{name}" t ORDER BY t.ctid')]
            for (name,) in tables
        }
    finally:
        await owner.close()


def moved(before: Copy, after: Copy) -> set[str]:
    """The tables that changed. The lock that a vote takes on its poll is no change, though it leaves its `xmax` there."""

    def plain(lines: list[dict]) -> list[str]:
        return sorted(str({**line, "ctid": "", "xmax": ""}) for line in lines)

    return {name for name in after if plain(before[name]) != plain(after[name])}


@asynccontextmanager
async def as_postgres(databases: Databases) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(as_role(databases.cluster.dsn(), "postgres"))
    try:
        yield connection
    finally:
        await connection.close()


@asynccontextmanager
async def kept_ahead(databases: Databases) -> AsyncIterator[str]:
    """The first file of the write-ahead log from here on; none is thrown away, whatever other tests do meanwhile."""
    async with as_postgres(databases) as postgres:
        await postgres.execute("SELECT pg_create_physical_replication_slot('thief', true), pg_switch_wal()")
        try:
            yield await postgres.fetchval(CURRENT)
        finally:
            await postgres.execute("SELECT pg_drop_replication_slot('thief')")


async def on_the_disk(databases: Databases, since: str) -> tuple[bytes, bytes, bytes]:
    """The write-ahead log from the file `since` on, the files of this database, and PostgreSQL's own log: raw bytes."""
    async with as_postgres(databases) as postgres:
        await postgres.execute("SELECT pg_switch_wal()")
        until = await postgres.fetchval(CURRENT)
        files = databases.cluster.data.resolve() / "files"
        written = sorted(each for each in (files / "pg_wal").glob("0*") if since <= each.name <= until)
        ahead = b"".join(each.read_bytes() for each in written)
        await postgres.execute("CHECKPOINT")
        name = DB.config["dsn"].split("@/")[1].split("?")[0]
        number = await postgres.fetchval("SELECT oid FROM pg_database WHERE datname = $1", name)
        tables = b"".join(each.read_bytes() for each in sorted((files / "base" / str(number)).iterdir()))
        return ahead, tables, (files / "server.log").read_bytes()


def found_in(raw: bytes, keys: Iterable[bytes], last: bool = False) -> list[bytes]:
    """Those of the keys that are there, by where they first (or last) are. A page may cut one in two: a half will do."""
    halves = {half: key for key in keys for half in (key[: len(key) // 2], key[len(key) // 2 :])}
    places: dict[bytes, int] = {}
    for place, half in _found(raw, halves):
        if last or halves[half] not in places:
            places[halves[half]] = place
    return sorted(places, key=places.__getitem__)


def _found(raw: bytes, wanted: Collection[bytes]) -> Iterator[tuple[int, bytes]]:
    """Wherever one of the wanted stands, all of one length. Once through: their first bytes are looked up in tables."""
    [size] = {len(each) for each in wanted}
    pairs = sliding_window_view(np.frombuffer(raw, np.uint8), 2).copy().view("<u2").ravel()
    begins, goes_on = np.zeros(2**16, bool), np.zeros(2**16, bool)
    begins[[int.from_bytes(each[:2], "little") for each in wanted]] = True
    goes_on[[int.from_bytes(each[2:4], "little") for each in wanted]] = True
    for place in np.flatnonzero(begins[pairs[:-2]] & goes_on[pairs[2:]]).tolist():
        if (found := raw[place : place + size]) in wanted:
            yield place, found


def orders(copy: Copy, column_type: type, keys: set) -> dict[str, list]:
    """Every order in which the copy knows these keys: by any column, shown or hidden, of any table that has them all.
    Orders that are the same are there once."""
    made: dict[tuple, str] = {}
    for table, lines in copy.items():
        columns = lines[0] if lines else ()
        for holder in columns:
            about = [line for line in lines if isinstance(line[holder], column_type) and line[holder] in keys]
            if {line[holder] for line in about} != keys:
                continue
            for by in columns:
                line_up = sorted(about, key=lambda line, by=by: _sortable(line[by]))
                made.setdefault(tuple(dict.fromkeys(line[holder] for line in line_up)), f"{table} by {by}")
    return {name: list(order) for order, name in made.items()}


def _sortable(value: object) -> tuple:
    if isinstance(value, bool | int | float | str | bytes | date | datetime | UUID | tuple):
        return (False, value)
    return (value is None, str(value))


def linked(one: list, other: list, truth: dict) -> tuple[int, float]:
    """Laid side by side, how many pairs are true; and how far one order follows the other at all (Spearman, 0 to 1), for a
    list that is shifted by one place links nobody and gives everybody away."""
    true = sum(truth[key] == found for key, found in zip(one, other, strict=False))
    place = {found: at for at, found in enumerate(other)}
    both = [(at, place[truth[key]]) for at, key in enumerate(one) if truth[key] in place]
    return true, abs(float(np.corrcoef(np.array(both).T)[0, 1]))


def secrets_in(copy: Copy) -> set[bytes]:
    """Whatever could be a key: each value of 32 bytes, plain or in a text as hexadecimal."""
    values = [value for lines in copy.values() for line in lines for value in line.values()]
    plain = {value for value in values if isinstance(value, bytes) and len(value) == 32}
    texts = {text for value in values if isinstance(value, str) for text in re.findall(r"[0-9a-f]{64}", value)}
    return plain | {bytes.fromhex(text) for text in texts}


def rises(order: list[bytes]) -> float:
    """The share of neighbours that ascend: about a half by chance, 1 in a sorted list."""
    return sum(one < other for one, other in pairwise(order)) / (len(order) - 1)
