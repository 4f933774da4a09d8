"""SQLite's one writer at a time; what those who wait meanwhile write is brought to the disk together.

To reach the disk costs an answer a fifth of all its work, and a group of answers not much more.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from sqlalchemy.ext.asyncio import AsyncEngine

from storage.loans import SqliteLoan, failure
from storage.sqlite_connection import BEGIN_WRITING, SqliteConnection


class Writers:
    """Everybody who writes, in the order in which they came; nobody goes on before theirs is on the disk.

    `engine` has one connection. Whoever has written while others wait leaves the transaction open for them,
    and has it ended as soon as those have had their turn. Each undoes what is theirs alone.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        # In a queue of our own they wait in turn instead of racing for the file.
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._together: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[SqliteLoan]:
        """A transaction of one's own: all of it is kept when the block ends, or nothing."""
        loan = SqliteLoan(self._engine, BEGIN_WRITING)
        async with self._in_turn():
            try:
                async with loan:
                    yield loan
                    loan.stays_open = self._waiting > 0
            finally:
                together = self._kept_together() if loan.is_left_open else None
        if together is not None:
            # Whoever no longer waits for it leaves the others' as it is.
            await asyncio.shield(together)

    async def rest(self) -> None:
        """Until nothing is left open."""
        if self._together is not None:
            await asyncio.wait([self._together])

    def _kept_together(self) -> asyncio.Task[None]:
        if self._together is None:
            self._together = asyncio.create_task(self._keep())
        return self._together

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

    async def _keep(self) -> None:
        """Stand in the queue behind those who wait now, then bring what all have written to the disk."""
        async with self._in_turn():
            self._together = None
            pooled = await self._engine.raw_connection()
            driver = cast("SqliteConnection", pooled.driver_connection)
            try:
                await driver.keep_all()
            except self._engine.dialect.loaded_dbapi.Error as error:
                raise await failure(self._engine, driver, "COMMIT", error) from error
            finally:
                pooled.close()
