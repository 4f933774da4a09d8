"""Those who write at the same time reach SQLite's disk together, and each is told the truth about theirs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.people import TenantId
from storage.database import Database, TenantSession
from storage.sqlite_connection import SqliteConnection
from storage.tables import MunicipalGroupRow, OrgUnitRow
from storage.writers import MOST_TOGETHER

MANY = 5
LONG_QUESTION = (
    "SELECT count(*) FROM org_unit, (WITH RECURSIVE number(n) AS"
    " (SELECT 1 UNION ALL SELECT n + 1 FROM number LIMIT 1000000) SELECT n FROM number)"
    " WHERE org_unit.tenant_id = :of_tenant"
)


@pytest.fixture
async def filed(sqlite_url: str, tenant_id: TenantId) -> AsyncIterator[Database]:
    """A database on SQLite with a municipality in it."""
    database = Database(sqlite_url)
    async with database.writing(tenant_id) as session:
        session.sql.add(MunicipalGroupRow(tenant_id=tenant_id, name="Borlänge"))
    yield database
    await database.close()


async def commits(database: Database) -> list[str]:
    """Every statement that ends a transaction of a writer's, from now on."""
    ended: list[str] = []
    for engine in database.engines:
        async with engine.connect() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            assert isinstance(driver, SqliteConnection)
            await driver.set_trace_callback(lambda said: ended.append(said) if said == "COMMIT" else None)
    return ended


async def add_unit(session: TenantSession, name: str) -> None:
    await session.insert_new(OrgUnitRow, [{"name": name, "kind": "sector"}])


async def write(database: Database, tenant_id: TenantId, name: str) -> None:
    async with database.writing(tenant_id) as session:
        await add_unit(session, name)
        # Everybody else has come by now.
        await asyncio.sleep(0)


async def units(database: Database, tenant_id: TenantId) -> set[str]:
    async with database.reading(tenant_id) as session:
        return {
            row.name if row.kind == "sector" else "changed"
            for row in (await session.sql.exec(session.rows(OrgUnitRow))).all()
        }


async def test_those_who_write_at_once_reach_the_disk_together(filed: Database, tenant_id: TenantId) -> None:
    ended = await commits(filed)
    names = [f"Enhet {number}" for number in range(MANY)]

    await asyncio.gather(*(write(filed, tenant_id, name) for name in names))

    assert await units(filed, tenant_id) == set(names)
    assert len(ended) == 1


async def test_a_crowd_reaches_the_disk_a_few_at_a_time(filed: Database, tenant_id: TenantId) -> None:
    ended = await commits(filed)
    names = [f"Enhet {number}" for number in range(3 * MOST_TOGETHER + 1)]

    await asyncio.gather(*(write(filed, tenant_id, name) for name in names))

    assert await units(filed, tenant_id) == set(names)
    assert len(ended) == 4


async def test_who_writes_alone_reaches_the_disk_at_once(filed: Database, tenant_id: TenantId) -> None:
    ended = await commits(filed)

    for number in range(MANY):
        await write(filed, tenant_id, f"Enhet {number}")

    assert len(ended) == MANY


async def test_nobody_goes_on_before_theirs_is_on_the_disk(filed: Database, tenant_id: TenantId) -> None:
    async def write_and_look(name: str) -> bool:
        await write(filed, tenant_id, name)
        return name in await units(filed, tenant_id)

    seen = await asyncio.gather(*(write_and_look(f"Enhet {number}") for number in range(MANY)))

    assert all(seen)


@pytest.mark.parametrize("at", range(MANY))
async def test_who_fails_undoes_theirs_alone(filed: Database, tenant_id: TenantId, at: int) -> None:
    async def fail() -> None:
        async with filed.writing(tenant_id) as session:
            await add_unit(session, "Ingen")
            await session.change(OrgUnitRow, kind="company")
            await asyncio.sleep(0)
            raise RuntimeError

    names = [f"Enhet {number}" for number in range(MANY)]
    everybody = [write(filed, tenant_id, name) for name in names]
    everybody.insert(at, fail())

    outcomes = await asyncio.gather(*everybody, return_exceptions=True)

    assert [type(each) for each in outcomes if each is not None] == [RuntimeError]
    assert await units(filed, tenant_id) == set(names)


