"""The connection to the database: one engine, and transactions that each belong to one tenant."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import SQLModel, col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from domain.people import TenantId
from storage.tables import MunicipalGroupRow

READ_ONLY = "lageskoll_read_only"
BUSY_TIMEOUT_MS = 15_000
DRIVERS = frozenset({"sqlite+aiosqlite", "postgresql+psycopg"})

Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class TenantSession:
    """A transaction that belongs to one tenant; every query in this room starts from it."""

    sql: AsyncSession
    tenant_id: TenantId

    def rows(self, table: type[Row]) -> SelectOfScalar[Row]:
        """A query over the tenant's own rows of a table."""
        return select(table).where(table.tenant_id == self.tenant_id)  # type: ignore[attr-defined]

    async def change(self, table: type[SQLModel], *conditions: ColumnElement[bool], **values: object) -> int:
        """Change the tenant's own rows that meet the conditions; returns how many there were."""
        own = col(table.tenant_id) == self.tenant_id  # type: ignore[attr-defined]
        changed = await self.sql.exec(update(table).where(own, *conditions).values(**values))
        return int(changed.rowcount)

    async def insert_new(self, table: type[SQLModel], rows: list[dict[str, object]]) -> list[int]:
        """Insert rows, silently passing over those whose unique key exists; returns the new ids."""
        if not rows:
            return []
        dialect: Any = postgresql if self.sql.get_bind().dialect.name == "postgresql" else sqlite
        statement = dialect.insert(table).values([{"tenant_id": self.tenant_id, **row} for row in rows])
        result = await self.sql.exec(
            statement.on_conflict_do_nothing().returning(table.id)  # type: ignore[attr-defined]
        )
        return [row[0] for row in result.all()]


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
        # SQLite has one writer; in a queue of our own they wait in turn instead of racing for the file.
        self._writer = asyncio.Lock() if self.engine.dialect.name == "sqlite" else nullcontext()
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)

    @asynccontextmanager
    async def reading(self, tenant_id: TenantId) -> AsyncIterator[TenantSession]:
        """A transaction that only reads; on SQLite it never waits for a writer."""
        async with self._connection(read_only=True) as connection, AsyncSession(connection) as sql:
            yield TenantSession(sql, tenant_id)

    @asynccontextmanager
    async def writing(self, tenant_id: TenantId) -> AsyncIterator[TenantSession]:
        """A transaction that writes: all of it is kept, or nothing when an error leaves the block."""
        async with (
            self._writer,
            self._connection(read_only=False) as connection,
            connection.begin(),
            AsyncSession(connection, expire_on_commit=False) as sql,
        ):
            yield TenantSession(sql, tenant_id)
            await sql.flush()

    @asynccontextmanager
    async def looking(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads, over every tenant: for finding out who has something to be done."""
        async with self._connection(read_only=True) as connection:
            yield connection

    async def tenants(self) -> list[TenantId]:
        """Every tenant that has a plan here."""
        async with self._connection(read_only=True) as connection:
            found = await connection.execute(select(MunicipalGroupRow.tenant_id))
            return [TenantId(tenant_id) for (tenant_id,) in found]

    async def ping(self) -> None:
        """Raise whatever the driver raises when the database does not answer."""
        async with self._connection(read_only=True) as connection:
            await connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Give all connections back."""
        await self.engine.dispose()

    @asynccontextmanager
    async def _connection(self, *, read_only: bool) -> AsyncIterator[AsyncConnection]:
        async with self.engine.connect() as connection:
            yield await connection.execution_options(**{READ_ONLY: read_only})


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
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
