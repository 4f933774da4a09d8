"""The indicators of a plan with every value that has been given of them, as a report has them."""

from decimal import Decimal
from typing import Any

from sqlalchemy import Row, Select, select

from domain.plan import PlanActivityId
from domain.report.data import IndicatorRecord, IndicatorValue
from domain.rounds import FollowUpRound
from domain.summary.indicators import IndicatorOf, standing
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.report_data import answered
from storage.summary.parameters import PLAN
from storage.summary.queries import measure, plan_activity
from storage.tables import OrgUnitRow

org_unit = table_of(OrgUnitRow)


async def of_round(session: TenantSession, follow_up_round: FollowUpRound) -> tuple[IndicatorOf, ...]:
    """All of them in the plan's order, as they stood in the round."""
    rows = (await session.run(_indicators(), {"plan_id": follow_up_round.plan_id})).all()
    if not rows:
        return ()
    values = await answered.indicator_values(session, follow_up_round)
    continues = await answered.continued(session)
    return tuple(
        IndicatorOf(
            number=row.number,
            title=row.title,
            measure=row.measure,
            org_unit=row.org_unit,
            standing=standing(
                _record(row, answered.through_the_years(PlanActivityId(row.id), values, continues)),
                follow_up_round.reference_date,
            ),
        )
        for row in rows
    )


def _record(row: Row[Any], values: tuple[IndicatorValue, ...]) -> IndicatorRecord:
    return IndicatorRecord(
        name=row.indicator_name,
        unit=row.indicator_unit or "",
        target=None if row.indicator_target is None else Decimal(row.indicator_target),
        target_year=row.indicator_target_year,
        values=values,
    )


@prepared
def _indicators() -> Select[Any]:
    return (
        select(
            plan_activity.c.id,
            plan_activity.c.number,
            plan_activity.c.title,
            plan_activity.c.indicator_name,
            plan_activity.c.indicator_unit,
            plan_activity.c.indicator_target,
            plan_activity.c.indicator_target_year,
            measure.c.number.label("measure"),
            org_unit.c.name.label("org_unit"),
        )
        .join_from(plan_activity, measure, measure.c.id == plan_activity.c.measure_id)
        .join(org_unit, org_unit.c.id == plan_activity.c.org_unit_id)
        .where(
            plan_activity.c.tenant_id == OF_TENANT,
            plan_activity.c.plan_id == PLAN,
            ~plan_activity.c.is_removed,
            plan_activity.c.indicator_name.is_not(None),
        )
        .order_by(measure.c.number, plan_activity.c.position, plan_activity.c.id)
    )
