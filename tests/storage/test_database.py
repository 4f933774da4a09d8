import pytest
from sqlalchemy import text

from domain.people import TenantId
from storage.database import Database, ReadOnlyError
from storage.tables import MunicipalGroupRow, OrgUnitRow


async def test_a_failed_transaction_leaves_nothing(database: Database, tenant_id: TenantId) -> None:
    with pytest.raises(RuntimeError):  # noqa: PT012 - the transaction fails as a whole
        async with database.writing(tenant_id) as session:
            session.sql.add(MunicipalGroupRow(tenant_id=tenant_id, name="Borlänge"))
            await session.sql.flush()
            raise RuntimeError

    assert await database.tenants() == []


async def test_who_reads_cannot_write(database: Database, tenant_id: TenantId) -> None:
    async with database.reading(tenant_id) as session:
        with pytest.raises(ReadOnlyError):
            await session.insert_new(OrgUnitRow, [{"name": "Tunabyggen", "kind": "company"}])
        with pytest.raises(ReadOnlyError):
            await session.change(MunicipalGroupRow, name="Borlänge")
        session.sql.add(MunicipalGroupRow(tenant_id=tenant_id, name="Borlänge"))
        await session.sql.exec(session.rows(OrgUnitRow))

    assert await database.tenants() == []


@pytest.mark.postgresql
async def test_who_reads_has_no_transaction_open_on_postgresql(
    postgresql_url: str, tenant_id: TenantId
) -> None:
    database = Database(postgresql_url)
    async with database.reading(tenant_id) as session:
        await session.execute(text("SELECT 1"))
        states = await session.execute(
            text("SELECT xact_start = query_start FROM pg_stat_activity WHERE pid = pg_backend_pid()")
        )

        assert states.scalar_one() is True
    await database.close()


async def test_what_is_read_of_one_moment_is_not_changed_by_what_is_written_meanwhile(
    database: Database, tenant_id: TenantId
) -> None:
    async with database.writing(tenant_id) as session:
        session.sql.add(MunicipalGroupRow(tenant_id=tenant_id, name="Borlänge"))
    async with database.reading_one_moment(tenant_id) as reading:
        before = (await reading.sql.exec(reading.rows(OrgUnitRow))).all()
        async with database.writing(tenant_id) as writing:
            await writing.insert_new(OrgUnitRow, [{"name": "Tunabyggen", "kind": "company"}])
        after = (await reading.sql.exec(reading.rows(OrgUnitRow))).all()

    assert (before, after) == ([], [])
    async with database.reading(tenant_id) as session:
        assert len((await session.sql.exec(session.rows(OrgUnitRow))).all()) == 1


async def test_one_tenant_never_sees_the_rows_of_another(database: Database, tenant_id: TenantId) -> None:
    other = TenantId("99999999-2222-4333-8444-555555555555")
    for tenant in (tenant_id, other):
        async with database.writing(tenant) as session:
            session.sql.add(MunicipalGroupRow(tenant_id=tenant, name=tenant[:2]))
            await session.sql.flush()
            session.sql.add(OrgUnitRow(tenant_id=tenant, name=tenant[:2], kind="sector"))

    async with database.reading(tenant_id) as session:
        found = (await session.sql.exec(session.rows(OrgUnitRow))).all()

    assert [row.name for row in found] == ["11"]


async def test_rows_whose_key_exists_are_passed_over(database: Database, tenant_id: TenantId) -> None:
    async with database.writing(tenant_id) as session:
        session.sql.add(MunicipalGroupRow(tenant_id=tenant_id, name="Borlänge"))
    for _ in range(2):
        async with database.writing(tenant_id) as session:
            inserted = await session.insert_new(OrgUnitRow, [{"name": "Tunabyggen", "kind": "company"}])

    assert inserted == []


async def test_more_rows_than_one_statement_holds_are_inserted_all_the_same(
    database: Database, tenant_id: TenantId
) -> None:
    rows = [{"name": f"Enhet {number}", "kind": "sector"} for number in range(25_000)]
    async with database.writing(tenant_id) as session:
        session.sql.add(MunicipalGroupRow(tenant_id=tenant_id, name="Borlänge"))
        await session.sql.flush()
        await session.insert_new(OrgUnitRow, rows[:10])

        inserted = await session.insert_new(OrgUnitRow, rows)

    assert len(inserted) == len(set(inserted)) == 24_990


async def test_what_has_been_added_as_an_object_is_there_for_the_next_statement(
    database: Database, tenant_id: TenantId
) -> None:
    async with database.writing(tenant_id) as session:
        session.sql.add(MunicipalGroupRow(tenant_id=tenant_id, name="Borlänge"))

        assert await session.insert_new(OrgUnitRow, [{"name": "Tunabyggen", "kind": "company"}])


async def test_the_file_is_in_write_ahead_mode(sqlite_url: str, tenant_id: TenantId) -> None:
    database = Database(sqlite_url)
    async with database.reading(tenant_id) as session:
        mode = await (await session.sql.connection()).scalar(text("PRAGMA journal_mode"))
    await database.close()

    assert mode == "wal"
