"""A plan without its plan activities, as we remember it: what was decided and which units took it on."""

from collections import defaultdict

from sqlalchemy import select

from domain.people import OrgUnitId
from domain.plan import Measure, MeasureId, OrgUnit, OrgUnitKind, PlanId
from domain.white_spots import Adoption, FocusArea, PlanOutline
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT
from storage.tables import AdoptionRow, FocusAreaRow, MeasureFocusAreaRow, MeasureRow, OrgUnitRow

adoption = table_of(AdoptionRow)
focus_area = table_of(FocusAreaRow)
serves = table_of(MeasureFocusAreaRow)
measure = table_of(MeasureRow)
org_unit = table_of(OrgUnitRow)


async def of_plan(session: TenantSession, plan_id: PlanId) -> PlanOutline:
    """Measures by number, adoptions by measure and unit, and the focus areas that its measures serve."""
    return PlanOutline(
        measures=await _measures(session, plan_id),
        org_units=await org_units(session),
        adoptions=await _adoptions(session, plan_id),
        focus_areas=await _focus_areas(session, plan_id),
    )


async def _measures(session: TenantSession, plan_id: PlanId) -> tuple[Measure, ...]:
    found = await session.execute(
        select(measure.c.id, measure.c.number, measure.c.title, measure.c.description)
        .where(measure.c.tenant_id == OF_TENANT, measure.c.plan_id == plan_id)
        .order_by(measure.c.number)
    )
    return tuple(
        Measure(measure_id=MeasureId(row.id), number=row.number, title=row.title, description=row.description)
        for row in found
    )


async def org_units(session: TenantSession) -> dict[OrgUnitId, OrgUnit]:
    """Every sector and company, by id."""
    found = await session.execute(select(org_unit).where(org_unit.c.tenant_id == OF_TENANT))
    return {
        OrgUnitId(row.id): OrgUnit(org_unit_id=OrgUnitId(row.id), name=row.name, kind=OrgUnitKind(row.kind))
        for row in found
    }


async def _adoptions(session: TenantSession, plan_id: PlanId) -> tuple[Adoption, ...]:
    found = await session.execute(
        select(adoption.c.measure_id, adoption.c.org_unit_id)
        .join(measure, measure.c.id == adoption.c.measure_id)
        .join(org_unit, org_unit.c.id == adoption.c.org_unit_id)
        .where(adoption.c.tenant_id == OF_TENANT, measure.c.plan_id == plan_id)
        .order_by(measure.c.number, org_unit.c.name)
    )
    return tuple(
        Adoption(measure_id=MeasureId(row.measure_id), org_unit_id=OrgUnitId(row.org_unit_id))
        for row in found
    )


async def _focus_areas(session: TenantSession, plan_id: PlanId) -> tuple[FocusArea, ...]:
    found = await session.execute(
        select(focus_area.c.name, serves.c.measure_id)
        .join(serves, serves.c.focus_area_id == focus_area.c.id)
        .join(measure, measure.c.id == serves.c.measure_id)
        .where(focus_area.c.tenant_id == OF_TENANT, measure.c.plan_id == plan_id)
        .order_by(focus_area.c.name)
    )
    areas: dict[str, set[MeasureId]] = defaultdict(set)
    for row in found:
        areas[row.name].add(MeasureId(row.measure_id))
    return tuple(FocusArea(name=name, measure_ids=frozenset(ids)) for name, ids in areas.items())
