"""The names of everything in a plan that one can ask about."""

from typing import Any

from sqlalchemy import Select, select

from domain.plan import Measure, PlanActivityId, PlanId
from domain.summary.searching import Named
from domain.summary.selection import Selection
from domain.summary.themes import Names
from storage.database import TenantSession
from storage.prepared import OF_TENANT, prepared
from storage.summary.parameters import PLAN
from storage.summary.queries import plan_activity


async def plan_activities(session: TenantSession, plan_id: PlanId) -> list[Named]:
    """Every plan activity by its number and title."""
    rows = await session.run(_titles(), {"plan_id": plan_id})
    return [
        Named(name=f"{row.number} {row.title}", selection=Selection(plan_activity_id=PlanActivityId(row.id)))
        for row in rows
    ]


def measures_and_units(names: Names) -> list[Named]:
    """The measures and units, which are asked about far more often."""
    return [
        *(
            Named(name=_numbered(each), selection=Selection(measure_id=each.measure_id))
            for each in names.measures.values()
        ),
        *(
            Named(name=each.name, selection=Selection(org_unit_id=each.org_unit_id))
            for each in names.org_units.values()
        ),
    ]


def _numbered(measure: Measure) -> str:
    return f"{measure.number} {measure.title}"


@prepared
def _titles() -> Select[Any]:
    return (
        select(plan_activity.c.id, plan_activity.c.number, plan_activity.c.title)
        .where(
            plan_activity.c.tenant_id == OF_TENANT,
            plan_activity.c.plan_id == PLAN,
            ~plan_activity.c.is_removed,
        )
        .order_by(plan_activity.c.position, plan_activity.c.id)
    )
