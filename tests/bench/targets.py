"""What is measured: pages, cold and kept, against their templates alone; and a vote against its statements alone."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import asyncpg

from civic.app import build
from civic.consent.purposes import TAKE_PART, TEXT
from civic.core.cluster import Cluster
from civic.core.database import DB
from civic.core.forgery import FIELD
from civic.core.secrets import mark
from civic.core.warm import VERSION
from civic.people.queries import SIGNED_IN, SIGNED_IN_ALONE
from civic.settings import Settings
from tests.bench.bare import PAGES
from tests.bench.catch import catch
from tests.bench.load import Job, request
from tests.bench.measure import Target, ask, pgbench
from tests.bench.town import CHILDREN, OPTIONS, Town

READERS, VOTERS = 16, 32
#: More addresses than any cache of pages keeps, so that each is drawn anew.
COLD = 2_000


@dataclass(frozen=True)
class Machine:
    """All that runs during a measurement. `house` and `bare` are port and process number, `two` a house of two
    processes, `long` the first two with 200 ideas on a page, `anew` two houses that keep no pieces, with 20 and with
    200; `postgres` its number."""

    folder: Path
    settings: Settings
    town: Town
    house: tuple[int, int]
    two: tuple[int, int]
    bare: tuple[int, int]
    long: tuple[tuple[int, int], tuple[int, int]]
    anew: tuple[tuple[int, int], tuple[int, int]]
    postgres: int

    def cookie(self, token: str) -> dict[str, str]:
        return {"Cookie": f"{self.settings.cookie}={token}"}


def targets(machine: Machine) -> list[Target]:
    listed, idea, home = (path.format(idea=machine.town.idea) for path, _comes_in in PAGES.values())
    me = machine.cookie(machine.town.tokens[0])
    return [
        _bare(machine, "text"),
        _asked(machine, machine.long[1], "list of 200, template alone", [request("GET", "/list")]),
        _asked(machine, machine.long[1], "list of 200, template alone with pieces", [request("GET", "/list/pieces")]),
        _asked(machine, machine.long[0], "list of 200, cold", cold(listed)),
        _asked(machine, machine.anew[1], "list of 200, nothing kept", cold(listed)),
        _asked(machine, machine.long[0], "list of 200, kept", [request("GET", listed)]),
        _bare(machine, "list"),
        _asked(machine, machine.bare, "list, template alone with pieces", [request("GET", "/list/pieces")]),
        _page(machine, "list, cold", cold(listed)),
        _asked(machine, machine.anew[0], "list, nothing kept", cold(listed)),
        _page(machine, "list, kept", [request("GET", listed)]),
        _page(machine, "list, 304", [request("GET", listed, {"If-None-Match": etag(machine, listed)})], "304"),
        _bare(machine, "idea"),
        _page(machine, "idea, cold", cold(idea)),
        _page(machine, "idea, kept", [request("GET", idea)]),
        _bare(machine, "home"),
        _page(machine, "home", [request("GET", home, me)]),
        *casting(machine),
    ]


def cold(path: str) -> list[bytes]:
    return [request("GET", f"{path}?n={n}") for n in range(COLD)]


def etag(machine: Machine, path: str) -> str:
    asked = Request(f"http://127.0.0.1:{machine.house[0]}{path}", headers={"Accept-Language": "es-MX"})
    with urlopen(asked, timeout=10) as answer:
        return answer.headers["ETag"]


def _bare(machine: Machine, name: str) -> Target:
    label = name if name == "text" else f"{name}, template alone"
    return _asked(machine, machine.bare, label, [request("GET", f"/{name}")])


def _page(machine: Machine, name: str, requests: list[bytes], expected: str = "200") -> Target:
    return _asked(machine, machine.house, name, requests, expected)


def _asked(
    machine: Machine, server: tuple[int, int], name: str, requests: list[bytes], expected: str = "200"
) -> Target:
    port, pid = server
    return Target(name, lambda seconds: ask(Job(port, requests, seconds, READERS), pid, machine.postgres, {expected}))


def casting(machine: Machine) -> list[Target]:
    """The vote as a child's browser sends it, to one process and to two; and as PostgreSQL's own client does: the house's
    two statements, and the transaction that they stand for."""
    asked = [vote(machine, number) for number in range(CHILDREN)]
    program, dsn = Cluster.binaries() / "pgbench", machine.settings.database_url
    empty = lambda: asyncio.run(_empty_box(dsn))  # noqa: E731

    def house(name: str, server: tuple[int, int]) -> Target:
        port, pid = server
        job = lambda seconds: Job(port, asked, seconds, VOTERS)  # noqa: E731
        return Target(name, lambda seconds: ask(job(seconds), pid, machine.postgres, {"303"}), empty)

    def database(name: str, script: str) -> Target:
        file = machine.folder / f"{name}.pgbench"
        file.write_text(script)
        return Target(
            name, lambda seconds: pgbench(program, dsn, file, VOTERS, machine.postgres, seconds), empty
        )  # fmt: skip

    return [
        house("vote", machine.house),
        house("vote, two processes", machine.two),
        database("vote, its transaction", transaction(machine.town.poll)),
        database("vote, statements alone", statements(machine.town.poll)),
    ]


def ballot(machine: Machine, number: int) -> tuple[str, str, dict[str, str]]:
    """Where it goes, the token of the child who casts it, and the form with its mark."""
    token = machine.town.tokens[number]
    form = {FIELD: mark(machine.settings.secret, "form", token), "choice": str(number % OPTIONS)}
    return f"/votaciones/{machine.town.poll}/boleta", token, form


def vote(machine: Machine, number: int) -> bytes:
    path, token, form = ballot(machine, number)
    return request("POST", path, machine.cookie(token), urlencode(form).encode())


NAME = "sha256(convert_to('pseudonym-' || :n, 'UTF8'))"
SEALED = f"decode('{'5a' * 49}', 'hex')"


def _who() -> str:
    who = SIGNED_IN_ALONE.replace("$1", "sha256(convert_to('bench-' || :n, 'UTF8'))").replace("$2", f"'{TEXT}'")
    return f"{who.replace('$3', 'current_date').replace('$4', 'now()').strip()}\n\\gset\n"


def statements(poll: str) -> str:
    """The house's own two, each on its own. A pseudonym made from the number stands for the keyed one."""
    given = f"'{poll}', ARRAY[:id::uuid], ARRAY[{NAME}], ARRAY[{SEALED}], now(), '{TAKE_PART}', '{TEXT}', current_date"
    return f"\\set n random(0, {CHILDREN - 1})\n{_who()}SELECT * FROM cast_ballots({given});\n"


