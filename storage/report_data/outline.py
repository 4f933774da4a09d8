"""The measures and units of a plan as the records of a report."""

from collections import defaultdict

from domain.plan import MeasureId, PlanId
from domain.report.data import MeasureRecord, UnitRecord
from domain.white_spots import PlanOutline
from storage.database import TenantSession
from storage.report_data import queries


async def measures(
    session: TenantSession, plan_id: PlanId, outline: PlanOutline
) -> tuple[MeasureRecord, ...]:
    """Every measure by number, with what it serves and who has adopted it."""
    about = {"plan_id": plan_id}
    priorities = {row.number: row.name for row in await session.run(queries.priorities(), about)}
    methods: dict[int, list[str]] = defaultdict(list)
    for row in await session.run(queries.working_methods(), about):
        methods[row.number].append(row.name)
    adopted: dict[MeasureId, list[str]] = defaultdict(list)
    for adoption in outline.adoptions:
        adopted[adoption.measure_id].append(outline.org_units[adoption.org_unit_id].name)
    return tuple(
        MeasureRecord(
            number=each.number,
            title=each.title,
            description=each.description,
            strategic_priority=priorities.get(each.number, ""),
            focus_areas=tuple(
                area.name for area in outline.focus_areas if each.measure_id in area.measure_ids
            ),
            working_methods=tuple(methods[each.number]),
            adopted_by=tuple(adopted[each.measure_id]),
        )
        for each in outline.measures
    )


def units(outline: PlanOutline) -> tuple[UnitRecord, ...]:
    """Every sector and company by name."""
    found = sorted(outline.org_units.values(), key=lambda each: each.name)
    return tuple(UnitRecord(name=each.name, kind=each.kind) for each in found)
