"""The small plan, and the service that another service reads it from."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.bot.api.house import ApiHouse, api_house
from tests.conftest import TENANT
from tests.plans import SmallPlan, small_plan


@pytest.fixture
async def plan(database: Database) -> SmallPlan:
    return await small_plan(database, TENANT)


@pytest.fixture
async def house(database: Database, plan: SmallPlan) -> AsyncIterator[ApiHouse]:
    async with api_house(database, plan) as found:
        yield found
