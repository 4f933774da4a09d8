"""Writes many rows of one table at a time; every statement names the tenant."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Table, bindparam, delete, insert, update
from sqlmodel import SQLModel

from storage.database import TenantSession

Values = Mapping[str, object]


def table_of(rows: type[SQLModel]) -> Table:
    """The table behind a row class."""
    table: Table = SQLModel.metadata.tables[str(rows.__tablename__)]
    return table


async def insert_rows(session: TenantSession, rows: type[SQLModel], values: Sequence[Values]) -> None:
    """Insert rows; a unique key that exists raises and undoes the transaction."""
    if values:
        connection = await session.sql.connection()
        await connection.execute(
            insert(table_of(rows)), [{"tenant_id": session.tenant_id, **each} for each in values]
        )


async def update_rows(session: TenantSession, rows: type[SQLModel], values: Mapping[int, Values]) -> None:
    """Update rows by id; each must name the same columns."""
    if not values:
        return
    table = table_of(rows)
    statement = update(table).where(table.c.tenant_id == session.tenant_id, table.c.id == bindparam("row_id"))
    columns = next(iter(values.values()))
    connection = await session.sql.connection()
    await connection.execute(
        statement.values({name: bindparam(f"new_{name}") for name in columns}),
        [
            {"row_id": row_id, **{f"new_{name}": value for name, value in each.items()}}
            for row_id, each in values.items()
        ],
    )


async def delete_rows(
    session: TenantSession, rows: type[SQLModel], keys: Iterable[Mapping[str, int]]
) -> None:
    """Delete the rows whose columns have these values; each must name the same columns."""
    parameters = [{f"old_{name}": value for name, value in key.items()} for key in keys]
    if not parameters:
        return
    table = table_of(rows)
    conditions = [table.c[name.removeprefix("old_")] == bindparam(name) for name in parameters[0]]
    connection = await session.sql.connection()
    await connection.execute(
        delete(table).where(table.c.tenant_id == session.tenant_id, *conditions), parameters
    )
