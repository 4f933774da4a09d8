"""The plans, one for each year."""

from typing import Any

from sqlalchemy import Select, select

from domain.plan import Plan, PlanId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import PlanRow

plan = table_of(PlanRow)


async def every(session: TenantSession) -> list[Plan]:
    """All plans, the earliest year first."""
    return [
        Plan(
            plan_id=PlanId(row.id),
            year=row.year,
            title=row.title,
            strategy_until=row.strategy_until,
            is_example=row.is_example,
        )
        for row in await session.run(_every())
    ]


@prepared
def _every() -> Select[Any]:
    return select(plan).where(plan.c.tenant_id == OF_TENANT).order_by(plan.c.year)
