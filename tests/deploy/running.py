"""Real processes for the tests of deploy/: the house in production, and nginx in front of it, both on loopback."""

import asyncio
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from civic.core.cluster import APP, NAME, VAULT
from civic.settings import ROOT
from tests.databases import as_role

SECRET = "Fy3cQ0n8w-Xo1zL5v7TgKd2RmPqB4sUhJ6eAiN9Y"
HOST = "voz.example.test"


def program(name: str) -> str:
    """Where a program of the system is. A fresh machine need not have it: the test is skipped, and says so."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin")
    if not found:
        package = {"systemd-analyze": "systemd"}.get(name, name)
        pytest.skip(f"NOT RUN: this machine has no {name}. As root: apt-get install {package}")
    return found


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def environment(**settings: object) -> dict[str, str]:
    """Ours without any setting of the house, then these."""
    clean = {
        name: text for name, text in os.environ.items() if name != "DATABASE_URL" and not name.startswith("CIVIC_")
    }
    return clean | {name: str(value) for name, value in settings.items()}


def production(dsn: str, keys: Path, **more: object) -> dict[str, str]:
    """The settings of a town; `dsn` names the database, whatever its role."""
    safe = {
        "CIVIC_MODE": "production",
        "CIVIC_SECRET": SECRET,
        "DATABASE_URL": as_role(dsn, APP),
        "CIVIC_OWNER_URL": as_role(dsn, NAME),
        "CIVIC_VAULT_URL": as_role(dsn, VAULT),
        "CIVIC_ORIGIN": "https://voz.test",
        "CIVIC_KEYS": keys,
    }
    return environment(**(safe | more))


def civic(*command: object, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "civic", *map(str, command)],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@asynccontextmanager
async def serving(env: dict[str, str], log: Path) -> AsyncIterator[int]:
    """`civic serve` with these settings, ready; its port. Its log goes to the file `log`."""
    port = free_port()
    command = (sys.executable, "-m", "civic", "serve")
    async with process(*command, cwd=ROOT, env=env | {"CIVIC_PORT": str(port)}, log=log) as house:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            for _ in range(300):
                if house.returncode is not None:
                    break
                with suppress(httpx.TransportError):
                    if (await client.get("/ready")).status_code == 200:
                        yield port
                        return
                await asyncio.sleep(0.1)
        pytest.fail(f"the house is not ready:\n{read(log)}")


@asynccontextmanager
async def process(*command: str, log: Path, **more: Any) -> AsyncIterator[asyncio.subprocess.Process]:
    """Runs as long as the block; what it says goes to the file `log`."""
    with log.open("wb") as file:
        started = await asyncio.create_subprocess_exec(*command, stdout=file, stderr=asyncio.subprocess.STDOUT, **more)
    try:
        yield started
    finally:
        if started.returncode is None:
            started.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(started.wait(), 15)
        except TimeoutError:
            started.kill()
            await started.wait()


def read(log: Path) -> str:
    return log.read_text()


class Nginx:
    """deploy/nginx/civic.conf with its places moved into `home`, and one certificate of its own."""

    def __init__(self, home: Path, upstream: int, **changes: str) -> None:
        self.home, self.http, self.https = home, free_port(), free_port()
        self.program = program("nginx")
        # As root, nginx's workers are another user, who must reach the pages and its scratch.
        for part in ("tls", "log", "cache", "body", "proxy"):
            (home / part).mkdir(parents=True)
            (home / part).chmod(0o777)
        subprocess.run(
            [program("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
             "-days", "2", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
             "-keyout", home / "tls/privkey.pem", "-out", home / "tls/fullchain.pem"],
            check=True, capture_output=True,
        )  # fmt: skip
        site = (ROOT / "deploy/nginx/civic.conf").read_text()
        for theirs, ours in {
            "@HOST@": HOST,
            "127.0.0.1:8000": f"127.0.0.1:{upstream}",
            "listen 80 ": f"listen 127.0.0.1:{self.http} ",
            "listen 443 ": f"listen 127.0.0.1:{self.https} ",
            "    listen [::]:": "    # listen [::]:",
            "/etc/civic/tls": str(home / "tls"),
            "/var/log/nginx": str(home / "log"),
            "/var/cache/nginx/civic": str(home / "cache"),
            "/opt/civic/deploy/nginx/pages": str(ROOT / "deploy/nginx/pages"),
            **changes,
        }.items():
            assert theirs in site, f"deploy/nginx/civic.conf no longer says {theirs!r}"
            site = site.replace(theirs, ours)
        (home / "civic.conf").write_text(site)
        user = "user root;" if os.geteuid() == 0 else ""
        (home / "nginx.conf").write_text(
            f"{user}\ndaemon off;\nworker_processes 1;\npid {home}/nginx.pid;\nerror_log {home}/log/main.log warn;\n"
            "events { worker_connections 512; }\nhttp {\n"
            "types { text/html html; text/css css; }\ndefault_type application/octet-stream;\n"
            f"access_log {home}/log/access.log;\nclient_body_temp_path {home}/body;\nproxy_temp_path {home}/proxy;\n"
            f"fastcgi_temp_path {home}/body;\nuwsgi_temp_path {home}/body;\nscgi_temp_path {home}/body;\n"
            f"include {home}/civic.conf;\n}}\n"
        )

    @property
    def command(self) -> list[str]:
        return [self.program, "-e", f"{self.home}/log/main.log", "-c", f"{self.home}/nginx.conf", "-p", str(self.home)]

    def check(self) -> str:
        """What `nginx -t` says; empty when it is content."""
        done = subprocess.run([*self.command, "-t"], capture_output=True, text=True, check=False)
        said = [line for line in done.stderr.splitlines() if "syntax is ok" not in line and "is successful" not in line]
        return "\n".join(said) or ("" if done.returncode == 0 else "it failed without a word")

    @asynccontextmanager
    async def running(self) -> AsyncIterator[httpx.AsyncClient]:
        """A client that speaks TLS with it and knows its certificate."""
        async with process(*self.command, log=self.home / "log/said.log"):
            await _knock(self.https)
            async with self.client() as client:
                yield client

    def client(self) -> httpx.AsyncClient:
        trust = ssl.create_default_context(cafile=str(self.home / "tls/fullchain.pem"))
        return httpx.AsyncClient(
            base_url=f"https://127.0.0.1:{self.https}",
            headers={"Host": HOST},
            transport=_Named(verify=trust),
            timeout=20,
        )


class _Named(httpx.AsyncHTTPTransport):
    """Asks 127.0.0.1 for HOST."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.extensions["sni_hostname"] = HOST
        return await super().handle_async_request(request)


async def _knock(port: int) -> None:
    for _ in range(100):
        with suppress(OSError):
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"nobody listens on {port}")
