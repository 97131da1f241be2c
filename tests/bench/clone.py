"""From a clean clone to a serving demo (performance goal G12): what a newcomer waits for, downloads included."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from civic.settings import ROOT
from tests.bench.report import Goal
from tests.bench.servers import end, free_port, wait_for


def goals() -> list[Goal]:
    folder = Path(tempfile.mkdtemp(prefix="civic-clone-"))
    try:
        started = time.monotonic()
        subprocess.run(["git", "clone", "--quiet", ROOT, folder / "voz"], check=True)
        first = _demo(folder / "voz", folder / "first.log", started)
        again = _demo(folder / "voz", folder / "again.log", time.monotonic())
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return [
        Goal("G12", "a clean clone to a seeded, serving demo in at most 60 s", f"{first:.0f} s", first <= 60),
        Goal("", "the second `make demo`", f"{again:.1f} s"),
    ]


def _demo(folder: Path, log: Path, started: float) -> float:
    """Seconds from `started` to the first page; then Ctrl-C, as a person would."""
    port = free_port()
    with log.open("ab") as out:
        make = subprocess.Popen(
            ["make", "demo", f"PORT={port}"], cwd=folder, stdout=out, stderr=out, start_new_session=True,
            env={name: value for name, value in os.environ.items() if not name.startswith(("CIVIC_", "MAKE"))},
        )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/", make, 300, log)
        return time.monotonic() - started
    finally:
        os.killpg(make.pid, signal.SIGINT)
        end(make, signal.SIGCONT)
