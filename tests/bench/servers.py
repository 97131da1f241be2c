"""The processes that are measured: the database, the house and the bare app, each with what it has used so far."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from civic.settings import ROOT

TICK = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


@contextmanager
def serving(factory: str, environ: dict[str, str], log: Path, workers: int = 1) -> Iterator[tuple[int, int]]:
    """uvicorn with uvloop and httptools, as `civic serve` has: its port and process number."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", factory, "--factory", "--port", str(port), "--no-access-log"]
    options = ["--loop", "uvloop", "--http", "httptools", "--log-level", "warning", "--no-server-header"]
    options += ["--workers", str(workers)] if workers > 1 else []
    with log.open("ab") as out:
        server = subprocess.Popen([*command, *options], cwd=ROOT, env=os.environ | environ, stdout=out, stderr=out)
    try:
        wait_for(f"http://127.0.0.1:{port}/", server, 30, log)
        yield port, server.pid
    finally:
        end(server)


def wait_for(url: str, process: subprocess.Popen, seconds: float, log: Path) -> None:
    """Until it answers at all."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{url} does not answer:\n{log.read_text()[-3000:]}") from None
            time.sleep(0.05)
        else:
            return


def end(process: subprocess.Popen, how: int = signal.SIGTERM) -> None:
    process.send_signal(how)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def cpu(pid: int) -> float:
    """CPU seconds used so far by a process and its descendants, the ended ones that they buried included."""
    used, children = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                children.setdefault(int(fields[1]), []).append(int(entry.name))
                used[int(entry.name)] = sum(map(int, fields[11:15])) / TICK
    family = [pid]
    for each in family:
        family += children.get(each, [])
    return sum(used.get(each, 0.0) for each in family)


def memory(pid: int) -> float:
    """Resident memory in MB."""
    lines = Path("/proc", str(pid), "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024
