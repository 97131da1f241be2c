"""Work that may wait: a row written by the act itself, done later, exactly once, by whichever process is alive.

A job is leased for a while and done inside one transaction with the mark that it is done, so a process that dies loses
nothing and doubles nothing. Rooms register what a kind of job does.
"""

import asyncio
import contextvars
import json
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from piccolo.columns import JSONB, UUID, Integer, Timestamptz, Varchar
from piccolo.table import Table

from civic.core.clock import now
from civic.core.database import DB, row

log = logging.getLogger("civic.outbox")

Worker = Callable[[dict[str, Any]], Awaitable[None]]
workers: dict[str, Worker] = {}


class Job(Table, db=DB):
    """Something to do after the act. `facts` hold ids only, never what a person typed."""

    id = UUID(primary_key=True)
    kind = Varchar(60, null=False)
    facts = JSONB(null=False)
    due_at = Timestamptz(null=False, index=True)
    tries = Integer(default=0, null=False)


def does(kind: str) -> Callable[[Worker], Worker]:
    def register(worker: Worker) -> Worker:
        workers[kind] = worker
        return worker

    return register


async def put(kind: str, **facts: object) -> None:
    """Leave a job, in the transaction of the act that asks for it."""
    await Job.insert(Job(kind=kind, facts={name: str(fact) for name, fact in facts.items()}, due_at=now()))


async def work_one() -> bool:
    """Do the oldest job that is due. False when there is none."""
    async with DB.transaction():
        job = await row(
            "SELECT id, kind, facts FROM job WHERE due_at <= $1 ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED",
            now(),
        )
        if job is None:
            return False
        try:
            async with DB.current_transaction.get().connection.transaction():  # a savepoint: a failed job keeps its row
                await workers[job["kind"]](json.loads(job["facts"]))
        except Exception as problem:
            log.error("job failed", extra={"kind": job["kind"], "problem": type(problem).__name__})
            await row(
                "UPDATE job SET tries = tries + 1, due_at = $2 WHERE id = $1", job["id"], now() + timedelta(minutes=5)
            )
        else:
            await row("DELETE FROM job WHERE id = $1", job["id"])
        return True


async def drain() -> int:
    """Do everything that is due; how many jobs that was."""
    done = 0
    while await work_one():
        done += 1
    return done


class Heart:
    """Beats in every app process: works the outbox and runs what the clock owes. Idle beats are a few seconds apart."""

    def __init__(self, chores: Callable[[], Awaitable[None]], seconds: float = 5) -> None:
        self.chores, self.seconds = chores, seconds
        self.task: asyncio.Task[None] | None = None

    def start(self) -> None:
        # A context of its own: a task inherits the ContextVar of an open transaction otherwise.
        self.task = asyncio.get_running_loop().create_task(self._beat(), context=contextvars.Context())

    async def stop(self) -> None:
        if self.task:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)

    async def _beat(self) -> None:
        while True:
            try:
                await drain()
                await self.chores()
            except Exception as problem:
                log.error("heart", extra={"problem": type(problem).__name__})
            await asyncio.sleep(self.seconds)
