"""What is run once for each of many values is of the transaction and the tenant, on both databases."""

from typing import Any

import pytest
from sqlalchemy import Update, bindparam, update
from sqlalchemy.exc import IntegrityError

from domain.people import TenantId
from storage.database import Database, ReadOnlyError, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import OrgUnitRow
from tests.plans import SmallPlan, small_plan

org_unit = table_of(OrgUnitRow)


@prepared
def _renamed() -> Update:
    return (
        update(org_unit)
        .where(org_unit.c.tenant_id == OF_TENANT, org_unit.c.name == bindparam("of_name"))
        .values(name=bindparam("to_name"))
    )


@prepared
def _some_renamed() -> Update:
    names: Any = bindparam("names", expanding=True)
    return update(org_unit).where(org_unit.c.tenant_id == OF_TENANT, org_unit.c.name.in_(names))


async def names(database: Database, tenant_id: TenantId) -> set[str]:
    async with database.reading(tenant_id) as session:
        return {row.name for row in await session.sql.exec(session.rows(OrgUnitRow))}


async def test_each_of_them_is_changed_and_all_are_counted(database: Database, plan: SmallPlan) -> None:
    changes = [
        {"of_name": name, "to_name": f"{name} AB"} for name in ("Tunabyggen", "Ingen", "Borlänge Energi")
    ]
    async with database.writing(plan.tenant_id) as session:
        await session.add_new(OrgUnitRow, [{"name": "Borlänge Energi", "kind": "company"}])
        changed = await session.run_each(_renamed(), changes)

    assert changed == 2
    assert await names(database, plan.tenant_id) >= {"Tunabyggen AB", "Borlänge Energi AB"}


async def test_nothing_of_another_tenant_is_changed(database: Database, plan: SmallPlan) -> None:
    other = await small_plan(database, TenantId("99999999-2222-4333-8444-555555555555"))

    async with database.writing(other.tenant_id) as session:
        assert await session.run_each(_renamed(), [{"of_name": "Tunabyggen", "to_name": "Andras"}]) == 1

    assert "Tunabyggen" in await names(database, plan.tenant_id)


async def test_no_values_are_nothing_to_do(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        assert await session.run_each(_renamed(), []) == 0
        assert await session.add_new(OrgUnitRow, []) == 0


@pytest.mark.parametrize("number", [1, 300])
async def test_only_new_rows_are_counted(database: Database, plan: SmallPlan, number: int) -> None:
    rows = [{"name": f"Bolag {each}", "kind": "company"} for each in range(number)]
    async with database.writing(plan.tenant_id) as session:
        first = await session.add_new(OrgUnitRow, rows)
        again = await session.add_new(OrgUnitRow, [*rows, {"name": "Dala Energi", "kind": "company"}])

    assert (first, again) == (number, 1)
    assert len(await names(database, plan.tenant_id)) > number


async def test_it_fails_as_it_does_elsewhere_and_nothing_is_kept(database: Database, plan: SmallPlan) -> None:
    before = await names(database, plan.tenant_id)
    changes = [
        {"of_name": "Tunabyggen", "to_name": "Ny"},
        {"of_name": "Sektor samhällsbyggnad", "to_name": "Ny"},
    ]

    with pytest.raises(IntegrityError):
        async with database.writing(plan.tenant_id) as session:
            await session.run_each(_renamed(), changes)

    assert await names(database, plan.tenant_id) == before


async def test_whoever_only_reads_changes_nothing(database: Database, plan: SmallPlan) -> None:
    async with database.reading(plan.tenant_id) as session:
        with pytest.raises(ReadOnlyError):
            await session.run_each(_renamed(), [{"of_name": "Tunabyggen", "to_name": "Ny"}])


async def test_a_statement_with_a_list_is_refused(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        with pytest.raises(ValueError, match="lists"):
            await session.run_each(_some_renamed(), [{"names": ["Tunabyggen"]}])
