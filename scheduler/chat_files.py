"""Files that nobody has fetched within their day are deleted."""

from datetime import datetime

from storage import chat_files
from storage.database import Database


async def run(database: Database, at: datetime) -> int:
    """Delete them in every tenant; returns how many there were."""
    forgotten = 0
    for tenant_id in await database.tenants():
        async with database.reading(tenant_id) as session:
            has_old = await chat_files.has_old(session, at)
        if has_old:
            async with database.writing(tenant_id) as session:
                forgotten += await chat_files.forget_old(session, at)
    return forgotten
