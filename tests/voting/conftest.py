"""What the program says while the tests of the vote run."""

import io
import logging
from collections.abc import Iterator

import pytest

from civic.core import envelope


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything the program writes to its log, as production formats it."""
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    handler.setFormatter(envelope.JsonLines())
    logger = logging.getLogger("civic")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield heard
    logger.removeHandler(handler)
    logger.setLevel(before)
