"""Work that may wait: done exactly once by whoever is alive, kept when it fails, lost with the act that failed."""

import asyncio
import contextvars

import pytest

from civic.core import outbox
from civic.core.acts import act
from civic.core.database import value
from civic.council.tables import Office
from tests.conftest import Town


@pytest.fixture
def found_office(monkeypatch: pytest.MonkeyPatch) -> None:
    async def worker(facts: dict) -> None:
        await Office.insert(Office(name=facts["name"]))
        await asyncio.sleep(0.002)

    monkeypatch.setitem(outbox.workers, "found_office", worker)


async def test_many_workers_do_each_job_once(town: Town, found_office: None) -> None:
    for number in range(60):
        await outbox.put("found_office", name=f"oficina {number}")
    workers = [asyncio.create_task(outbox.drain(), context=contextvars.Context()) for _ in range(3)]
    done = await asyncio.gather(*workers)
    assert sum(done) == 60
    assert await value("SELECT count(*) FROM office WHERE name LIKE 'oficina %'") == 60
    assert await value("SELECT count(*) FROM job") == 0


async def test_a_job_of_an_act_that_failed_never_was(town: Town, found_office: None) -> None:
    @act
    async def fails() -> None:
        await outbox.put("found_office", name="nunca")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await fails()
    assert await outbox.drain() == 0


async def test_a_job_that_fails_waits_and_takes_nothing_with_it(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    async def worker(facts: dict) -> None:
        await Office.insert(Office(name="a medias"))
        raise ValueError("broken")

    monkeypatch.setitem(outbox.workers, "breaks", worker)
    await outbox.put("breaks")
    assert await outbox.work_one()
    assert await value("SELECT tries FROM job") == 1
    assert await value("SELECT count(*) FROM office WHERE name = 'a medias'") == 0
    assert not await outbox.work_one(), "it is not tried again at once"


async def test_a_killed_worker_s_job_is_done_by_the_next(town: Town, found_office: None) -> None:
    await outbox.put("found_office", name="segunda")
    task = asyncio.create_task(outbox.work_one(), context=contextvars.Context())
    await asyncio.sleep(0.003)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await outbox.drain()
    assert await value("SELECT count(*) FROM office WHERE name = 'segunda'") == 1
