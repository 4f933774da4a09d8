"""Everything that a tenant has in the database, for tests that say what was written and what was not."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from domain.people import TenantId
from storage.database import Database
from storage.prepared import OF_TENANT, Prepared
from storage.tables import AnswerRow, metadata

Stored = Mapping[str, list[tuple[Any, ...]]]
# They are asked in hundreds of tests, each with a database of its own, and need be compiled only once.
QUERIES = {
    table.name: Prepared(
        select(table).where(table.c.tenant_id == OF_TENANT).order_by(*table.primary_key.columns)
    )
    for table in metadata.sorted_tables
}


async def stored(database: Database, tenant_id: TenantId) -> Stored:
    """Every row of every table, by table."""
    async with database.reading(tenant_id) as session:
        return {
            name: [tuple(row) for row in (await session.run(query)).all()] for name, query in QUERIES.items()
        }


async def answers(database: Database, tenant_id: TenantId) -> list[AnswerRow]:
    """Every answer, the oldest first."""
    async with database.reading(tenant_id) as session:
        return list((await session.sql.exec(session.rows(AnswerRow).order_by(col(AnswerRow.id)))).all())
