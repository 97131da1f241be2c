"""A town whose adults are vouched for, each by two others."""

import pytest

from civic.demo.team import vouch
from tests.conftest import Town


@pytest.fixture
async def team(town: Town) -> Town:
    await vouch()
    return town
