"""A poll of 1.7 million ballots from its closing to its result: `python -m tests.bench.whole [--ballots N]`.

200 projects of a budget, four or five ticks on a ballot, hardly two alike, each sealed to the poll and put into the box as
the house would; the closing by two people, the opening by both cores, Equal Shares with its completion, the sums kept and
the box emptied. The ballots are made with SQL and by the bench; everything after is the house.
"""

import argparse
import asyncio
import resource
import shutil
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from uuid import UUID

import numpy as np

from civic import settings as house
from civic.core import outbox
from civic.core.clock import now, pretend
from civic.core.cluster import Cluster
from civic.core.database import DB, rows, value
from civic.demo import people
from civic.voting import acts, closing, queries
from civic.voting.box import keys
from civic.voting.box.pseudonyms import pseudonym
from civic.voting.box.seals import seal
from civic.voting.forms import Rules
from civic.voting.roll import queries as roll_queries
from civic.voting.tally.rules import Add1, EqualShares, Fill
from tests.bench import town
from tests.bench.tally import ticks

SECRET = "a secret of the bench, long enough to be one"
PROJECTS, BUDGET = 200, 20_000_000
PART = 50_000
#: Minutes from the second signature to the result.
GOAL = 3


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.bench.whole", description=__doc__)
    asked.add_argument("--ballots", type=int, default=1_700_000)
    folder = Path(tempfile.mkdtemp(prefix="civic-bench-"))
    folder.chmod(0o711)  # root's PostgreSQL runs as nobody
    cluster = Cluster(folder / "postgres")
    try:
        asyncio.run(measure(cluster.start(), folder, asked.parse_args().ballots))
    finally:
        cluster.erase()
        shutil.rmtree(folder, ignore_errors=True)


async def measure(dsn: str, folder: Path, ballots: int) -> None:
    house.use(house.Settings(mode="test", secret=SECRET, database_url=dsn, keys=folder / "keys"))
    await town.settle(dsn)
    await DB.open(size=4)
    try:
        poll = await voted(ballots)
        julian, teo = await people.cast("julian"), await people.cast("teo")
        with pretend(now() + timedelta(days=12)):
            begun = time.monotonic()
            await closing.sign_closing(julian, poll)
            await closing.close_poll(teo, poll)
            watching = asyncio.create_task(watched(poll, begun))
            await outbox.drain()
            took = time.monotonic() - begun
            watching.cancel()
        kept = await queries.visible(julian, poll)
        assert kept.result and kept.result.ballots == ballots and kept.adds_up, "the count is not what was cast"
        print(f"{ballots:,} ballots: {took:.0f} s, {len(kept.result.winners)} projects, nobody's ballots: 0")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"goal of {GOAL} minutes: {'reached' if took < 60 * GOAL else 'not reached'}; peak {peak:.0f} MB (goal 2,048)")
    finally:
        await DB.close()


async def watched(poll: UUID, begun: float) -> None:
    """What the secretary sees meanwhile."""
    while True:
        await asyncio.sleep(10)
        print(f"  {time.monotonic() - begun:4.0f} s: {await value('SELECT progress FROM poll WHERE id = $1', poll)} %", flush=True)


async def voted(ballots: int) -> UUID:
    """Open, with everybody's ballot in the box."""
    julian, teo = await people.cast("julian"), await people.cast("teo")
    ideas = [each["id"] for each in await rows("SELECT id FROM proposal WHERE state = 'talked' ORDER BY id LIMIT $1", PROJECTS - 1)]
    step = max(1, round(BUDGET / ballots / 100))
    rule = EqualShares(complete=(Add1(Fraction(step)), Fill()))
    poll = await acts.draft_poll(julian, town.CALL)
    closes = now() + timedelta(days=10)
    await acts.keep_poll(julian, poll, Rules("¿En qué gastamos?", str(rule), 1, closes, budget=BUDGET))
    await rows(
        """INSERT INTO poll_option (id, poll, proposal, place, cost)
           SELECT gen_random_uuid(), $1, id, n, 100000 + 7919 * n FROM unnest($2::uuid[]) WITH ORDINALITY AS o(id, n)""",
        poll,
        ideas,
    )
    await acts.announce_poll(julian, poll)
    await acts.draw_lot(julian, poll, [1, 2, 3, 4, 5, 6] * 4)
    await acts.sign_opening(julian, poll)
    write, acts._write_roll = acts._write_roll, lambda key: long_roll(key, ballots)
    await acts.open_poll(teo, poll)
    acts._write_roll = write
    await fill(poll, ballots)
    return poll


async def long_roll(poll: UUID, children: int) -> int:
    """With consents for each this alone would take minutes of SQL that is not measured here."""
    async with DB.transaction() as here:
        await here.connection.execute(
            """WITH new AS (INSERT INTO person (id, role, name, birth_year, birth_month, active, joined_at)
                 SELECT gen_random_uuid(), 'child', 'Apodo', 2014, 5, true, now() FROM generate_series(1, $2) RETURNING id)
               INSERT INTO roll (id, poll, person, came) SELECT gen_random_uuid(), $1, id, false FROM new""",
            poll,
            children,
            timeout=acts.LONG,
        )
    return children


async def fill(poll: UUID, ballots: int) -> None:
    begun = time.monotonic()
    rules = await queries.frozen(poll)
    secret = keys.pseudonym_key(house.current().keys, str(poll))
    children = await roll_queries.on_roll(poll)
    packed = packed_ticks(ballots, len(rules.options))
    size = PART
    async with DB.transaction() as here:
        with ProcessPoolExecutor() as pool:
            parts = [packed[at : at + size] for at in range(0, ballots, size)]
            for number, sealed in enumerate(pool.map(sealed_part, [rules.sealing_key] * len(parts), parts)):
                some = children[number * size : (number + 1) * size]
                lines = [(pseudonym(secret, child.bytes), poll, row) for child, row in zip(some, sealed, strict=True)]
                await here.connection.copy_records_to_table(
                    "ballot", records=lines, columns=["id", "poll", "sealed"], timeout=acts.LONG
                )
        await here.connection.execute("ANALYZE ballot", timeout=acts.LONG)
    print(f"· {ballots:,} sealed ballots in the box ({time.monotonic() - begun:.0f} s, not measured) …", flush=True)


def sealed_part(key: bytes, packed: np.ndarray) -> list[bytes]:
    return [seal(key, bytes(ballot)) for ballot in packed]


def packed_ticks(ballots: int, options: int) -> np.ndarray:
    """Bits of the made-up ballots, a row for each; a basket that would cost too much loses its last ticks."""
    marks, _purse = ticks(ballots)
    table = np.zeros((ballots, options), bool)
    inside = marks.marks < options
    table[np.repeat(np.arange(ballots), marks.lengths)[inside], marks.marks[inside]] = True
    return np.packbits(table, axis=1, bitorder="little")


if __name__ == "__main__":
    main()
