"""The rush: votes, pages and sign-ins arrive by the clock, whatever the answers do (performance goal G6).

Times count from the moment a request was due, so that a house that stands still cannot hide it. Each comes over any of the
connections that are free, as from many children: over the one freed last, a process of two would have nearly all of them.
The load generator runs on the same cores.
"""

import asyncio
import gc
import time
from collections import Counter, defaultdict
from itertools import cycle, islice
from random import randrange

import asyncpg
import uvloop

from tests.bench import bell
from tests.bench.load import request
from tests.bench.report import Goal
from tests.bench.servers import cpu
from tests.bench.targets import Machine, vote
from tests.bench.town import CHILDREN

VOTES, PAGES, SIGN_INS, SECONDS, MOST = 400, 500, 5, 60, 50
#: Seconds of the same before it counts: a house that has stood for a minute has its connections and its plans.
WARM = 5


class Line(asyncio.Protocol):
    """A kept-alive connection with one request on its way at a time; free again once it was answered."""

    def connection_made(self, transport: asyncio.Transport) -> None:
        self.transport = transport

    def ask(self, asked: bytes) -> "asyncio.Future[str]":
        self.heard, self.answer = b"", asyncio.get_running_loop().create_future()
        self.transport.write(asked)
        return self.answer

    def data_received(self, data: bytes) -> None:
        self.heard += data
        head, _end, body = self.heard.partition(b"\r\n\r\n")
        size = int(head.lower().partition(b"\r\ncontent-length:")[2].split(b"\r\n", 1)[0] or 0)
        if len(body) >= size and not self.answer.done():
            self.answer.set_result(head[9:12].decode())

    def connection_lost(self, problem: Exception | None) -> None:
        if hasattr(self, "answer") and not self.answer.done():
            self.answer.set_result("lost")


class Rush:
    def __init__(self, port: int) -> None:
        self.port, self.free = port, []
        self.taken: dict[str, list[float]] = defaultdict(list)
        self.statuses: Counter[tuple[str, str]] = Counter()
        self.sent: set[bytes] = set()

    async def ask(self, what: str, asked: bytes, due: float) -> None:
        self.free = [each for each in self.free if not each.transport.is_closing()]
        line = self.free.pop(randrange(len(self.free))) if self.free else await self.connect()
        status = await line.ask(asked)
        self.taken[what].append((time.perf_counter() - due) * 1000)
        self.statuses[what, status] += 1
        if status == "303":
            self.sent.add(asked)
        if status != "lost":
            self.free.append(line)

    async def connect(self) -> Line:
        _transport, line = await asyncio.get_running_loop().create_connection(Line, "127.0.0.1", self.port)
        return line

    async def send(self, what: str, each: list[bytes], rate: float, seconds: float) -> None:
        started, under_way, requests = time.perf_counter(), set(), cycle(each)
        for number in range(int(rate * seconds)):
            due = started + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            task = asyncio.create_task(self.ask(what, next(requests), due))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
        await asyncio.gather(*under_way)


async def rush(machine: Machine, seconds: float, part: float) -> Rush:
    found, votes = Rush(machine.two[0]), [vote(machine, number) for number in range(CHILDREN)]
    printed = iter(await bell.cards(machine))

    async def sign_ins(seconds: float) -> None:
        waiting = []
        for token, words in islice(printed, int(SIGN_INS * part * seconds)):
            waiting.append(asyncio.create_task(bell.come_in(machine.two[0], token, words, times)))
            await asyncio.sleep(1 / SIGN_INS / part)
        await asyncio.gather(*waiting)

    for each in (WARM, seconds):
        gc.collect()  # the generator's own, which would stop its clock
        times = bell.Times()
        found.taken.clear()
        found.statuses.clear()
        await asyncio.gather(
            found.send("vote", votes, VOTES * part, each),
            found.send("page", [request("GET", "/propuestas")], PAGES * part, each),
            sign_ins(each),
        )
    found.taken["sign-in"] = [each * 1000 for what in ("PIN", "six words") for each in times.taken[what]]
    for line in found.free:
        line.transport.close()
    return found


def goals(machine: Machine, seconds: float = SECONDS, part: float = 1) -> list[Goal]:
    """`part` of the rush, for a machine that others use: then only the cores that the whole would take say something."""
    print(f"· {seconds} s: {part:.0%} of {VOTES} votes, {PAGES} pages and {SIGN_INS} sign-ins a second …", flush=True)
    before = cpu(machine.two[1]) + cpu(machine.postgres)
    found = uvloop.run(rush(machine, seconds, part))
    cores = (cpu(machine.two[1]) + cpu(machine.postgres) - before) / (WARM + seconds) / part
    p99 = {}
    for what, taken in found.taken.items():
        taken.sort()
        half, p99[what] = (taken[int(len(taken) * share)] for share in (0.5, 0.99))
        print(f"  {what:8} {len(taken):6} × {half:6.1f} ms median {p99[what]:6.1f} p99 {taken[-1]:6.1f} longest")
    box = uvloop.run(_in_box(machine.settings.database_url))
    answers = ", ".join(f"{what} {status}: {number:,}" for (what, status), number in sorted(found.statuses.items()))
    return [
        Goal("G6", f"99 of 100 votes within {MOST} ms", f"{p99['vote']:.0f} ms", p99["vote"] <= MOST),
        Goal("", f"99 of 100 pages within {MOST} ms", f"{p99['page']:.0f} ms", p99["page"] <= MOST),
        Goal("", "none lost, none doubled", f"{len(found.sent):,} children, {box:,} ballots", box == len(found.sent)),
        Goal("", "what was answered", answers),
        Goal("", "cores that the whole rush takes, database and all", f"{cores:.2f}"),
    ]


async def _in_box(dsn: str) -> int:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval("SELECT count(*) FROM ballot")
    finally:
        await connection.close()
