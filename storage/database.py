"""The connection to the database: one engine, and transactions that each belong to one tenant."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    CursorResult,
    Dialect,
    Executable,
    Table,
    bindparam,
    event,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from domain.people import TenantId
from storage import sqlite_connection
from storage.sqlite_connection import BEGIN_READING, BEGIN_WRITING
from storage.tables import MunicipalGroupRow

READ_ONLY = "lageskoll_read_only"
BUSY_TIMEOUT_MS = 15_000
DRIVERS = frozenset({"sqlite+aiosqlite", "postgresql+psycopg"})

# The session's own tenant, in a statement that is put together once and used by every session.
OF_TENANT: BindParameter[str] = bindparam("of_tenant")

NO_VALUES: Mapping[str, object] = MappingProxyType({})

Row = TypeVar("Row", bound=SQLModel)


class TenantSession:
    """A transaction that belongs to one tenant; every query in this room starts from it."""

    __slots__ = ("_objects", "connection", "tenant_id")

    def __init__(self, connection: AsyncConnection, tenant_id: TenantId) -> None:
        self.connection = connection
        self.tenant_id = tenant_id
        self._objects: AsyncSession | None = None

    @property
    def sql(self) -> AsyncSession:
        """Rows as objects, for where they are few; it is made when it is first asked for."""
        if self._objects is None:
            self._objects = AsyncSession(self.connection, expire_on_commit=False)
        return self._objects

    @property
    def has_one_writer(self) -> bool:
        """Whether nobody else writes while we do, so that no row need be held still."""
        return self.connection.dialect.name == "sqlite"

    async def execute(
        self,
        statement: Executable,
        values: Sequence[Mapping[str, object]] | Mapping[str, object] = NO_VALUES,
    ) -> CursorResult[Any]:
        """Columns in and columns out, past the objects, for where rows are many or somebody waits.

        A statement is put together once and names its tenant with `OF_TENANT`; new rows get theirs here.
        """
        await self.flush()
        own = {"tenant_id" if statement.is_insert else OF_TENANT.key: self.tenant_id}
        named = {**own, **values} if isinstance(values, Mapping) else [{**own, **each} for each in values]
        return await self.connection.execute(statement, named)

    def rows(self, table: type[Row]) -> SelectOfScalar[Row]:
        """A query over the tenant's own rows of a table."""
        return select(table).where(table.tenant_id == self.tenant_id)  # type: ignore[attr-defined]

    async def change(self, table: type[SQLModel], *conditions: ColumnElement[bool], **values: object) -> int:
        """Change the tenant's own rows that meet the conditions; returns how many there were."""
        changed = table_of(table)
        own = changed.c.tenant_id == self.tenant_id
        await self.flush()
        result = await self.connection.execute(update(changed).where(own, *conditions).values(**values))
        return int(result.rowcount)

    async def insert_new(self, table: type[SQLModel], rows: Sequence[Mapping[str, object]]) -> list[int]:
        """Insert rows, silently passing over those whose unique key exists; returns the new ids.

        All rows have the same columns. However many they are, they go in statements that a database accepts.
        """
        if not rows:
            return []
        statement = _insert_new(table, self.connection.dialect.name)
        result = await self.execute(statement, rows if len(rows) > 1 else rows[0])
        return list(result.scalars().all())

    async def close(self) -> None:
        """Let go of the objects, if there were any."""
        if self._objects is not None:
            await self._objects.close()

    async def flush(self) -> None:
        """Write what has been added to the objects, if there are any."""
        if self._objects is not None:
            await self._objects.flush()


def table_of(row: type[SQLModel]) -> Table:
    """The table behind a row's class, for statements over columns."""
    return cast("Table", row.__table__)  # type: ignore[attr-defined] # SQLModel types no table


@lru_cache
def _insert_new(row: type[SQLModel], dialect_name: str) -> ReturningInsert[Any]:
    dialect: Any = postgresql if dialect_name == "postgresql" else sqlite
    table = table_of(row)
    statement: ReturningInsert[Any] = dialect.insert(table).on_conflict_do_nothing().returning(table.c.id)
    return statement


def is_usable(url: str) -> bool:
    """Whether the URL names a database that we know how to speak to; nothing is opened."""
    try:
        return make_url(url).drivername in DRIVERS
    except ArgumentError:
        return False


def is_made(url: str) -> bool:
    """Whether there is a database to open; a SQLite file that is not there would be made by looking."""
    parsed = make_url(url)
    return parsed.get_backend_name() != "sqlite" or Path(parsed.database or "").is_file()


class Database:
    """SQLite or PostgreSQL behind one URL. Open it once, in the composition root."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine: AsyncEngine = create_async_engine(make_url(url))
        self._reader = self.engine.execution_options(**{READ_ONLY: True})
        # SQLite has one writer; in a queue of our own they wait in turn instead of racing for the file.
        self._writer = asyncio.Lock() if self.engine.dialect.name == "sqlite" else nullcontext()
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine.sync_engine, "do_connect", _connect_sqlite)
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)

    @asynccontextmanager
    async def reading(self, tenant_id: TenantId) -> AsyncIterator[TenantSession]:
        """A transaction that only reads; on SQLite it never waits for a writer."""
        async with self._reader.connect() as connection, _session(connection, tenant_id) as session:
            yield session

    @asynccontextmanager
    async def writing(self, tenant_id: TenantId) -> AsyncIterator[TenantSession]:
        """A transaction that writes: all of it is kept, or nothing when an error leaves the block."""
        async with (
            self._writer,
            self.engine.connect() as connection,
            connection.begin(),
            _session(connection, tenant_id) as session,
        ):
            yield session
            await session.flush()

    @asynccontextmanager
    async def looking(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads, over every tenant: for finding out who has something to be done."""
        async with self._reader.connect() as connection:
            yield connection

    async def tenants(self) -> list[TenantId]:
        """Every tenant that has a plan here."""
        async with self._reader.connect() as connection:
            found = await connection.execute(select(MunicipalGroupRow.tenant_id))
            return [TenantId(tenant_id) for (tenant_id,) in found]

    async def ping(self) -> None:
        """Raise whatever the driver raises when the database does not answer."""
        async with self._reader.connect() as connection:
            await connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Give all connections back."""
        await self.engine.dispose()


@asynccontextmanager
async def _session(connection: AsyncConnection, tenant_id: TenantId) -> AsyncIterator[TenantSession]:
    session = TenantSession(connection, tenant_id)
    try:
        yield session
    finally:
        await session.close()


def _connect_sqlite(
    _dialect: Dialect, _entry: ConnectionPoolEntry, _arguments: list[Any], options: dict[str, Any]
) -> None:
    options["async_creator_fn"] = sqlite_connection.connect


def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:  # noqa: ANN401 - a DBAPI connection
    # The driver's own transaction handling is switched off: it begins late and lets two writers collide.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        # FULL, not NORMAL: an answer that was confirmed survives a power cut.
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get(READ_ONLY, False)
    driver_connection: Any = connection.connection.driver_connection
    driver_connection.begin(BEGIN_READING if read_only else BEGIN_WRITING)
