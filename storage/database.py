"""The connection to the database: one engine, and transactions that each belong to one tenant."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self, TypeVar, cast

from sqlalchemy import ColumnElement, CursorResult, Executable, Table, UpdateBase, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import QueuePool
from sqlmodel import SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from domain.errors import LageskollError
from domain.people import TenantId
from storage.connecting import PasswordNow, connect_with
from storage.crowd import Connections, Crowd
from storage.found import Found
from storage.loans import Loan, SqliteLoan, whole
from storage.prepared import Prepared, Values
from storage.sqlite_connection import BEGIN_READING, opener
from storage.tables import MunicipalGroupRow
from storage.write_queue import WriteQueue
from storage.writers import Writers

CONNECTIONS = 15
NO_VALUES: Values = MappingProxyType({})

Row = TypeVar("Row", bound=SQLModel)


class ReadOnlyError(LageskollError):
    """Something was to be written where it is only read, and was not: report this fault in our own code."""


class TenantSession:
    """A transaction that belongs to one tenant; every query in this room starts from it."""

    __slots__ = ("_loan", "_may_write", "_objects", "tenant_id")

    def __init__(self, loan: Loan, tenant_id: TenantId, *, may_write: bool = True) -> None:
        self._loan = loan
        self.tenant_id = tenant_id
        self._may_write = may_write
        self._objects: AsyncSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._objects is not None:
            await self._objects.close()

    @property
    def connection(self) -> AsyncConnection:
        """SQLAlchemy's own connection, for many rows at a time."""
        return self._loan.connection

    @property
    def sql(self) -> AsyncSession:
        """Rows as objects, for where they are few; it is made when it is first asked for."""
        if self._objects is None:
            self._objects = AsyncSession(self.connection, expire_on_commit=False, autoflush=self._may_write)
        return self._objects

    @property
    def has_one_writer(self) -> bool:
        """Whether nobody else writes while we do, so that no row need be held still."""
        return self._loan.dialect.name == "sqlite"

    async def flush(self) -> None:
        """Write what has been added to the objects, if there are any."""
        if self._objects is not None and self._may_write:
            await self._objects.flush()

    async def run(self, statement: Prepared, values: Values = NO_VALUES) -> Found:
        """Columns in and columns out: run a prepared statement, which names its tenant with `OF_TENANT`.

        New rows get the tenant here.
        """
        self._allow(is_change=statement.is_change)
        if self._objects is not None:
            await self.flush()
        named = {statement.tenant: self.tenant_id, **values}
        compiled = statement.compiled(self._loan.dialect, named)
        described, rows = await self._loan.fetch(*compiled.bound(named))
        return compiled.result(described, rows)

    async def run_each(self, statement: Prepared, rows: Sequence[Values]) -> int:
        """The same, without lists, once for each of these values; returns how many rows it changed or made.

        All of them have the same names.
        """
        await self._prepare(is_change=statement.is_change)
        if not rows:
            return 0
        named = [{statement.tenant: self.tenant_id, **row} for row in rows]
        compiled = statement.compiled(self._loan.dialect, named[0])
        return await self._loan.repeat(*compiled.bound_to_each(named))

    async def execute(self, statement: Executable, values: Values = NO_VALUES) -> CursorResult[Any]:
        """The same for a statement that is put together for the occasion."""
        await self._prepare(is_change=isinstance(statement, UpdateBase))
        return await self.connection.execute(statement, {"of_tenant": self.tenant_id, **values})

    async def _prepare(self, *, is_change: bool) -> None:
        self._allow(is_change=is_change)
        await self.flush()

    def _allow(self, *, is_change: bool) -> None:
        if is_change and not self._may_write:
            raise ReadOnlyError

    def rows(self, table: type[Row]) -> SelectOfScalar[Row]:
        """A query over the tenant's own rows of a table."""
        return select(table).where(table.tenant_id == self.tenant_id)  # type: ignore[attr-defined]

    async def change(self, table: type[SQLModel], *conditions: ColumnElement[bool], **values: object) -> int:
        """Change the tenant's own rows that meet the conditions; returns how many there were."""
        changed = table_of(table)
        own = changed.c.tenant_id == self.tenant_id
        changes = update(changed).where(own, *conditions).values(**values)
        await self._prepare(is_change=True)
        result = await self.connection.execute(changes)
        return int(result.rowcount)

    async def insert_new(self, table: type[SQLModel], rows: Sequence[Values]) -> list[int]:
        """Insert rows, silently passing over those whose unique key exists; returns the new ids.

        For a table without ids it is the first column of the key that is returned.
        All rows have the same columns. However many they are, they go in statements that a database accepts.
        """
        statement = _new(table, self._loan.dialect.name)
        if len(rows) == 1:
            return list((await self.run(statement, rows[0])).scalars())
        if not rows:
            return []
        await self._prepare(is_change=True)
        named = [{"tenant_id": self.tenant_id, **row} for row in rows]
        return list((await self.connection.execute(statement.statement, named)).scalars())

    async def add_new(self, table: type[SQLModel], rows: Sequence[Values]) -> int:
        """The same where it is enough to know how many are new."""
        if not self.has_one_writer:
            # PostgreSQL takes them all in one statement for less than in one each.
            return len(await self.insert_new(table, rows))
        return await self.run_each(_new(table, self._loan.dialect.name, returns=False), rows)


