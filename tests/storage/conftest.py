"""What tests of the cellar may ask for besides a database: a small plan in it."""

import pytest

from domain.people import TenantId
from storage.database import Database
from tests.plans import SmallPlan, small_plan


@pytest.fixture
async def plan(database: Database, tenant_id: TenantId) -> SmallPlan:
    """A small plan on either database."""
    return await small_plan(database, tenant_id)