@pytest.mark.parametrize("at", range(2 * MANY))
async def test_who_no_longer_waits_takes_nothing_from_the_others(
    filed: Database, tenant_id: TenantId, at: int
) -> None:
    async def interrupted() -> None:
        async with filed.writing(tenant_id) as session:
            await add_unit(session, "Ingen")
            raise asyncio.CancelledError

    async def impatient() -> None:
        writing = asyncio.create_task(write(filed, tenant_id, "Kanske"))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        writing.cancel()
        with suppress(asyncio.CancelledError):
            await writing

    names = {f"Enhet {number}" for number in range(2 * MANY)}
    everybody = [write(filed, tenant_id, name) for name in sorted(names)]
    everybody.insert(at, interrupted())
    everybody.insert(at, impatient())

    await asyncio.gather(*everybody, return_exceptions=True)

    assert await units(filed, tenant_id) - {"Kanske"} == names
    # And nothing is left open for whoever comes then.
    await write(filed, tenant_id, "Sist")
    assert "Sist" in await units(filed, tenant_id)


@pytest.mark.parametrize("at", range(MANY))
async def test_nobody_is_told_that_theirs_is_kept_when_a_connection_is_let_go_of(
    filed: Database, tenant_id: TenantId, at: int
) -> None:
    """As SQLAlchemy does with one on which somebody was cancelled while it worked for them."""
    works = asyncio.Event()

    async def cancelled() -> None:
        async with filed.writing(tenant_id) as session:
            await add_unit(session, "Ingen")
            works.set()
            await session.execute(text(LONG_QUESTION))

    async def stop(task: asyncio.Task[None]) -> None:
        await works.wait()
        task.cancel()

    names = [f"Enhet {number}" for number in range(2 * MANY)]
    before = [asyncio.create_task(write(filed, tenant_id, name)) for name in names[:at]]
    stopped = asyncio.create_task(cancelled())
    after = [asyncio.create_task(write(filed, tenant_id, name)) for name in names[at:]]
    await asyncio.gather(stop(stopped), *before, stopped, *after, return_exceptions=True)

    told = zip(names, [*before, *after], strict=True)
    kept = {name for name, task in told if task.exception() is None}
    assert await units(filed, tenant_id) == kept
    assert kept >= set(names[at + 1 :])


async def test_whoever_was_undone_with_all_the_others_is_told_so(
    filed: Database, tenant_id: TenantId
) -> None:
    """As a full disk does: SQLite undoes the whole transaction by itself."""

    async def undo_everything() -> None:
        async with filed.writing(tenant_id) as session:
            await add_unit(session, "Ingen")
            await session.execute(text("ROLLBACK"))

    names = [f"Enhet {number}" for number in range(MANY)]
    everybody = [write(filed, tenant_id, name) for name in names]
    everybody.insert(2, undo_everything())

    outcomes = await asyncio.gather(*everybody, return_exceptions=True)

    assert all(isinstance(each, DBAPIError) for each in outcomes)
    assert await units(filed, tenant_id) == set()
    await write(filed, tenant_id, "Sist")
    assert await units(filed, tenant_id) == {"Sist"}


async def test_what_is_added_as_objects_is_kept_with_the_others(filed: Database, tenant_id: TenantId) -> None:
    async def add_object(name: str) -> None:
        async with filed.writing(tenant_id) as session:
            session.sql.add(OrgUnitRow(tenant_id=tenant_id, name=name, kind="sector"))
            await asyncio.sleep(0)

    ended = await commits(filed)
    await asyncio.gather(add_object("Ett"), write(filed, tenant_id, "Två"), add_object("Tre"))

    assert await units(filed, tenant_id) == {"Ett", "Två", "Tre"}
    assert len(ended) == 1