def table_of(row: type[SQLModel]) -> Table:
    """The table behind a row's class, for statements over columns."""
    return cast("Table", row.__table__)  # type: ignore[attr-defined] # SQLModel types no table


@lru_cache
def _new(row: type[SQLModel], dialect_name: str, *, returns: bool = True) -> Prepared:
    dialect: Any = postgresql if dialect_name == "postgresql" else sqlite
    table = table_of(row)
    added = dialect.insert(table).on_conflict_do_nothing()
    return Prepared(added.returning(*table.primary_key) if returns else added)


class Database:
    """SQLite or PostgreSQL behind one URL. Open it once, in the composition root.

    `password` is asked at each new connection, since the one in the URL may have been exchanged. Who
    `shares_writing` on SQLite stands in one queue with the other processes of the machine.
    """

    def __init__(
        self, url: str, *, password: PasswordNow | None = None, shares_writing: bool = False
    ) -> None:
        self.url = url
        self.password = password
        parsed = make_url(url)
        self._is_sqlite = parsed.get_backend_name() == "sqlite"
        # On SQLite whoever has had a connection has ended its transaction before it is given back.
        options: dict[str, Any] = (
            {"async_creator": opener(parsed), "pool_reset_on_return": None} if self._is_sqlite else {}
        )
        # All of them are kept: one that is opened for a moment costs more than waiting for another's end. The
        # latest is taken again, as it has most of the file in its memory still. An error names no parameters:
        # they are what people have written.
        self.engine: AsyncEngine = create_async_engine(
            parsed, pool_size=CONNECTIONS, max_overflow=0, pool_use_lifo=True, hide_parameters=True, **options
        )
        # What one connection writes the others must read anew, so SQLite's one writer has one of its own.
        self._writing: AsyncEngine = (
            create_async_engine(parsed, pool_size=1, max_overflow=0, hide_parameters=True, **options)
            if self._is_sqlite
            else self.engine
        )
        # PostgreSQL gives every statement its own view of what is committed, in a transaction or not. Whoever
        # only reads is spared the two trips that begin and end one.
        self._reading: AsyncEngine = (
            self.engine if self._is_sqlite else self.engine.execution_options(isolation_level="AUTOCOMMIT")
        )
        self._still: AsyncEngine = (
            self.engine
            if self._is_sqlite
            else self.engine.execution_options(isolation_level="REPEATABLE READ")
        )
        if password is not None and not self._is_sqlite:
            connect_with(self.engine, password)
        self._writers = None
        if self._is_sqlite:
            queue = WriteQueue(Path(parsed.database)) if shares_writing and parsed.database else None
            self._writers = Writers(self._writing, queue)
        self._crowd = Crowd()

    @property
    def engines(self) -> frozenset[AsyncEngine]:
        """The engines that connections come from, for whoever wants to hear of every connection."""
        return frozenset({self.engine, self._writing})

    @property
    def connections(self) -> Connections:
        """How the connections are used now; whoever is inside without one waits for it."""
        pools = [cast("QueuePool", engine.pool) for engine in self.engines]
        in_use, all_in_all = sum(p.checkedout() for p in pools), sum(p.size() for p in pools)
        return Connections(in_use=in_use, free=all_in_all - in_use, waiting=max(0, self._crowd.size - in_use))

    def reading(self, tenant_id: TenantId) -> AbstractAsyncContextManager[TenantSession]:
        """For what only reads; on SQLite it never waits for a writer. Whatever would write is refused."""
        return self._read(self._reading, tenant_id)

    def reading_one_moment(self, tenant_id: TenantId) -> AbstractAsyncContextManager[TenantSession]:
        """The same, where what is read by several statements must be of one and the same moment."""
        return self._read(self._still, tenant_id)

    @asynccontextmanager
    async def _read(self, engine: AsyncEngine, tenant_id: TenantId) -> AsyncIterator[TenantSession]:
        with self._crowd:
            async with (
                self._lent(engine) as loan,
                TenantSession(loan, tenant_id, may_write=False) as session,
            ):
                yield session

    @asynccontextmanager
    async def writing(self, tenant_id: TenantId) -> AsyncIterator[TenantSession]:
        """A transaction that writes: all of it is kept, or nothing when an error leaves the block."""
        with self._crowd:
            async with self._lent_to_write() as loan, TenantSession(loan, tenant_id) as session:
                yield session
                await session.flush()

    @asynccontextmanager
    async def looking(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads, over every tenant: for finding out who has something to be done."""
        with self._crowd:
            async with self._lent(self._reading) as loan:
                yield loan.connection

    def _lent(self, engine: AsyncEngine) -> AbstractAsyncContextManager[Loan]:
        return SqliteLoan(engine, BEGIN_READING) if self._is_sqlite else whole(engine)

    def _lent_to_write(self) -> AbstractAsyncContextManager[Loan]:
        return self._writers.lent() if self._writers else whole(self._writing, begins=True)

    async def tenants(self) -> list[TenantId]:
        """Every tenant that has a plan here."""
        async with self.looking() as connection:
            found = await connection.execute(select(MunicipalGroupRow.tenant_id))
            return [TenantId(tenant_id) for (tenant_id,) in found]

    async def ping(self) -> None:
        """Raise whatever the driver raises when the database does not answer."""
        async with self.looking() as connection:
            await connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Give all connections back."""
        if self._writers:
            await self._writers.rest()
        await self.engine.dispose()
        await self._writing.dispose()
