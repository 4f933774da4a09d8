"""How much lies in the outbox, for whoever keeps watch over it; over every tenant at once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, literal_column, select

from storage.database import Database, table_of
from storage.tables import DeliveryRow

delivery = table_of(DeliveryRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """Messages that have not left, and since when the one that has waited longest has been due."""

    due: int = 0
    on_the_way: int = 0
    later: int = 0
    oldest: datetime | None = None


async def depth(database: Database, at: datetime) -> Depth:
    """What lies there now."""
    is_due = delivery.c.not_before <= at
    # Written out, not bound: each fate has an index of its own.
    waiting = select(
        func.count(case((is_due, 1))),
        func.count(case((~is_due, 1))),
        func.min(case((is_due, delivery.c.not_before))),
    ).where(delivery.c.fate == literal_column("'waiting'"))
    claimed = select(func.count(), func.min(delivery.c.not_before)).where(
        delivery.c.fate == literal_column("'claimed'")
    )
    async with database.looking() as connection:
        due, later, oldest_due = (await connection.execute(waiting)).one()
        on_the_way, oldest_claimed = (await connection.execute(claimed)).one()
    oldest = min((moment for moment in (oldest_due, oldest_claimed) if moment is not None), default=None)
    return Depth(due=due, on_the_way=on_the_way, later=later, oldest=oldest)
