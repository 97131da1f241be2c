"""Transactions give their connection back, whatever happens to the request."""

import asyncio

import pytest

from civic.core.acts import act
from civic.core.database import DB, row, value
from civic.council.tables import Office
from tests.conftest import Town


async def test_an_act_that_fails_writes_nothing(town: Town) -> None:
    before = await value("SELECT count(*) FROM office")

    @act
    async def half_done() -> None:
        await Office.insert(Office(name="Nueva"))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await half_done()
    assert await value("SELECT count(*) FROM office") == before


async def test_an_act_inside_an_act_is_one_transaction(town: Town) -> None:
    @act
    async def inner() -> None:
        await Office.insert(Office(name="Nueva"))

    @act
    async def outer() -> None:
        await inner()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await outer()
    assert await value("SELECT count(*) FROM office WHERE name = 'Nueva'") == 0


async def test_cancelled_requests_leak_no_connection(town: Town) -> None:
    """Piccolo's own transaction loses one when it is cancelled between acquire and BEGIN, or before its release."""
    assert DB.pool is not None

    async def slow() -> None:
        async with DB.transaction():
            await value("SELECT pg_sleep(0.05)")

    for delay in (0, 0.0005, 0.002, 0.01, 0.03):
        tasks = [asyncio.create_task(slow()) for _ in range(30)]
        await asyncio.sleep(delay)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(0.1)
    assert DB.pool.get_idle_size() == DB.pool.get_size()
    assert await asyncio.wait_for(asyncio.gather(*(value("SELECT 1") for _ in range(20))), 3) == [1] * 20


async def test_a_transaction_left_leaves_no_trace_in_the_next(town: Town) -> None:
    with pytest.raises(ZeroDivisionError):
        async with DB.transaction():
            await row("INSERT INTO office (id, name) VALUES (gen_random_uuid(), 'Nueva')")
            raise ZeroDivisionError
    assert DB.current_transaction.get() is None
    assert await value("SELECT count(*) FROM office WHERE name = 'Nueva'") == 0
