"""A connection on loan from the pool for one transaction, which may go straight to its driver."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from typing import Any, Protocol, Self, cast

from sqlalchemy import Connection, Dialect, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.prepared import Described
from storage.sqlite_connection import BEGIN_WRITING, SqliteConnection


class Loan(Protocol):
    """What a transaction needs of the connection that it has for as long as it lasts."""

    dialect: Dialect

    @property
    def connection(self) -> AsyncConnection:
        """SQLAlchemy's own, for statements that are put together for the occasion."""

    async def fetch(self, statement: str, parameters: Any, /) -> tuple[Described, Sequence[Any]]:  # noqa: ANN401 - as each driver wants them
        """What tells of the columns, and the rows that the driver gives; it fails as SQLAlchemy does."""

    async def repeat(self, statement: str, parameters: Sequence[Any], /) -> int:
        """Run it once for each of the parameters; how many rows that has changed or made in all."""


class SqliteLoan:
    """A loan of SQLite's, and its transaction, which begins with the first statement.

    SQLAlchemy's own connection is made when somebody asks for it, which few do.
    To make one, and to begin and end a transaction through it, takes longer than five short questions.
    """

    __slots__ = (
        "_beginning",
        "_connection",
        "_engine",
        "_pooled",
        "dialect",
        "driver",
        "is_left_open",
        "stays_open",
    )

    driver: SqliteConnection
    _pooled: PoolProxiedConnection

    def __init__(self, engine: AsyncEngine, beginning: str) -> None:
        self.dialect = engine.sync_engine.dialect
        self._engine = engine
        self._beginning = beginning
        self._connection: AsyncConnection | None = None
        self.stays_open = False
        """Whether what is kept is to be brought to the disk later, with what others write."""
        self.is_left_open = False
        """Whether it has not been brought there when the loan ends."""

    async def __aenter__(self) -> Self:
        self._pooled = await self._engine.raw_connection()
        self.driver = cast("SqliteConnection", self._pooled.driver_connection)
        self.driver.begin(self._beginning)
        return self

    async def __aexit__(self, error: type[BaseException] | None, *_: object) -> None:
        try:
            await self._end(keeps=error is None and self._beginning == BEGIN_WRITING)
            self.is_left_open = self.driver.is_shared
        finally:
            await self._give_back()

    @property
    def connection(self) -> AsyncConnection:
        """SQLAlchemy's own, in the same transaction."""
        if self._connection is None:
            own = Connection(self._engine.sync_engine, connection=self._pooled)
            if self._beginning == BEGIN_WRITING:
                # What joins it then ends nothing when it closes.
                own.begin()
            self._connection = AsyncConnection(self._engine, own)
        return self._connection

    async def fetch(self, statement: str, parameters: Any) -> tuple[Described, Sequence[Any]]:  # noqa: ANN401 - as the driver wants them
        """As a loan does."""
        try:
            outcome = await self.driver.run(statement, parameters)
        except self.dialect.loaded_dbapi.Error as error:
            raise await failure(self._engine, self.driver, statement, error) from error
        return outcome, outcome.rows

    async def repeat(self, statement: str, parameters: Sequence[Any]) -> int:
        """As a loan does."""
        try:
            return (await self.driver.run_many(statement, parameters)).rowcount
        except self.dialect.loaded_dbapi.Error as error:
            raise await failure(self._engine, self.driver, statement, error) from error

    async def _end(self, *, keeps: bool) -> None:
        """Keep what was done or undo it; what cannot be kept is undone."""
        through = self._connection or self.driver
        if not keeps:
            await through.rollback()
            return
        self.driver.stays_open = self.stays_open
        try:
            await through.commit()
        except BaseException as error:
            await through.rollback()
            if isinstance(error, self.dialect.loaded_dbapi.Error):
                raise await failure(self._engine, self.driver, "COMMIT", error) from error
            raise

    async def _give_back(self) -> None:
        if self._connection is not None:
            await self._connection.close()
        else:
            self._pooled.close()


class WholeLoan:
    """A loan with SQLAlchemy's own connection from the start."""

    __slots__ = ("connection", "dialect")

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.dialect = connection.dialect

    async def fetch(self, statement: str, parameters: Any) -> tuple[Described, Sequence[Any]]:  # noqa: ANN401 - as the driver wants them
        """As a loan does."""
        driver = self._driver
        try:
            cursor = await driver.execute(statement, parameters)
            return cursor, await cursor.fetchall() if cursor.rownumber is not None else []
        except self.dialect.loaded_dbapi.Error as error:
            raise await failure(self.connection.engine, driver, statement, error) from error

    async def repeat(self, statement: str, parameters: Sequence[Any]) -> int:
        """As a loan does; psycopg sends all of them off before it waits for what has come of the first."""
        driver = self._driver
        try:
            async with driver.cursor() as cursor:
                await cursor.executemany(statement, parameters)
                return int(cursor.rowcount)
        except self.dialect.loaded_dbapi.Error as error:
            raise await failure(self.connection.engine, driver, statement, error) from error

    @property
    def _driver(self) -> Any:  # noqa: ANN401 - its own library's
        own = self.connection.sync_connection
        return own.connection.driver_connection if own else None


@asynccontextmanager
async def whole(engine: AsyncEngine, *, begins: bool = False) -> AsyncIterator[WholeLoan]:
    """A loan with SQLAlchemy's own connection, in a transaction that SQLAlchemy ends when it has begun it."""
    async with engine.connect() as connection, connection.begin() if begins else nullcontext():
        yield WholeLoan(connection)


async def failure(engine: AsyncEngine, driver: Any, statement: str, error: Any) -> Exception:  # noqa: ANN401 - each driver has its own
    """The driver's error as SQLAlchemy tells it."""
    is_lost = engine.dialect.is_disconnect(error, driver, None)
    if is_lost:
        # Where one connection is lost the others are too: everybody gets a new one.
        await engine.dispose()
    failure: Exception = DBAPIError.instance(
        statement, None, error, Exception, connection_invalidated=is_lost, dialect=engine.dialect
    )
    return failure
