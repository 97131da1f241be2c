"""The box opened, counted and forgotten in one place."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from typing import Any

import numpy as np

from civic.voting import lots
from civic.voting.ballots import Ballot, Gathered
from civic.voting.box.seals import open_rows
from civic.voting.manifest import Manifest
from civic.voting.tally import count
from civic.voting.tally.contest import Contest, Purse
from civic.voting.tally.result import Result
from civic.voting.tally.told import as_data, number


@dataclass(frozen=True)
class Counted:
    """`unreadable`: rows that were not sealed to this poll, or hold no ballot of its paper."""

    contest: Contest
    result: Result
    unreadable: int

    def kept(self, manifest: Manifest) -> dict[str, Any]:
        """As the poll's row keeps it: positions for options, but in `rounds`, which are as `tally.told` has them."""
        result = self.result
        return {
            "ballots": result.ballots,
            "blanks": result.blanks,
            "unreadable": self.unreadable,
            "totals": [number(total) for total in result.totals],
            "winners": list(result.winners),
            "ties": [asdict(tie) for tie in result.ties],
            "rounds": as_data(manifest.how, result, self.contest)["rounds"] if result.rounds else [],
        }


@dataclass(frozen=True)
class Opened:
    """`names` under which the ballots lay; `packed`: those that were sealed to this poll, one after another. They are not
    in the order of their names."""

    names: set[bytes]
    packed: bytes
    unreadable: int


#: Parts of a box that wait for a core at one time.
WAITING = 8


async def open_box(
    parts: AsyncIterator[list[tuple[bytes, bytes]]],
    secret: bytes,
    width: int,
    tell: Callable[[int], Awaitable[None]],
) -> Opened:
    """`parts`: names and sealed ballots, by name. A box of one part is opened by a thread; the further parts of a large one
    by a process for each core. `tell` hears what percent is done: names are as good as random, so the last one says it."""
    names: set[bytes] = set()
    found: set[asyncio.Future[tuple[bytes, int]]] = set()
    with ExitStack() as ending:
        pool = None
        async for part in parts:
            names.update(name for name, _sealed in part)
            if pool is None and found:
                pool = ending.enter_context(ProcessPoolExecutor(mp_context=get_context("spawn")))
            rows = [sealed for _name, sealed in part]
            found.add(asyncio.get_running_loop().run_in_executor(pool, open_rows, secret, rows, width))
            while sum(not each.done() for each in found) >= WAITING:
                await asyncio.wait([each for each in found if not each.done()], return_when=asyncio.FIRST_COMPLETED)
            await tell(100 * part[-1][0][0] // 256)
        opened = await asyncio.gather(*found)
    return Opened(names, b"".join(packed for packed, _unreadable in opened), sum(each for _packed, each in opened))


def count_opened(manifest: Manifest, opened: Opened) -> Counted:
    """By the frozen rules alone."""
    table = np.frombuffer(opened.packed, np.uint8).reshape(-1, manifest.paper.width)
    gathered, unreadable = manifest.paper.gather(table)
    contest = contest_of(manifest, gathered)
    lot = lots.places(manifest.lot_seed, manifest.poll, manifest.ids)
    return Counted(contest, count(manifest.how, contest, lot=lot), opened.unreadable + unreadable)


def count_ballots(manifest: Manifest, ballots: Iterable[Ballot]) -> Counted:
    """Ballots that are open already."""
    return count_opened(manifest, Opened(set(), b"".join(map(manifest.paper.pack, ballots)), 0))


def contest_of(manifest: Manifest, gathered: Gathered) -> Contest:
    return Contest(
        manifest.ids,
        gathered,
        tuple(option.title for option in manifest.options),
        seats=manifest.seats,
        purse=Purse(tuple(cost or 0 for cost in manifest.costs), manifest.budget) if manifest.budget else None,
        groups=tuple(option.group or None for option in manifest.options),
        entitled=manifest.roll_size,
        poll=manifest.poll,
        lot_seed=manifest.lot_seed,
    )
