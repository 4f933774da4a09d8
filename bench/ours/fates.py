"""What the database itself says became of a round's messages."""

from collections import Counter

from sqlalchemy import func
from sqlmodel import col, select

from domain.deliveries import DeliveryKind, Fate
from domain.people import TenantId
from storage.database import Database
from storage.tables import DeliveryRow


async def fates_in(url: str, tenant_id: str) -> Counter[Fate]:
    """The same, for somebody who has no database open."""
    database = Database(url)
    try:
        return await fates(database, tenant_id)
    finally:
        await database.close()


async def fates(database: Database, tenant_id: str) -> Counter[Fate]:
    """How many of the tenant's messages have met each fate; a card that is redrawn is no message."""
    async with database.reading(TenantId(tenant_id)) as session:
        found = await session.sql.exec(
            select(DeliveryRow.fate, func.count(col(DeliveryRow.id)))
            .where(
                col(DeliveryRow.tenant_id) == tenant_id,
                col(DeliveryRow.kind) != DeliveryKind.CARD_UPDATE.value,
            )
            .group_by(col(DeliveryRow.fate))
        )
        return Counter({Fate(fate): number for fate, number in found.all()})
