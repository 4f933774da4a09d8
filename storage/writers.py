"""SQLite's one writer at a time; what those who wait meanwhile write is brought to the disk together.

To reach the disk costs an answer a fifth of all its work, and a group of answers not much more.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.loans import SqliteLoan, failure
from storage.sqlite_connection import BEGIN_WRITING, SqliteConnection
from storage.write_queue import WriteQueue

# Nearly all of what there is to gain; those who are answered at once hold the event loop up together.
MOST_TOGETHER = 8


@dataclass(slots=True)
class _Group:
    """Those who have written in one transaction, and what becomes of it."""

    driver: SqliteConnection
    kept: asyncio.Future[None]
    members: int = 0


class Writers:
    """Everybody who writes, in the order in which they came; nobody goes on before theirs is on the disk.

    `engine` has one connection. Whoever has written while others wait leaves the transaction open for them,
    and it ends when those have had their turn, or a few of them. Each undoes what is theirs alone. Where
    other processes write too, each transaction stands in their `queue` first.
    """

    def __init__(self, engine: AsyncEngine, queue: WriteQueue | None = None) -> None:
        self._engine = engine
        self._queue = queue
        # In a queue of our own they wait in turn instead of racing for the file.
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._group: _Group | None = None
        self._keepers: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[SqliteLoan]:
        """A transaction of one's own: all of it is kept when the block ends, or nothing."""
        loan = SqliteLoan(self._engine, BEGIN_WRITING)
        async with self._in_turn():
            if self._queue is not None:
                await self._queue.come_first()
            try:
                async with loan:
                    yield loan
                    loan.stays_open = self._waiting > 0
            finally:
                group = self._joined(loan.driver) if loan.is_left_open else None
                if group is None:
                    self._let_next()
            if group is not None and group.members >= MOST_TOGETHER:
                await asyncio.shield(self._started(self._keep(group)))
        if group is not None:
            # Whoever no longer waits for it leaves the others' as it is.
            await asyncio.shield(group.kept)

    async def rest(self) -> None:
        """Until nothing is left open."""
        if self._keepers:
            await asyncio.wait(self._keepers)
        if self._queue is not None:
            self._queue.close()

    def _let_next(self) -> None:
        """Other processes may write, unless something is left open here."""
        if self._queue is not None and self._group is None:
            self._queue.let_next()

    def _joined(self, driver: SqliteConnection) -> _Group:
        if self._group is None or self._group.driver is not driver:
            self._group = _Group(driver, asyncio.get_running_loop().create_future())
            self._started(self._keep_in_turn(self._group))
        self._group.members += 1
        return self._group

    def _started(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """A task that goes on whoever waits for it."""
        task = asyncio.create_task(work)
        self._keepers.add(task)
        task.add_done_callback(self._keepers.discard)
        return task

    @asynccontextmanager
    async def _in_turn(self) -> AsyncIterator[None]:
        self._waiting += 1
        try:
            await self._turn.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._turn.release()

    async def _keep_in_turn(self, group: _Group) -> None:
        """Stand in the queue behind those who wait now, and end what is open still."""
        async with self._in_turn():
            if not group.kept.done():
                await self._keep(group)

    async def _keep(self, group: _Group) -> None:
        """Bring to the disk what the group has written; if that fails, all of them are told."""
        if self._group is group:
            self._group = None
        try:
            await self._bring_to_disk(group)
            group.kept.set_result(None)
        except DBAPIError as error:
            group.kept.set_exception(error)
        finally:
            # Who is stopped in the middle cannot say what became of it.
            group.kept.cancel()
            self._let_next()

    async def _bring_to_disk(self, group: _Group) -> None:
        pooled = await self._engine.raw_connection()
        try:
            if pooled.driver_connection is not group.driver:
                # SQLAlchemy lets go of a connection on which somebody was cancelled, and all that was open.
                raise sqlite3.OperationalError("the transaction has ended")
            await group.driver.keep_all()
        except self._engine.dialect.loaded_dbapi.Error as error:
            raise await failure(self._engine, group.driver, "COMMIT", error) from error
        finally:
            pooled.close()
