"""How much lies in the outbox, for whoever keeps watch over it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, case, func, literal_column, select

from storage.database import TenantSession, table_of
from storage.instants import Instant
from storage.prepared import OF_TENANT, prepared
from storage.tables import DeliveryRow

delivery = table_of(DeliveryRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """Messages that have not left, and since when the one that has waited longest has been due."""

    due: int = 0
    on_the_way: int = 0
    later: int = 0
    oldest: datetime | None = None

    def __add__(self, other: "Depth") -> "Depth":
        both = [each.oldest for each in (self, other) if each.oldest is not None]
        return Depth(
            due=self.due + other.due,
            on_the_way=self.on_the_way + other.on_the_way,
            later=self.later + other.later,
            oldest=min(both, default=None),
        )


async def depth(session: TenantSession, at: datetime) -> Depth:
    """What lies there for the tenant now."""
    waiting = (await session.run(_waiting(), {"at": at})).one()
    claimed = (await session.run(_claimed())).one()
    return Depth(due=waiting.due, later=waiting.later, oldest=waiting.oldest) + Depth(
        on_the_way=claimed.on_the_way, oldest=claimed.oldest
    )


# Fates are written out, not bound: each has an index of its own.
@prepared
def _waiting() -> Select[Any]:
    is_due = delivery.c.not_before <= bindparam("at", type_=Instant())
    columns: tuple[Any, ...] = (
        func.count(case((is_due, delivery.c.id))).label("due"),
        func.count(case((~is_due, delivery.c.id))).label("later"),
        func.min(case((is_due, delivery.c.not_before))).label("oldest"),
    )
    return select(*columns).where(
        delivery.c.tenant_id == OF_TENANT, delivery.c.fate == literal_column("'waiting'")
    )


@prepared
def _claimed() -> Select[Any]:
    columns: tuple[Any, ...] = (
        func.count().label("on_the_way"),
        func.min(delivery.c.not_before).label("oldest"),
    )
    return select(*columns).where(
        delivery.c.tenant_id == OF_TENANT, delivery.c.fate == literal_column("'claimed'")
    )
