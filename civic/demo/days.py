"""The days of the demo's year, told from today backwards."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, time, timedelta
from uuid import UUID

from civic.core import outbox
from civic.core.actor import Actor
from civic.core.clock import CITY, now, pretend
from civic.demo.people import cast


class Year:
    """Today, the people, and a way to stand on an earlier day."""

    def __init__(self) -> None:
        self.now = now()
        self.today = self.now.astimezone(CITY).date()
        self.neighbours: dict[str, Actor] = {}
        self.areas: list[UUID] = []
        self.offices: dict[str, UUID] = {}

    def day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    @asynccontextmanager
    async def on(self, ago: int, hour: int = 11) -> AsyncIterator[None]:
        """That many days ago, at that hour of the city or now, if it has not come yet; what was left to do later is
        done before leaving."""
        with pretend(min(datetime.combine(self.day(ago), time(hour), CITY), self.now)):
            yield
            await outbox.drain()

    async def person(self, who: str) -> Actor:
        return self.neighbours[who] if who in self.neighbours else await cast(who)

    @property
    async def children(self) -> list[Actor]:
        return [*self.neighbours.values(), *[await cast(who) for who in ("lupita", "nicolas", "amaranta", "mateo")]]
