"""What the database itself says was answered."""

from sqlalchemy import func
from sqlmodel import col, select

from bench.town import ANSWERED_LAST_TIME
from storage.database import Database
from storage.tables import AnswerRow, AuditEventRow


async def stored(url: str) -> tuple[int, int]:
    """How many answers were saved since the town was made, and how many traces of that there are."""
    database = Database(url)
    try:
        (tenant_id,) = await database.tenants()
        async with database.reading(tenant_id) as session:
            answers = select(func.count(col(AnswerRow.id))).where(
                col(AnswerRow.tenant_id) == tenant_id, col(AnswerRow.answered_at) > ANSWERED_LAST_TIME
            )
            traces = select(func.count(col(AuditEventRow.id))).where(
                col(AuditEventRow.tenant_id) == tenant_id, col(AuditEventRow.deed) == "answer.saved"
            )
            return (await session.sql.exec(answers)).one(), (await session.sql.exec(traces)).one()
    finally:
        await database.close()
