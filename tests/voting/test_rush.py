"""10,000 votes at once through two real servers, of which one is killed in the middle: none lost, none doubled (SG-49)."""

import asyncio
import os
import random
import signal
from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest

from civic.core.database import DB, rows
from civic.core.forgery import FIELD
from civic.core.secrets import mark
from civic.settings import current
from civic.voting.box import keys
from civic.voting.box.pseudonyms import pseudonym
from tests.bench.load import request
from tests.bench.servers import serving
from tests.bench.town import add_children, come_in, say_yes
from tests.conftest import Town
from tests.databases import owner_rows, owner_value
from tests.voting.polls import TITLES, closed, opened

VOTERS, CASTS, LINES = 4_000, 10_000, 64


class Line:
    """A kept-alive connection to one of the servers; when that dies, to the other. Counts the votes that were answered
    with "it is in the box", by child, and those that nobody answered."""

    def __init__(self, ports: list[int], work: list[tuple[int, bytes]], sent: Counter[int], lost: Counter[int]) -> None:
        self.ports, self.work, self.sent, self.lost = ports, work, sent, lost

    async def go(self) -> None:
        streams = await self.connect()
        while self.work:
            child, asked = self.work.pop()
            try:
                status = await self.ask(*streams, asked)
            except (OSError, asyncio.IncompleteReadError):
                self.lost[child] += 1
                await self.leave(streams[1])
                self.ports.reverse()
                streams = await self.connect()
                continue
            assert status == b"303", status
            self.sent[child] += 1
        await self.leave(streams[1])

    @staticmethod
    async def leave(writer: asyncio.StreamWriter) -> None:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", self.ports[0])

    @staticmethod
    async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: bytes) -> bytes:
        writer.write(asked)
        head = await reader.readuntil(b"\r\n\r\n")
        size = head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0]
        await reader.readexactly(int(size or 0))
        return head[9:12]


@pytest.fixture
def servers(town: Town, tmp_path: Path):
    """Port and process number of two."""
    environ = {
        "CIVIC_MODE": "test",
        "CIVIC_SECRET": current().secret,
        "CIVIC_KEYS": str(current().keys),
        "DATABASE_URL": DB.config["dsn"],
    }
    with ExitStack() as ending:
        yield [
            ending.enter_context(serving("civic.serve:app", environ, tmp_path / f"house-{number}.log"))
            for number in range(2)
        ]


async def test_sg_49_ten_thousand_votes_and_a_dead_server_lose_none_and_double_none(
    town: Town, servers: list[tuple[int, int]], record_property
) -> None:
    """SG-49: every vote that was answered "it is in the box" is in, once, and says what its child chose. Who was not
    answered may be in or not. At most a minute."""
    children = await add_children(VOTERS)
    await say_yes(children)
    poll = await opened(town)
    tokens = await come_in(children)
    dice = random.Random(49)
    casts = [*range(VOTERS), *(dice.randrange(VOTERS) for _ in range(CASTS - VOTERS))]
    dice.shuffle(casts)
    work = [(child, _vote(current().cookie, poll, child, tokens[child])) for child in casts]
    sent, lost = Counter(), Counter()
    ports = [port for port, _pid in servers]
    started = asyncio.get_running_loop().time()

    async def kill_one_in_the_middle() -> None:
        while len(work) > CASTS // 2:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        os.kill(servers[0][1], signal.SIGKILL)

    async with asyncio.timeout(60):
        lines = [Line(ports[:: 1 if number % 2 else -1], work, sent, lost) for number in range(LINES)]
        await asyncio.gather(kill_one_in_the_middle(), *(line.go() for line in lines))
    took = asyncio.get_running_loop().time() - started

    assert sent.total() + lost.total() == CASTS and sent.total() > CASTS * 0.9
    assert lost.total() >= 1, "the server died while it had votes in its hands"
    secret = keys.pseudonym_key(current().keys, str(poll))
    names = {pseudonym(secret, children[child].bytes): child for child in {*sent, *lost}}
    box = [each["id"] for each in await owner_rows("SELECT id FROM ballot WHERE poll = $1", poll)]
    inside = {names[each] for each in box}
    assert len(inside) == len(box), "none doubled"
    assert set(sent) <= inside, "none lost"
    await closed(town, poll)
    counted = await rows("SELECT result->'totals' AS totals, result->'ballots' AS ballots FROM poll WHERE id = $1", poll)
    expected = Counter(child % len(TITLES) for child in inside)
    assert counted[0]["ballots"] == str(len(inside))
    assert counted[0]["totals"] == str([expected[option] for option in range(len(TITLES))])
    assert await owner_value("SELECT count(*) FROM ballot") == 0
    figure = f"{CASTS:,} votes through two processes, one killed: {took:.1f} s, {lost.total()} not answered, 0 lost"
    record_property("figure", figure)


def _vote(cookie: str, poll: object, child: int, token: str) -> bytes:
    form = {FIELD: mark(current().secret, "form", token), "choice": str(child % len(TITLES))}
    body = urlencode(form).encode()
    return request("POST", f"/votaciones/{poll}/boleta", {"Cookie": f"{cookie}={token}"}, body)
