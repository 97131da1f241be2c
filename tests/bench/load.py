"""A load generator over raw sockets: kept-alive connections that each ask again as soon as they were answered.

Run in a process of its own: a Job as JSON on stdin, a Taken as JSON on stdout. It spends about 30 µs a request, a
quarter of what the barest route costs the server, so on two cores it is never what is measured.
"""

import asyncio
import itertools
import json
import sys
import time
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

import uvloop


@dataclass(frozen=True)
class Job:
    """`requests`: whole HTTP/1.1 requests, sent in turn, over again; `most`: stop after so many (0: only by time)."""

    port: int
    requests: list[bytes]
    seconds: float
    connections: int
    most: int = 0

    def dump(self) -> str:
        return json.dumps(asdict(self) | {"requests": [b64encode(each).decode() for each in self.requests]})

    @classmethod
    def load(cls, text: str) -> "Job":
        fields = json.loads(text)
        return cls(**fields | {"requests": [b64decode(each) for each in fields["requests"]]})


@dataclass(frozen=True)
class Taken:
    """`p50` and `p99` in milliseconds; `statuses`: answers by HTTP status; `size`: bytes of the last body."""

    answers: int
    seconds: float
    p50: float
    p99: float
    statuses: dict[str, int] = field(default_factory=dict)
    size: int = 0

    @property
    def rate(self) -> float:
        return self.answers / self.seconds


def request(method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b"") -> bytes:
    listed = {"Host": "voz.test", "Accept-Language": "es-MX"} | (headers or {})
    if method == "POST":
        listed |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in listed.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Run:
    def __init__(self, job: Job) -> None:
        self.job = job
        self.next: Iterator[bytes] = itertools.cycle(job.requests)
        self.times: list[float] = []
        self.statuses: Counter[str] = Counter()
        self.size = 0
        self.open = job.connections
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.ends = 0.0

    async def go(self) -> Taken:
        started = time.perf_counter()
        self.ends = started + self.job.seconds
        loop = asyncio.get_running_loop()
        lines = [
            (await loop.create_connection(lambda: Line(self), "127.0.0.1", self.job.port))[0]
            for _ in range(self.job.connections)
        ]
        try:
            await asyncio.wait_for(self.done, self.job.seconds + 30)
        finally:
            for line in lines:
                line.abort()
        took = time.perf_counter() - started
        times = sorted(self.times)
        at = lambda share: times[min(len(times) - 1, int(len(times) * share))] * 1000  # noqa: E731
        return Taken(len(times), took, at(0.5), at(0.99), dict(self.statuses), self.size)

    @property
    def over(self) -> bool:
        return time.perf_counter() > self.ends or bool(self.job.most and len(self.times) >= self.job.most)

    def leave(self, lost: str = "") -> None:
        if lost and not self.done.done():
            self.done.set_exception(ConnectionError(f"the server closed a connection in the middle: {lost}"))
        self.open -= 1
        if not self.open and not self.done.done():
            self.done.set_result(None)


class Line(asyncio.Protocol):
    """One connection: one request on its way at a time."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.left = False

    def connection_made(self, transport: asyncio.Transport) -> None:
        self.transport = transport
        self._ask()

    def _ask(self) -> None:
        self.heard, self.whole = b"", 0
        self.asked = time.perf_counter()
        self.transport.write(next(self.run.next))

    def data_received(self, data: bytes) -> None:
        self.heard += data
        if not self.whole:
            end = self.heard.find(b"\r\n\r\n")
            if end < 0:
                return
            head = self.heard[:end].lower()
            at = head.find(b"\r\ncontent-length:")
            size = int(head[at + 17 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            self.whole = end + 4 + size
            self.run.size = size
        if len(self.heard) >= self.whole:
            self.run.times.append(time.perf_counter() - self.asked)
            self.run.statuses[self.heard[9:12].decode()] += 1
            if self.run.over:
                self.left = True
                self.run.leave()
            else:
                self._ask()

    def connection_lost(self, problem: Exception | None) -> None:
        if not self.left:
            self.run.leave(str(problem or "without a word"))


async def main() -> None:
    job = Job.load(sys.stdin.read())
    print(json.dumps(asdict(await Run(job).go())))


if __name__ == "__main__":
    uvloop.run(main())
