"""Who brings a list and who signs it, each come in with a browser of their own."""

import pytest

from tests.browsing import Browser
from tests.conftest import Town


@pytest.fixture
async def teo(town: Town, browsers) -> Browser:
    return await browsers().come_in(town.teo)


@pytest.fixture
async def ines(town: Town, browsers) -> Browser:
    return await browsers().come_in(town.ines)


@pytest.fixture
async def julian(town: Town, browsers) -> Browser:
    return await browsers().come_in(town.julian)
