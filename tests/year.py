"""A lived-in town for the tests that walk all of it: the demo's year, told once a run, copied for each test."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from litestar.types import ASGIApp

from civic import settings as house
from civic.core.database import DB
from civic.core.secrets import cheap_for_tests
from civic.demo.year import tell_the_year
from tests.conftest import Town, who_is_there
from tests.databases import Databases, raise_house


@asynccontextmanager
async def lived_in(databases: Databases, app: ASGIApp, keys: Path) -> AsyncIterator[Town]:
    """`keys` becomes the folder of its ballot boxes' keys: one vote of the year is open."""
    boxes = databases.cluster.data / "boxes"
    await databases.template("year", partial(_tell, boxes))
    shutil.copytree(boxes, keys, dirs_exist_ok=True)
    async with databases.entered("year"):
        yield Town(app, **await who_is_there())


async def _tell(boxes: Path, dsn: str) -> None:
    before = house.current()
    house.use(replace(before, keys=boxes))
    cheap_for_tests()
    await raise_house(dsn)
    await DB.open(size=4)
    try:
        await tell_the_year()
    finally:
        await DB.close()
        house.use(before)
