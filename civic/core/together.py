"""What many ask at the same moment is asked once for all of them.

While one batch is on its way, whoever comes waits for the next; who comes alone does not wait. Each is told what is
true of their own, and only when it is certain.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Generic, TypeVar

from civic.core.database import DB

Q = TypeVar("Q")
A = TypeVar("A")


class Together(Generic[Q, A]):
    """`ask` answers a list of questions, each at its place. `most`: questions of one batch; `few`: so many go at once, and
    fewer not before `pause` seconds after the last batch went. Inside a transaction one asks for oneself."""

    def __init__(
        self, ask: Callable[[list[Q]], Awaitable[list[A]]], most: int = 100, few: int = 1, pause: float = 0
    ) -> None:
        self.ask, self.most, self.few, self.pause = ask, most, few, pause
        self.waiting: list[tuple[Q, asyncio.Future[A]]] = []
        self.asking: asyncio.Task[None] | None = None
        self.went, self.enough = 0.0, asyncio.Event()

    async def __call__(self, question: Q) -> A:
        if DB.current_transaction.get():
            return (await self.ask([question]))[0]
        loop = asyncio.get_running_loop()
        if self.asking is None or self.asking.done() or self.asking.get_loop() is not loop:
            self.waiting = []
            self.asking = loop.create_task(self._work())
        answer: asyncio.Future[A] = loop.create_future()
        self.waiting.append((question, answer))
        if len(self.waiting) >= self.few:
            self.enough.set()
        return await answer

    async def _work(self) -> None:
        while self.waiting:
            await self._others()
            batch, self.waiting = self.waiting[: self.most], self.waiting[self.most :]
            try:
                await self._answer(batch)
            except Exception as problem:
                if len(batch) == 1:
                    _tell(batch[0][1], problem)
                else:  # the trouble of one is not the others'
                    await asyncio.gather(*(self._alone(*each) for each in batch))

    async def _others(self) -> None:
        """Time for others to come: in a rush each commit would cost more than what is in it."""
        clock = asyncio.get_running_loop().time
        left = self.went + self.pause - clock()
        if left > 0 and len(self.waiting) < self.few:
            self.enough.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self.enough.wait()
        self.went = clock()

    async def _alone(self, question: Q, answer: "asyncio.Future[A]") -> None:
        try:
            await self._answer([(question, answer)])
        except Exception as problem:
            _tell(answer, problem)

    async def _answer(self, batch: list[tuple[Q, "asyncio.Future[A]"]]) -> None:
        for (_question, answer), told in zip(batch, await self.ask([question for question, _answer in batch]), strict=True):
            if not answer.done():  # whoever asked may have gone away
                answer.set_result(told)


def _tell(answer: "asyncio.Future[A]", problem: Exception) -> None:
    if not answer.done():
        answer.set_exception(problem)
