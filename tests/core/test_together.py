"""Many questions of one moment, asked once: each gets its own answer, and nobody another's trouble."""

import asyncio

import pytest

from civic.core.database import DB
from civic.core.together import Together


class Counter:
    """Doubles numbers, slowly, a list at a time; cannot double `bad`."""

    def __init__(self, bad: int | None = None) -> None:
        self.bad, self.batches = bad, []

    async def __call__(self, numbers: list[int]) -> list[int]:
        self.batches.append(numbers)
        await asyncio.sleep(0.01)
        if self.bad in numbers:
            raise ValueError(self.bad)
        return [2 * each for each in numbers]


async def test_who_comes_while_others_are_asked_for_goes_with_the_next() -> None:
    doubled = Together(counter := Counter(), most=5)
    assert await asyncio.gather(*map(doubled, range(12))) == [2 * n for n in range(12)]
    assert [len(each) for each in counter.batches] == [5, 5, 2]
    first = asyncio.create_task(doubled(1))
    await asyncio.sleep(0.005)
    assert await asyncio.gather(first, doubled(2), doubled(3)) == [2, 4, 6]
    assert counter.batches[3:] == [[1], [2, 3]]


async def test_the_trouble_of_one_is_not_the_others() -> None:
    doubled = Together(Counter(bad=3))
    told = await asyncio.gather(*map(doubled, range(5)), return_exceptions=True)
    assert told[:3] + told[4:] == [0, 2, 4, 8] and isinstance(told[3], ValueError)
    with pytest.raises(ValueError):
        await doubled(3)
    assert await doubled(4) == 8


async def test_who_goes_away_takes_nothing_from_the_others() -> None:
    doubled = Together(Counter())
    asked = [asyncio.create_task(doubled(n)) for n in range(3)]
    await asyncio.sleep(0.005)
    asked[1].cancel()
    assert await asyncio.gather(asked[0], asked[2]) == [0, 4]
    assert asked[1].cancelled()


async def test_inside_a_transaction_one_asks_for_oneself(town) -> None:
    """Nobody's question may end up in another's transaction."""
    doubled = Together(counter := Counter())

    async def inside() -> int:
        async with DB.transaction():
            return await doubled(7)

    assert await asyncio.gather(doubled(1), inside(), doubled(2)) == [2, 14, 4]
    assert sorted(counter.batches) == [[1, 2], [7]]


async def test_in_a_rush_few_wait_a_little_for_others_and_many_go_at_once() -> None:
    doubled = Together(counter := Counter(), few=3, pause=30)
    assert await asyncio.wait_for(doubled(1), 5) == 2  # who comes alone does not wait
    others = [asyncio.create_task(doubled(n)) for n in (2, 3)]
    await asyncio.sleep(0.02)
    assert counter.batches == [[1]]
    assert await asyncio.wait_for(asyncio.gather(doubled(4), *others), 5) == [8, 4, 6]
    assert counter.batches == [[1], [2, 3, 4]]


async def test_the_few_do_not_wait_for_ever() -> None:
    doubled = Together(counter := Counter(), few=3, pause=0.05)
    assert await asyncio.wait_for(asyncio.gather(doubled(1), doubled(2)), 5) == [2, 4]
    assert await asyncio.wait_for(doubled(3), 5) == 6
    assert counter.batches == [[1, 2], [3]]
