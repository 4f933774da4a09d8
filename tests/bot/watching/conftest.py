"""A log that a test can read."""

from collections.abc import Iterator

import pytest

from tests.fakes.log import Log, logged


@pytest.fixture
def log() -> Iterator[Log]:
    with logged() as opened:
        yield opened
