import pytest

from domain.errors import UnknownTenantError
from domain.people import TenantId
from domain.plan import MunicipalGroup
from storage import groups
from storage.database import Database
from tests.plans import SmallPlan


async def test_the_municipality_of_a_transaction_is_its_tenant_s(database: Database, plan: SmallPlan) -> None:
    async with database.reading(plan.tenant_id) as session:
        found = await groups.of_tenant(session)

    assert found == MunicipalGroup(tenant_id=plan.tenant_id, name="Borlänge kommunkoncern")


async def test_a_tenant_without_a_plan_is_told_apart(database: Database, plan: SmallPlan) -> None:
    stranger = TenantId("99999999-2222-4333-8444-555555555555")

    assert await database.tenants() == [plan.tenant_id]
    async with database.reading(stranger) as session:
        with pytest.raises(UnknownTenantError):
            await groups.of_tenant(session)
