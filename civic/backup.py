"""The town's copy: what `pg_dump` says of the database, and never the keys of the ballot boxes.

    /var/backups/civic/civic-20261122T091500Z.dump     mode 0600, PostgreSQL's custom format
    /var/backups/civic/civic-20261122T091500Z.vault    the same of the vault: names, sealed with a key that is not there

A copy made while a vote is open holds sealed ballots under pseudonyms. Without the key files, which are no part of it,
nobody can open or link one, and once the poll is closed nobody ever can (SG-50).
"""

import asyncio
import os
import re
import shutil
import subprocess
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import asyncpg

from civic.core import postgres
from civic.settings import Settings

PLACE = Path("/var/backups/civic")
NAME = "civic-{:%Y%m%dT%H%M%SZ}.dump"
ANY = "civic-*.dump"
#: The vault's own role writes this one: the role of the tables cannot read it.
OF_VAULT = ".vault"
#: SG-87. A copy older than this may hold somebody who asked to be forgotten.
EXPIRES = timedelta(days=35)
#: Nobody needs old sign-ins back, and their times have no business beside a ballot box. All sign in anew.
LEFT_OUT = ("sign_in",)
#: What is restored belongs to the role that restores it.
NOBODYS = ("--no-owner", "--no-privileges")


class BackupError(RuntimeError):
    """No copy was made, or none put back; the message says what to do."""


def backup(settings: Settings, target: Path) -> int:
    """Write a new copy into the directory `target` and remove those past EXPIRES. Raises BackupError."""
    target = target.absolute()
    _keep_apart(settings.keys, target)
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    programs = _programs(asyncio.run(_version(settings)))
    copy = target / NAME.format(datetime.now(UTC))
    if settings.vault_url:
        _dump(programs, settings.vault_url, copy.with_suffix(OF_VAULT), "--schema=vault")
    left_out = (f"--exclude-table-data={table}" for table in LEFT_OUT)
    _dump(programs, _owner(settings), copy, "--exclude-schema=vault", *left_out)
    for old in [*target.glob(ANY), *target.glob(ANY.replace(".dump", OF_VAULT))]:
        if age(old) > EXPIRES:
            old.unlink()
    print(copy)
    return 0


def _dump(programs: Path, dsn: str, copy: Path, *options: str) -> None:
    """Whole or not at all."""
    partial = copy.with_suffix(".partial")
    try:
        os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600))
        _run(dsn, programs / "pg_dump", "--format=custom", *NOBODYS, f"--file={partial}", *options)
        _run("", programs / "pg_restore", "--list", partial)
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.rename(copy)
    finally:
        partial.unlink(missing_ok=True)


def _owner(settings: Settings) -> str:
    return settings.owner_url or settings.database_url


def restore(settings: Settings, source: Path) -> int:
    """Put the copy `source` into the database, which must be empty: all of it, or nothing. Raises BackupError."""
    if not source.is_file():
        raise BackupError(f"{source} is not there. The copies are in {PLACE}: ls {PLACE}")
    version, tables = asyncio.run(_look(settings))
    if tables:
        raise BackupError(
            f"The database has {tables} tables already. A copy goes into an empty database only, so that nothing is "
            "lost by mistake: deploy/README.md says how to put the old one aside and make a new one."
        )
    whole = (_programs(version) / "pg_restore", "--single-transaction", "--exit-on-error", *NOBODYS)
    names = source.with_suffix(OF_VAULT)
    if names.is_file() and not settings.vault_url:
        raise BackupError(f"{names} holds names, and CIVIC_VAULT_URL is empty: say with which role they are put back.")
    _run(_owner(settings), *whole, source.absolute())
    asyncio.run(_analyze(settings))
    if names.is_file():
        _run(settings.vault_url, *whole, names.absolute())
    print(f"{source} is restored. Next: civic migrate, then civic doctor.")
    return 0


def age(copy: Path) -> timedelta:
    return datetime.now(UTC) - datetime.fromtimestamp(copy.stat().st_mtime, UTC)


def _keep_apart(keys: Path, target: Path) -> None:
    """Whoever carries away the folder of copies must not carry the keys with it."""
    keys, target = keys.resolve(), target.resolve()
    if keys.is_relative_to(target) or target.is_relative_to(keys):
        raise BackupError(f"The boxes' keys ({keys}) and the copies ({target}) may not share a folder. Choose another.")


def _programs(version: int) -> Path:
    """The directory of `pg_dump` and `pg_restore` of the server's own version: others may write what it cannot read."""
    places = [Path(f"/usr/lib/postgresql/{version}/bin")]
    places += [Path(found).parent for found in [shutil.which("pg_dump")] if found]
    with suppress(postgres.ClusterError):
        places.append(postgres.binaries())
    for place in places:
        if (place / "pg_dump").exists() and (place / "pg_restore").exists():
            said = subprocess.run([place / "pg_dump", "--version"], capture_output=True, text=True, check=False).stdout
            if re.search(rf"PostgreSQL\) {version}\b", said):
                return place
    raise BackupError(f"There is no pg_dump {version} here. As root: apt-get install postgresql-client-{version}")


def _run(dsn: str, program: Path, *arguments: object) -> None:
    """With the database `dsn`, if it needs one."""
    environment = os.environ | {"LC_ALL": "C.UTF-8", "PGCONNECT_TIMEOUT": "10"}
    command = [program, *arguments]
    if dsn:
        password = urlsplit(dsn).password
        if password:  # not on the command line, which every account of the machine can read
            environment["PGPASSWORD"] = unquote(password)
            dsn = dsn.replace(f":{password}@", "@", 1)
        command.append(f"--dbname={dsn}")
    done = subprocess.run(list(map(str, command)), env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BackupError(f"{program.name} failed: {done.stderr.strip()[-500:]}")


async def _connect(settings: Settings) -> asyncpg.Connection:
    if not _owner(settings):
        raise BackupError("DATABASE_URL is empty: say of which database. The demo has no copies.")
    try:
        return await asyncpg.connect(_owner(settings), timeout=10)
    except (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
        raise BackupError(f"The database does not answer: {problem}") from problem


async def _version(settings: Settings) -> int:
    connection = await _connect(settings)
    try:
        return connection.get_server_version().major
    finally:
        await connection.close()


async def _look(settings: Settings) -> tuple[int, int]:
    """The server's version and how many tables are in the database."""
    connection = await _connect(settings)
    try:
        tables = await connection.fetchval(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname NOT IN ('information_schema', 'vault') AND n.nspname !~ '^pg_'"
        )
        return connection.get_server_version().major, tables
    finally:
        await connection.close()


async def _analyze(settings: Settings) -> None:
    connection = await _connect(settings)
    try:
        await connection.execute("ANALYZE")
    finally:
        await connection.close()
