"""What everything that can be selected in a plan is called."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Select, literal, select

from domain.plan import MeasureId, PlanId
from domain.summary.themes import Names, Theme, ThemeKind
from storage import plan_outlines
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.summary.parameters import PLAN
from storage.tables import (
    FocusAreaRow,
    MeasureFocusAreaRow,
    MeasureRow,
    MeasureWorkingMethodRow,
    StrategicPriorityRow,
    WorkingMethodRow,
)

measure = table_of(MeasureRow)
area, serves = table_of(FocusAreaRow), table_of(MeasureFocusAreaRow)
method, uses = table_of(WorkingMethodRow), table_of(MeasureWorkingMethodRow)
priority = table_of(StrategicPriorityRow)


async def names(session: TenantSession, plan_id: PlanId) -> Names:
    """The plan's measures, all units, and the themes that the plan's measures belong to."""
    outline = await plan_outlines.of_plan(session, plan_id)
    rows = await session.run(_themes(), {"plan_id": plan_id})
    called: dict[tuple[ThemeKind, int], str] = {}
    members: dict[tuple[ThemeKind, int], set[MeasureId]] = defaultdict(set)
    for row in rows:
        theme = ThemeKind(row.kind), row.number
        called[theme] = row.name
        members[theme].add(MeasureId(row.measure_id))
    return Names(
        measures={each.measure_id: each for each in outline.measures},
        org_units=outline.org_units,
        themes={
            (kind, number): Theme(
                kind=kind, number=number, name=name, measure_ids=frozenset(members[kind, number])
            )
            for (kind, number), name in called.items()
        },
    )


@prepared
def _themes() -> Any:  # noqa: ANN401 - a union of three questions
    """Every theme with each of its measures."""
    of_areas = _theme(ThemeKind.FOCUS_AREA, area.c.id, area.c.name).join_from(
        measure, serves, serves.c.measure_id == measure.c.id
    )
    of_methods = _theme(ThemeKind.WORKING_METHOD, method.c.id, method.c.name).join_from(
        measure, uses, uses.c.measure_id == measure.c.id
    )
    of_priorities = _theme(ThemeKind.STRATEGIC_PRIORITY, priority.c.id, priority.c.name)
    return of_areas.join(area, area.c.id == serves.c.focus_area_id).union_all(
        of_methods.join(method, method.c.id == uses.c.working_method_id),
        of_priorities.join_from(measure, priority, priority.c.id == measure.c.strategic_priority_id),
    )


def _theme(kind: ThemeKind, number: Any, name: Any) -> Select[Any]:  # noqa: ANN401 - columns
    return select(
        literal(kind.value).label("kind"),
        number.label("number"),
        name.label("name"),
        measure.c.id.label("measure_id"),
    ).where(measure.c.tenant_id == OF_TENANT, measure.c.plan_id == PLAN)
