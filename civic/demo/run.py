"""`make demo`: our own PostgreSQL, the town told once, and the house served until Ctrl-C."""

import asyncio
import secrets
import shutil
import socket
import sys
import time
from dataclasses import replace
from pathlib import Path

import uvicorn

from civic import settings as house
from civic.core.cluster import APP, VAULT, Cluster, ClusterError
from civic.core.database import DB


def run(settings: house.Settings, port: int, fresh: bool) -> int:
    if not _free(port):
        print(f"Port {port} is taken. Choose another: make demo PORT={port + 80}", file=sys.stderr)
        return 1
    settings = replace(settings, mode="demo", https=False, port=port, database_url="", keys=settings.var / "keys")
    settings.var.mkdir(mode=0o755, parents=True, exist_ok=True)
    settings = replace(settings, secret=_secret(settings.var / "secret"))
    house.use(settings)
    cluster = Cluster(settings.var / "postgres")
    try:
        told = settings.var / "told"
        if fresh or not told.exists():
            if cluster.data.exists():
                say("forgetting what was done in the town")
            # A year half told, by a demo that was killed, is forgotten too.
            cluster.erase()
            shutil.rmtree(settings.keys, ignore_errors=True)
            told.unlink(missing_ok=True)
        say("starting its PostgreSQL")
        DB.locate(cluster.start())
        settings = replace(settings, vault_url=cluster.dsn(role=VAULT), origin=f"http://localhost:{port}")
        house.use(settings)
    except ClusterError as problem:
        print(problem, file=sys.stderr)
        return 1
    try:
        asyncio.run(_town(told.exists(), cluster, settings))
        told.touch()
        _serve(settings)
    finally:
        say("stopping PostgreSQL")
        cluster.stop()
    return 0


def say(words: str) -> None:
    print(f"· {words} …", flush=True)


def _free(port: int) -> bool:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _secret(path: Path) -> str:
    """Kept, so that a second `make demo` still knows who had come in."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


async def _town(is_told: bool, cluster: Cluster, settings: house.Settings) -> None:
    from civic.database import migrate
    from civic.demo.year import tell_the_year
    from civic.vault.store import STORE, prepare

    say("bringing the database to this version")
    await migrate()
    STORE.locate(settings.vault_url)
    await prepare()
    DB.locate(cluster.dsn(role=APP))
    await DB.open(size=4)
    try:
        if not is_told:
            started = time.monotonic()
            say("telling the year of Valle del Río")
            await tell_the_year()
            print(f"  told in {time.monotonic() - started:.0f} s", flush=True)
    finally:
        await DB.close()


def _serve(settings: house.Settings) -> None:
    from civic.app import build
    from civic.core.envelope import log_to_stderr
    from civic.demo.cast import CAST, PASSWORD

    log_to_stderr(level=30)
    server = uvicorn.Server(
        uvicorn.Config(
            build(settings),
            host=settings.host,
            port=settings.port,
            access_log=False,
            log_level="error",
            server_header=False,
            timeout_graceful_shutdown=3,
        )
    )
    children = ", ".join(member.called for member in CAST.values() if member.sequence)
    adults = ", ".join(member.username for member in CAST.values() if member.username)
    print(
        f"""
  Voz y Voto, the town of Valle del Río:   http://localhost:{settings.port}

  Come in through the cards of the front page: {children} …
  The team may also type a user name ({adults})
  with the password of the demonstration: {PASSWORD}

  Ctrl-C stops everything; what was done stays.
""",
        flush=True,
    )
    server.run()
