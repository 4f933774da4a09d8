"""The plans, one for each year."""

from typing import Any

from sqlalchemy import Select, select

from domain.new_year.shift import Started
from domain.plan import Plan, PlanId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import AuditEventRow, PersonRow, PlanRow

STARTED = "plan.started"

audit_event = table_of(AuditEventRow)
person = table_of(PersonRow)
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


async def started(session: TenantSession, year: int) -> Started | None:
    """Who started the plan of that year last, as the audit trail has it; None when nobody has."""
    found = await session.execute(
        select(person.c.name, audit_event.c.at)
        .join(person, person.c.id == audit_event.c.actor_id)
        .where(
            audit_event.c.tenant_id == OF_TENANT,
            audit_event.c.deed == STARTED,
            audit_event.c.subject == f"plan:{year}",
        )
        .order_by(audit_event.c.id.desc())
        .limit(1)
    )
    row = found.first()
    return Started(name=row.name, at=row.at) if row else None


@prepared
def _every() -> Select[Any]:
    return select(plan).where(plan.c.tenant_id == OF_TENANT).order_by(plan.c.year)
