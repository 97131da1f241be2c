"""`make bench`: the house against a bare server and a bare database, in one run on one machine, as ratios.

python -m tests.bench [--quick] [--memory] [--bell] [--rush] [--votes] [--clone]      (docs/performance.md tells what the figures mean)
"""

import argparse
import asyncio
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from civic import settings as house
from civic.core.cluster import Cluster
from tests.bench import bell, clone, memory, report, rush
from tests.bench.measure import measure
from tests.bench.servers import serving
from tests.bench.targets import Machine, casting, count, targets
from tests.bench.town import settle

SECRET = "a secret of the bench, long enough to be one"


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    asked.add_argument("--quick", action="store_true", help="half a minute instead of three; rough")
    asked.add_argument("--memory", action="store_true", help="a worker's memory after 100,000 requests instead (G11)")
    asked.add_argument("--bell", action="store_true", help="a school comes in within two minutes instead (G7)")
    asked.add_argument("--rush", action="store_true", help="votes, pages and sign-ins by the clock for a minute instead (G6)")
    asked.add_argument("--votes", action="store_true", help="the vote alone (G5)")
    asked.add_argument("--clone", action="store_true", help="from a clean clone to a serving demo instead (G12)")
    chosen = asked.parse_args()
    if chosen.clone:
        return report.show(clone.goals())
    started = time.monotonic()
    with machine() as ready:
        if chosen.memory:
            return report.show(memory.goals(ready))
        if chosen.bell:
            return report.show(bell.goals(ready))
        if chosen.rush:
            return report.show(rush.goals(ready, *(10, 0.2) if chosen.quick else ()))
        if chosen.votes:
            found = measure(casting(ready), 5, 2.0)
            report.table(found)
            return report.show(report.votes(found))
        counted = asyncio.run(count(ready))
        rounds, seconds = (3, 0.5) if chosen.quick else (3, 4.0)
        found = measure(targets(ready), rounds, seconds)
    report.table(found)
    report.show(report.goals(found, counted))
    print(f"\n{rounds} rounds of {seconds} s each, {time.monotonic() - started:.0f} s in all.")
    return None


@contextmanager
def machine() -> Iterator[Machine]:
    """Our own PostgreSQL with fsync on, the town in it, the house and the bare app beside it. Nothing of it remains."""
    folder = Path(tempfile.mkdtemp(prefix="civic-bench-"))
    folder.chmod(0o711)  # root's PostgreSQL runs as nobody
    with ExitStack() as ending:
        ending.callback(shutil.rmtree, folder, ignore_errors=True)
        cluster = Cluster(folder / "postgres")
        ending.callback(cluster.erase)
        print(f"· PostgreSQL in {folder} (fsync on), its town …", flush=True)
        dsn = cluster.start()
        settings = house.Settings(mode="test", secret=SECRET, database_url=dsn, keys=folder / "keys")
        house.use(settings)
        town = asyncio.run(settle(dsn))
        town.write(folder / "town.json")
        environ = {
            "CIVIC_MODE": settings.mode,
            "CIVIC_SECRET": settings.secret,
            "CIVIC_KEYS": str(settings.keys),
            "DATABASE_URL": dsn,
            "BENCH_TOWN": str(folder / "town.json"),
        }
        real = ending.enter_context(serving("civic.serve:app", environ, folder / "house.log"))
        two = ending.enter_context(serving("civic.serve:app", environ, folder / "two.log", workers=2))
        bare = ending.enter_context(serving("tests.bench.bare:app", environ, folder / "bare.log"))
        long = (
            ending.enter_context(serving("tests.bench.long:house", environ, folder / "long-house.log")),
            ending.enter_context(serving("tests.bench.long:bare", environ, folder / "long-bare.log")),
        )
        anew = (
            ending.enter_context(serving("tests.bench.anew:house", environ, folder / "anew.log")),
            ending.enter_context(serving("tests.bench.anew:long_house", environ, folder / "long-anew.log")),
        )
        postgres = int((folder / "postgres" / "files" / "postmaster.pid").read_text().split()[0])
        yield Machine(folder, settings, town, real, two, bare, long, anew, postgres)


if __name__ == "__main__":
    main()
