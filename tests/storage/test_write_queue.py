"""Processes that write to one SQLite file come in turn; here each has a database of its own on the file."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from domain.people import TenantId
from storage.database import Database
from storage.tables import MunicipalGroupRow, OrgUnitRow
from storage.write_queue import WriteQueue

MANY = 20


@pytest.fixture
async def processes(sqlite_url: str, tenant_id: TenantId) -> AsyncIterator[list[Database]]:
    opened = [Database(sqlite_url, shares_writing=True) for _ in range(3)]
    async with opened[0].writing(tenant_id) as session:
        session.sql.add(MunicipalGroupRow(tenant_id=tenant_id, name="Borlänge"))
    yield opened
    for each in opened:
        await each.close()


@pytest.fixture
async def queues(tmp_path: Path) -> AsyncIterator[list[WriteQueue]]:
    opened = [WriteQueue(tmp_path / "lageskoll.db") for _ in range(3)]
    yield opened
    # While the loop is there: it does not end before whoever still waits in a thread has had their turn.
    for each in opened:
        each.close()


async def is_over(task: asyncio.Task[None]) -> bool:
    """Whether it is, when everybody has had time."""
    for _ in range(MANY):
        await asyncio.to_thread(int)
    return task.done()


async def wait_in_vain(queue: WriteQueue) -> None:
    """Wait for a turn, and then no longer."""
    impatient = asyncio.create_task(queue.come_first())
    assert not await is_over(impatient)
    impatient.cancel()
    await asyncio.wait([impatient])


async def test_whoever_comes_first_is_waited_for(queues: list[WriteQueue]) -> None:
    first, second, _ = queues
    await first.come_first()
    waiting = asyncio.create_task(second.come_first())

    assert not await is_over(waiting)
    first.let_next()

    async with asyncio.timeout(20):
        await waiting


async def test_whoever_no_longer_waits_keeps_nobody_else_waiting(queues: list[WriteQueue]) -> None:
    first, second, third = queues
    await first.come_first()

    await wait_in_vain(second)
    first.let_next()

    async with asyncio.timeout(20):
        await third.come_first()


async def test_whoever_leaves_while_they_wait_does_not_come_back(queues: list[WriteQueue]) -> None:
    first, second, _ = queues
    await first.come_first()

    await wait_in_vain(second)
    second.close()
    first.let_next()
    async with asyncio.timeout(20):
        await asyncio.get_running_loop().shutdown_default_executor()
    for _ in range(MANY):
        await asyncio.sleep(0)

    assert second._file is None


async def test_whoever_ends_without_a_word_is_no_longer_waited_for(queues: list[WriteQueue]) -> None:
    first, second, _ = queues
    await first.come_first()

    first.close()

    async with asyncio.timeout(20):
        await second.come_first()


async def test_everything_that_several_write_at_once_is_kept(
    processes: list[Database], tenant_id: TenantId
) -> None:
    async def write(database: Database, name: str) -> None:
        async with database.writing(tenant_id) as session:
            await session.insert_new(OrgUnitRow, [{"name": name, "kind": "sector"}])

    names = {f"{process} {number}" for process in range(3) for number in range(MANY)}

    await asyncio.gather(*(write(processes[int(name[0])], name) for name in sorted(names)))

    async with processes[0].reading(tenant_id) as session:
        found = {row.name for row in (await session.sql.exec(session.rows(OrgUnitRow))).all()}
    assert found == names


async def test_a_writer_that_fails_lets_the_others_in(processes: list[Database], tenant_id: TenantId) -> None:
    async def fail() -> None:
        async with first.writing(tenant_id) as session:
            await session.insert_new(OrgUnitRow, [{"name": "Ingen", "kind": "sector"}])
            raise RuntimeError

    first, second, _ = processes
    with pytest.raises(RuntimeError):
        await fail()

    async with asyncio.timeout(20), second.writing(tenant_id) as session:
        await session.insert_new(OrgUnitRow, [{"name": "Någon", "kind": "sector"}])


def test_one_process_alone_has_no_queue(sqlite_url: str) -> None:
    database = Database(sqlite_url)

    assert database._writers is not None
    assert database._writers._queue is None
    assert not Path(f"{make_url(sqlite_url).database}.writing").exists()