def transaction(poll: str) -> str:
    """What a program that asks step by step sends: who is it, is the poll open, may this child, the ballot."""
    may = f"may_vote('{poll}', :id::uuid, '{TAKE_PART}', '{TEXT}', current_date)"
    return f"""\\set n random(0, {CHILDREN - 1})
BEGIN;
{_who()}SELECT state FROM poll WHERE id = '{poll}' AND state = 'open' AND closes_at > now() FOR SHARE;
SELECT {may};
INSERT INTO ballot (id, poll, sealed) VALUES ({NAME}, '{poll}', {SEALED})
ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed;
COMMIT;
"""


async def _empty_box(dsn: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute("TRUNCATE ballot")
    finally:
        await connection.close()


@dataclass(frozen=True)
class Counted:
    """`statements` of each page drawn anew, beyond those asked before it (G9); `pages`: ideas on each page of the list (G4)."""

    statements: dict[str, int]
    pages: list[int]


async def count(machine: Machine) -> Counted:
    app = build(machine.settings, beat=False)
    await DB.open(size=2)
    try:
        counted, pages, older = {}, [], PAGES["list"][0]
        for name, (path, comes_in) in PAGES.items():
            address = path.format(idea=machine.town.idea)
            done = await catch(app, "GET", address, machine.town.tokens[0] if comes_in else "")
            counted[name] = _beyond(done.statements)
        for _first in range(2):  # the first of a process also reads the frozen rules
            done = await catch(app, "POST", *ballot(machine, 0))
        counted["vote"] = _beyond(done.statements)
        while older:
            shown = (await catch(app, "GET", older)).page
            pages.append(len(shown.ideas))
            older = shown.older
        return Counted(counted, pages)
    finally:
        await DB.close()


def _beyond(statements: list[str]) -> int:
    return sum(each not in (SIGNED_IN, SIGNED_IN_ALONE, VERSION) for each in statements)
