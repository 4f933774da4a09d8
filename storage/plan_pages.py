"""A plan's activities a page at a time, for other services."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, select

from domain.people import OrgUnitId, PersonId
from domain.plan import Indicator, MeasureId, PlanActivity, PlanActivityId, PlanId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT
from storage.tables import PersonRow, PlanActivityRow
from storage.worklist_queries import PLAN_ACTIVITY
from storage.worklists import as_typed

plan_activity = table_of(PlanActivityRow)
owner = table_of(PersonRow).alias("owner")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPlanActivity:
    """A plan activity and its owner's name; who owns it besides is not told of."""

    plan_activity: PlanActivity
    owner_name: str


async def page(
    session: TenantSession, plan_id: PlanId, *, after: int, many: int
) -> tuple[ListedPlanActivity, ...]:
    """So `many` plan activities with ids above `after`, by id."""
    found = await session.execute(
        select(*(plan_activity.c[name] for name in PLAN_ACTIVITY), owner.c.name.label("owner_name"))
        .join_from(plan_activity, owner, owner.c.id == plan_activity.c.owner_id)
        .where(
            plan_activity.c.tenant_id == OF_TENANT,
            plan_activity.c.plan_id == plan_id,
            plan_activity.c.id > after,
            ~plan_activity.c.is_removed,
        )
        .order_by(plan_activity.c.id)
        .limit(many)
    )
    return tuple(
        ListedPlanActivity(plan_activity=_plan_activity(row), owner_name=row.owner_name) for row in found
    )


def _plan_activity(row: Row[Any]) -> PlanActivity:
    return PlanActivity(
        plan_activity_id=PlanActivityId(row.id),
        number=row.number,
        title=row.title,
        description=row.description,
        measure_id=MeasureId(row.measure_id),
        org_unit_id=OrgUnitId(row.org_unit_id),
        owner_id=PersonId(row.owner_id),
        start=row.start,
        end=row.end,
        indicator=_indicator(row),
    )


def _indicator(row: Row[Any]) -> Indicator | None:
    if row.indicator_name is None:
        return None
    target = row.indicator_target
    return Indicator(
        name=row.indicator_name,
        unit=row.indicator_unit or "",
        target=None if target is None else as_typed(Decimal(target)),
        target_year=row.indicator_target_year,
    )
