"""Counting at the size of a country's children, as ratios in one run on this machine: `python -m tests.bench.tally`.

Ballots are made up: 200 projects, some liked a hundred times more than others, 4 or 5 ticks on a ballot, hardly two
ballots alike; or 20 options ranked. Times are of the processor, the best of some, so that other work matters less.
(docs/decisions/0020-counting.md tells what the figures mean)
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from fractions import Fraction

# A thread more of the linear algebra would be counted as processor time and bring nothing.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from civic.voting.tally import chain, equal_shares, pairwise, phragmen, schulze
from civic.voting.tally.contest import Purse
from civic.voting.tally.marks import Marks
from civic.voting.tally.purses import Electorate
from civic.voting.tally.rankings import UNRANKED, Rankings
from civic.voting.tally.rules import Add1, EqualShares, Phragmen, Schulze
from civic.voting.tally.shares import Market

OPTIONS = 200
LOT = tuple(range(OPTIONS))
TIES = ("lot",)


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.bench.tally", description=__doc__)
    asked.add_argument("--ballots", type=int, default=1_000_000)
    asked.add_argument("--memory", type=int, metavar="BALLOTS", help=argparse.SUPPRESS)
    chosen = asked.parse_args()
    if chosen.memory:
        return print(peak(chosen.memory))
    begun = time.monotonic()
    print("| goal | measured | |\n|---|---|---|")
    for goal in (shares_goal, pairs_goal, add1_goal, memory_goal):
        for says, measured, reached in goal(chosen.ballots):
            print(f"| {says} | {measured} | {'reached' if reached else 'not reached'} |", flush=True)
    print(f"\n{chosen.ballots:,} ballots; {time.monotonic() - begun:.0f} s in all.")
    return None


def shares_goal(ballots: int):
    marks, purse = ticks(ballots)
    group = best(lambda: marks.grouped().supporters())
    whole = best(lambda: equal_shares.count(EqualShares(ties=TIES), marks, purse, LOT))
    yield (
        f"Equal Shares of {ballots:,} x {OPTIONS} within 6 times grouping and transposing the same ballots",
        f"{whole / group:.1f} ({whole:.2f} s / {group:.2f} s)",
        whole <= 6 * group,
    )
    slow = best(lambda: phragmen.count(Phragmen(ties=TIES), marks, purse, LOT), 1)
    yield "Phragmén beside it, for the record", f"{slow / group:.1f} ({slow:.2f} s)", True


def pairs_goal(ballots: int):
    rankings = ranks(ballots, 20)
    largest = best(lambda: rankings.ranks.max(), 5)
    pairs = best(lambda: pairwise.matrix(rankings))
    yield (
        f"the pairwise matrix of {ballots:,} x 20 within 100 times one maximum over the same table",
        f"{pairs / largest:.0f} ({pairs:.3f} s / {largest:.4f} s)",
        pairs <= 100 * largest,
    )
    count = best(lambda: schulze.count(Schulze(), rankings, tuple(range(20))), 1)
    yield "Schulze's count of it, for the record", f"{count:.3f} s", True


def add1_goal(ballots: int):
    for size in (ballots // 10, ballots):
        marks, purse = ticks(size)
        step = equal_shares.usual_step(purse.budget, marks.ballots)
        rule = EqualShares(complete=(Add1(Fraction(step)),), ties=TIES)
        results = []
        whole = best(lambda: results.append(equal_shares.count(rule, marks, purse, LOT)), 1)  # noqa: B023
        steps = results[0].rounds[0].tried + 1
        some = [from_scratch(marks, purse, k * step) for k in np.linspace(0, steps - 1, 5).astype(int).tolist()]
        scratch = steps * sum(some) / len(some)
        yield (
            f"add1 on {size:,} ballots at least 5 times faster than each of its steps from scratch",
            f"{scratch / whole:.1f} ({steps} steps in {whole:.1f} s; from scratch {scratch:.1f} s)",
            scratch >= 5 * whole,
        )


def from_scratch(marks: Marks, purse: Purse, more: int) -> float:
    """Seconds of one exact run with this much more for each ballot, from the ballots on."""
    endowment = Fraction(purse.budget, marks.ballots) + more
    links = chain.Chain((("lot", LOT),))
    return best(lambda: Market(Electorate(marks, purse.costs), purse.costs, links).buy(endowment, purse.budget), 1)


def memory_goal(ballots: int):
    size = ballots * 17 // 10
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.tally", "--memory", str(size)], check=True, capture_output=True, text=True
    )
    peak = int(told.stdout)
    yield f"at most 2 GB at {size:,} ballots, packed ballots and both counts", f"{peak:,} MB", peak <= 2048


def peak(ballots: int) -> int:
    """Megabytes at most, of a process that unpacks ticks and counts them by Equal Shares with add1, then ranks."""
    packed = pack(ballots)
    marks = Marks.unpacked(OPTIONS, packed)
    purse = money(marks)
    step = Fraction(purse.budget, marks.ballots) / 10
    equal_shares.count(EqualShares(complete=(Add1(step),), ties=TIES), marks, purse, LOT)
    del packed, marks
    schulze.count(Schulze(), ranks(ballots, 20), tuple(range(20)))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def best(work: Callable[[], object], times: int = 3) -> float:
    """Seconds of the processor, the best of some."""
    found = []
    for _time in range(times):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


def ticks(ballots: int) -> tuple[Marks, Purse]:
    marks = Marks.unpacked(OPTIONS, pack(ballots))
    return marks, money(marks)


def pack(ballots: int) -> np.ndarray:
    """Ballots as the box holds them, made in pieces."""
    chance = np.random.default_rng(4)
    liked = 1 / np.arange(1, OPTIONS + 1) ** 0.7
    liked /= liked.sum()
    pieces = []
    for start in range(0, ballots, 50_000):
        size = min(50_000, ballots - start)
        many = np.clip(1 + chance.poisson(3.3, size), 1, 15)
        bits = np.zeros((size, OPTIONS), bool)
        bits[np.repeat(np.arange(size), many), chance.choice(OPTIONS, many.sum(), p=liked)] = True
        pieces.append(np.packbits(bits, axis=1, bitorder="little"))
    return np.concatenate(pieces)


def money(marks: Marks) -> Purse:
    """Costs between a five-hundredth and a twentieth of a budget that pays for about a third of them all."""
    chance = np.random.default_rng(5)
    costs = tuple(int(cost) * 10_000 for cost in chance.integers(marks.ballots // 500, marks.ballots // 20, OPTIONS))
    return Purse(costs, sum(costs) * 3 // 10)


def ranks(ballots: int, options: int) -> Rankings:
    """Half of the options ranked on each ballot."""
    chance = np.random.default_rng(6)
    table = np.empty((options, ballots), np.int8)
    for start in range(0, ballots, 50_000):
        size = min(50_000, ballots - start)
        table[:, start : start + size] = chance.permuted(
            np.tile(np.arange(1, options + 1, dtype=np.int8), (size, 1)), axis=1
        ).T
    table[table > options // 2] = UNRANKED
    return Rankings(table, np.ones(ballots, np.int64))


if __name__ == "__main__":
    main()
