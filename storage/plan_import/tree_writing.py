"""Writes the plan tree: the municipality, the plan, the shared lists, the measures and their adoptions."""

from domain.plan_file.difference import Difference
from domain.plan_file.entries import (
    AdoptionEntry,
    FocusAreaEntry,
    MeasureEntry,
    MunicipalGroupEntry,
    OrgUnitEntry,
    PlanEntry,
    StrategicPriorityEntry,
    WorkingMethodEntry,
)
from storage.database import TenantSession
from storage.plan_import.batches import Values, delete_rows, insert_rows, table_of, update_rows
from storage.plan_import.rows import PlanRows, ids
from storage.tables import (
    AdoptionRow,
    FocusAreaRow,
    MeasureFocusAreaRow,
    MeasureRow,
    MeasureWorkingMethodRow,
    MunicipalGroupRow,
    OrgUnitRow,
    PlanRow,
    StrategicPriorityRow,
    WorkingMethodRow,
)


async def write_group(session: TenantSession, rows: PlanRows, change: Difference) -> None:
    """The municipality's name. A new tenant gets the usual time zone."""
    for entry in change.written(MunicipalGroupEntry):
        if rows.group is None:
            await insert_rows(
                session, MunicipalGroupRow, [{"name": entry.name, "time_zone": "Europe/Stockholm"}]
            )
        else:
            table = table_of(MunicipalGroupRow)
            connection = await session.sql.connection()
            await connection.execute(
                table.update().where(table.c.tenant_id == session.tenant_id).values(name=entry.name)
            )


async def write_plan(session: TenantSession, rows: PlanRows, change: Difference, year: int) -> int:
    """The plan's own row; returns its id."""
    for entry in change.written(PlanEntry):
        values = {
            "year": entry.year,
            "title": entry.title,
            "strategy_until": entry.strategy_until,
            "is_example": entry.is_example,
        }
        if rows.plan_id is None:
            await insert_rows(session, PlanRow, [values])
        else:
            await update_rows(session, PlanRow, {rows.plan_id: values})
    return (await ids(session, PlanRow, "year"))[year]


async def write_lists(session: TenantSession, rows: PlanRows, change: Difference) -> None:
    """Units, priorities, focus areas and working methods, which all years share."""
    units: dict[str, Values] = {
        entry.name: {"name": entry.name, "kind": entry.unit_kind.value}
        for entry in change.written(OrgUnitEntry)
    }
    await _upsert(session, OrgUnitRow, {row.name: row.id for row in rows.org_units}, units)
    names = change.written(StrategicPriorityEntry)
    await insert_rows(session, StrategicPriorityRow, [{"name": entry.name} for entry in names])
    methods = change.written(WorkingMethodEntry)
    await insert_rows(session, WorkingMethodRow, [{"name": entry.name} for entry in methods])
    priorities = await ids(session, StrategicPriorityRow, "name")
    areas: dict[str, Values] = {
        entry.name: {"name": entry.name, "strategic_priority_id": priorities.get(entry.strategic_priority)}
        for entry in change.written(FocusAreaEntry)
    }
    await _upsert(session, FocusAreaRow, {row.name: row.id for row in rows.focus_areas}, areas)


async def _upsert(
    session: TenantSession,
    table: type[OrgUnitRow | FocusAreaRow | MeasureRow],
    stored: dict[str, int | None],
    wanted: dict[str, Values],
) -> None:
    await insert_rows(session, table, [values for key, values in wanted.items() if key not in stored])
    changed = {stored[key]: values for key, values in wanted.items() if key in stored}
    await update_rows(
        session, table, {row_id: each for row_id, each in changed.items() if row_id is not None}
    )


async def write_measures(session: TenantSession, rows: PlanRows, change: Difference, plan_id: int) -> None:
    """Measures with what they serve, and who has adopted them."""
    priorities = await ids(session, StrategicPriorityRow, "name")
    entries = change.written(MeasureEntry)
    wanted: dict[str, Values] = {
        str(entry.number): {
            "plan_id": plan_id,
            "number": entry.number,
            "title": entry.title,
            "description": entry.description,
            "strategic_priority_id": priorities.get(entry.strategic_priority),
        }
        for entry in entries
    }
    stored = {str(number): row.id for number, row in rows.measures.items()}
    await _upsert(session, MeasureRow, stored, wanted)
    measures = await ids(session, MeasureRow, "number", plan_id)
    await _link(session, entries, measures)
    units = await ids(session, OrgUnitRow, "name")
    await insert_rows(
        session,
        AdoptionRow,
        [
            {"measure_id": measures[entry.measure], "org_unit_id": units[entry.org_unit]}
            for entry in change.written(AdoptionEntry)
        ],
    )


async def _link(
    session: TenantSession, entries: tuple[MeasureEntry, ...], measures: dict[object, int]
) -> None:
    areas = await ids(session, FocusAreaRow, "name")
    methods = await ids(session, WorkingMethodRow, "name")
    written = [{"measure_id": measures[entry.number]} for entry in entries]
    await delete_rows(session, MeasureFocusAreaRow, written)
    await delete_rows(session, MeasureWorkingMethodRow, written)
    await insert_rows(
        session,
        MeasureFocusAreaRow,
        [
            {"measure_id": measures[entry.number], "focus_area_id": areas[name]}
            for entry in entries
            for name in entry.focus_areas
        ],
    )
    await insert_rows(
        session,
        MeasureWorkingMethodRow,
        [
            {"measure_id": measures[entry.number], "working_method_id": methods[name]}
            for entry in entries
            for name in entry.working_methods
        ],
    )
