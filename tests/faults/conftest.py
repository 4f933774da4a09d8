"""What goes wrong, for real: real processes, real databases, and a connector that outlives them all.

Each time a little is endured, in about a minute. `LAGESKOLL_FAULTS=full` asks for the full measure: fifty
rounds of three hundred reminders with kills in each, and a connector that is gone for a minute. Every random
choice comes from a seed that is printed; `LAGESKOLL_FAULTS_SEED` gives it again.
"""

from collections.abc import AsyncIterator

import pytest

from tests.faults.size import Size, asked_for
from tests.faults.wire import Wire


@pytest.fixture
def size() -> Size:
    return asked_for()


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with Wire().serving() as connector:
        yield connector
