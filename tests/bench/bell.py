"""The opening bell: a school of 600 children comes in within two minutes, on the cores of this machine.

Half show the QR of their card (one fast hash), half type its six words (one slow hash more); each then gives a PIN
(argon2id, as in production) and reads their own page. Meanwhile others read the public list and their own page, as
they did for half a minute before the bell. In the end: how long the slowest request took, and what the bell did to the
others.
"""

import asyncio
import random
import ssl
import time
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median, quantiles

import httpx

from civic.core import secrets
from civic.core.clock import now
from civic.core.database import DB, rows
from civic.core.forgery import FIELD
from civic.people.code_words import make, plain
from tests.bench.report import Goal
from tests.bench.targets import Machine

CHILDREN, SECONDS, BEFORE = 600, 120, 30
PIN = "274951"
#: Made once: each client would read the certificates of the world, and stop the clock of all others for it.
NO_TLS = ssl.create_default_context()
#: Requests a second of those who were in already.
READERS = 20


@dataclass
class Times:
    """Seconds by what was asked."""

    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    async def ask(self, what: str, client: httpx.AsyncClient, method: str, url: str, **more: object) -> httpx.Response:
        started = time.perf_counter()
        answer = await client.request(method, url, **more)
        self.taken[what].append(time.perf_counter() - started)
        assert answer.status_code in (200, 303), f"{method} {url}: {answer.status_code}"
        # They are for https only, and the bench speaks http: httpx would leave them out.
        given = [each.split(";")[0] for each in answer.headers.get_list("set-cookie")]
        if given:
            client.headers["cookie"] = "; ".join([client.headers.get("cookie", ""), *given]).strip("; ")
        return answer

    def p99(self, *whats: str) -> float:
        return quantiles([each for what in whats for each in self.taken[what]], n=100)[98]

    def longest(self) -> float:
        return max(max(each) for each in self.taken.values())


async def cards(machine: Machine) -> list[tuple[str, str]]:
    """The children's (token, words): claimed with the same PIN, each found by its own code."""
    hashed = await secrets.slow_hash(PIN)
    printed = []
    await DB.open(size=2)
    try:
        for number, child in enumerate(machine.town.children[:CHILDREN]):
            token, types = secrets.card_token(), number % 2
            words = " ".join(make())
            slow = await secrets.words_hash(plain(words), machine.settings.secret) if types else number.to_bytes(32)
            printed.append((token, words if types else ""))
            await rows(
                """INSERT INTO card (id, person, token, words, printed_at, expires_at, claimed_at, kind, hash, offered)
                   VALUES (gen_random_uuid(), $1::uuid, $2, $3, $4, $4, $4, 'pin', $5, '{}')""",
                child, secrets.fingerprint(token), slow, now(), hashed,
            )  # fmt: skip
    finally:
        await DB.close()
    return printed


def mark(page: httpx.Response) -> dict[str, str]:
    found = page.text.split(f'name="{FIELD}" value="', 1)[1]
    return {FIELD: found.split('"', 1)[0]}


async def come_in(port: int, token: str, words: str, times: Times) -> None:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30, verify=NO_TLS) as child:
        if words:
            door = await times.ask("door", child, "GET", "/entrar")
            await times.ask("six words", child, "POST", "/entrar", data={"code": words} | mark(door))
        else:
            await times.ask("QR", child, "GET", f"/t/{token}")
        asked = await times.ask("card", child, "GET", "/entrar/tarjeta")
        entered = await times.ask("PIN", child, "POST", "/entrar/tarjeta", data={"secret": PIN} | mark(asked))
        assert entered.headers.get("location") == "/entrar", entered.text[:300]
        await times.ask("own page", child, "GET", "/mi-pagina")


async def read(machine: Machine, seconds: float, what: str, times: Times) -> None:
    """Those who were in already: the public list anew each time, and children's own pages."""
    port, ends = machine.house[0], time.perf_counter() + seconds
    waiting = set()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30, verify=NO_TLS) as visitor:
        number = 0
        while time.perf_counter() < ends:
            number += 1
            cookie = machine.cookie(machine.town.tokens[-(number % 500) - 1]) if number % 2 else {}
            url = "/mi-pagina" if number % 2 else f"/propuestas?palabras=b{number}"
            waiting.add(asyncio.create_task(times.ask(what, visitor, "GET", url, headers=cookie)))
            await asyncio.sleep(1 / READERS)
        await asyncio.gather(*waiting)


async def ring(machine: Machine) -> tuple[Times, float]:
    """The times, and how long all took to be in."""
    printed, times, luck = await cards(machine), Times(), random.Random(20)
    await read(machine, BEFORE, "others before", times)
    started = time.perf_counter()

    async def one(token: str, words: str, after: float) -> None:
        await asyncio.sleep(after)
        await come_in(machine.house[0], token, words, times)

    await asyncio.gather(
        read(machine, SECONDS, "others during", times),
        *(one(token, words, luck.uniform(0, SECONDS)) for token, words in printed),
    )
    return times, time.perf_counter() - started


def goals(machine: Machine) -> list[Goal]:
    print(f"· {BEFORE} s of quiet, then {CHILDREN} children in {SECONDS} s …", flush=True)
    times, took = asyncio.run(ring(machine))
    for what, taken in times.taken.items():
        said = f"{median(taken) * 1000:6.0f} ms median {quantiles(taken, n=100)[98] * 1000:6.0f} p99"
        print(f"  {what:14} {len(taken):5} × {said} {max(taken) * 1000:6.0f} longest")
    before, during = times.p99("others before"), times.p99("others during")
    ratio = during / before
    return [
        Goal("", f"{CHILDREN} children in within {SECONDS} s", f"{took:.0f} s", took <= SECONDS + 5),
        Goal("", "no request over 2 s", f"{times.longest():.2f} s", times.longest() <= 2),
        Goal("G7", "others' p99 at most 3 times what it was before the bell", f"{ratio:.1f}", ratio <= 3),
    ]
