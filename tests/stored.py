"""Everything that a tenant has in the database, for tests that say what was written and what was not."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from domain.people import TenantId
from storage.database import Database
from storage.tables import AnswerRow, metadata

Stored = Mapping[str, list[tuple[Any, ...]]]


async def stored(database: Database, tenant_id: TenantId) -> Stored:
    """Every row of every table, by table."""
    found = {}
    async with database.reading(tenant_id) as session:
        connection = await session.sql.connection()
        for table in metadata.sorted_tables:
            query = select(table).where(table.c.tenant_id == tenant_id).order_by(*table.primary_key)
            found[table.name] = [tuple(row) for row in (await connection.execute(query)).all()]
    return found


async def answers(database: Database, tenant_id: TenantId) -> list[AnswerRow]:
    """Every answer, the oldest first."""
    async with database.reading(tenant_id) as session:
        return list((await session.sql.exec(session.rows(AnswerRow).order_by(col(AnswerRow.id)))).all())
