"""A connection on loan: what goes past SQLAlchemy and what it is asked are of one transaction."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.people import TenantId
from storage.database import Database
from storage.tables import MunicipalGroupRow, OrgUnitRow

UNITS = text("SELECT name FROM org_unit WHERE tenant_id = :of_tenant")


@pytest.fixture
async def home(database: Database, tenant_id: TenantId) -> Database:
    """A database with a municipality in it."""
    async with database.writing(tenant_id) as session:
        session.sql.add(MunicipalGroupRow(tenant_id=tenant_id, name="Borlänge"))
    return database


async def units(database: Database, tenant_id: TenantId) -> list[str]:
    async with database.reading(tenant_id) as session:
        return list((await session.execute(UNITS)).scalars())


async def test_both_ways_see_what_the_other_has_written(home: Database, tenant_id: TenantId) -> None:
    async with home.writing(tenant_id) as session:
        await session.insert_new(OrgUnitRow, [{"name": "Tunabyggen", "kind": "company"}])
        seen = list((await session.execute(UNITS)).scalars())
        await session.change(OrgUnitRow, kind="sector")
        kind = (await session.sql.exec(session.rows(OrgUnitRow))).one().kind

    assert (seen, kind) == (["Tunabyggen"], "sector")
    assert await units(home, tenant_id) == ["Tunabyggen"]


async def test_both_ways_are_undone_together(home: Database, tenant_id: TenantId) -> None:
    with pytest.raises(RuntimeError):  # noqa: PT012 - the transaction fails as a whole
        async with home.writing(tenant_id) as session:
            await session.insert_new(OrgUnitRow, [{"name": "Tunabyggen", "kind": "company"}])
            await session.execute(UNITS)
            await session.change(OrgUnitRow, kind="sector")
            raise RuntimeError

    assert await units(home, tenant_id) == []


async def test_whoever_is_cancelled_leaves_nothing_and_keeps_no_connection(
    home: Database, tenant_id: TenantId
) -> None:
    async def cancelled() -> None:
        async with home.writing(tenant_id) as session:
            await session.insert_new(OrgUnitRow, [{"name": "Tunabyggen", "kind": "company"}])
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await cancelled()

    assert home.connections.in_use == 0
    assert await units(home, tenant_id) == []


async def test_what_the_database_refuses_is_told_as_sqlalchemy_does(
    home: Database, tenant_id: TenantId
) -> None:
    with pytest.raises(DBAPIError):
        async with home.writing(tenant_id) as session:
            await session.insert_new(OrgUnitRow, [{"name": "Tunabyggen", "kind": None}])

    assert home.connections.in_use == 0
