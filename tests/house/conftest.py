"""The demo's year with something real behind every address: one for all the tests of a file."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from litestar.types import ASGIApp

from civic import settings as house
from tests.conftest import SETTINGS
from tests.databases import Databases
from tests.house.things import Things, things
from tests.year import lived_in


@pytest.fixture(scope="module")
async def lived(databases: Databases, app: ASGIApp, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Things]:
    house.use(replace(SETTINGS, keys=(keys := tmp_path_factory.mktemp("boxes"))))
    async with lived_in(databases, app, keys) as town:
        yield await things(town)
    house.use(SETTINGS)
