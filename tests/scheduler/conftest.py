"""The clock tower is tested on SQLite; what differs between databases is tested in tests/storage/."""

from collections.abc import AsyncIterator

import pytest

from bot.clock import MovableClock
from domain.people import TenantId
from storage.database import Database
from tests.fakes.messenger import RecordingMessenger
from tests.plans import FIRST_STEP, small_plan
from tests.scheduler.correspondent import Post
from tests.scheduler.stage import Stage


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    """A database of the test's own."""
    opened = Database(sqlite_url)
    yield opened
    await opened.close()


@pytest.fixture
async def stage(database: Database, tenant_id: TenantId) -> Stage:
    """The interim round is open; it is Tuesday 22 August 2023, 09:00."""
    return Stage(
        database=database,
        plan=await small_plan(database, tenant_id),
        clock=MovableClock(FIRST_STEP),
        messenger=RecordingMessenger(),
    )


@pytest.fixture
def post(stage: Stage) -> Post:
    """Letters that are remembered instead of sent."""
    return Post(stage=stage)
