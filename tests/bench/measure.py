"""Measuring: each target once a round, in turn, so that whatever the machine does meanwhile befalls them all alike."""

import json
import re
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

from civic.settings import ROOT
from tests.bench.load import Job, Taken
from tests.bench.servers import cpu


@dataclass(frozen=True)
class Sample:
    """`rate` a second; `p50`, `p99` and CPU of the app and of the database in milliseconds a request; `size` in bytes.

    pgbench tells no percentiles: both are its mean then; `app` is its own.
    """

    rate: float
    p50: float
    p99: float
    app: float
    database: float
    size: float


@dataclass(frozen=True)
class Target:
    """`run` measures for so many seconds; `before` prepares a round of it, unmeasured."""

    name: str
    run: Callable[[float], Sample]
    before: Callable[[], None] = lambda: None


def measure(targets: list[Target], rounds: int, seconds: float) -> dict[str, Sample]:
    """The median of each figure over the rounds, by the target's name."""
    taken: dict[str, list[Sample]] = {each.name: [] for each in targets}
    for each in targets:
        each.before()
        each.run(0.3)
    for number in range(rounds):
        for each in targets:
            print(f"\r\033[K· round {number + 1} of {rounds}: {each.name}", end="", flush=True)
            each.before()
            taken[each.name].append(each.run(seconds))
    print("\r\033[K", end="")
    return {name: _median(samples) for name, samples in taken.items()}


def _median(samples: list[Sample]) -> Sample:
    return Sample(*(statistics.median(getattr(each, f.name) for each in samples) for f in fields(Sample)))


def ask(job: Job, app: int, database: int, expected: set[str]) -> Sample:
    """Put the load on. `app` and `database` are process numbers. Raises RuntimeError for any answer not `expected`."""
    before = cpu(app), cpu(database)
    command = [sys.executable, "-m", "tests.bench.load"]
    done = subprocess.run(command, cwd=ROOT, input=job.dump(), capture_output=True, text=True, timeout=job.seconds + 60)
    if done.returncode:
        raise RuntimeError(f"the load generator failed:\n{done.stderr[-2000:]}")
    taken = Taken(**json.loads(done.stdout))
    if not set(taken.statuses) <= expected:
        raise RuntimeError(f"{job.requests[0][:80]!r} was answered {taken.statuses}, not {expected}")
    used, answers = (cpu(app) - before[0], cpu(database) - before[1]), taken.answers / 1000
    return Sample(taken.rate, taken.p50, taken.p99, used[0] / answers, used[1] / answers, taken.size)


def pgbench(program: Path, dsn: str, script: Path, clients: int, database: int, seconds: float) -> Sample:
    before, own = cpu(database), _of_children()
    options = ["-n", "-M", "prepared", "-c", str(clients), "-j", "1", "-T", str(max(1, round(seconds)))]
    done = subprocess.run(
        [program, *options, "-f", script, dsn], capture_output=True, text=True, timeout=seconds + 60, check=False
    )
    found = {
        name: re.search(pattern, done.stdout)
        for name, pattern in {
            "number": r"actually processed: (\d+)",
            "failed": r"failed transactions: (\d+)",
            "mean": r"latency average = ([\d.]+)",
            "rate": r"tps = ([\d.]+)",
        }.items()
    }
    if done.returncode or not all(found.values()) or found["failed"][1] != "0":
        raise RuntimeError(f"pgbench failed:\n{done.stdout}{done.stderr}")
    mean, thousands = float(found["mean"][1]), int(found["number"][1]) / 1000
    used = (_of_children() - own) / thousands, (cpu(database) - before) / thousands
    return Sample(float(found["rate"][1]), mean, mean, *used, 0)


def _of_children() -> float:
    """CPU seconds of the programs that ran and ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
