"""Takes out of the plan what a file no longer mentions; what has a history is only marked."""

from domain.plan_file.difference import Difference
from domain.plan_file.entries import (
    AdoptionEntry,
    FocusAreaEntry,
    MeasureEntry,
    OrgUnitEntry,
    PersonEntry,
    PlanActivityEntry,
    StrategicPriorityEntry,
    WorkingMethodEntry,
)
from storage.database import TenantSession
from storage.plan_import.batches import delete_rows, update_rows
from storage.plan_import.fates import Fates
from storage.plan_import.rows import PlanRows, ids
from storage.tables import (
    AdoptionRow,
    CoOwnerRow,
    FocusAreaRow,
    MeasureFocusAreaRow,
    MeasureRow,
    MeasureWorkingMethodRow,
    OrgUnitRow,
    PersonRoleRow,
    PersonRow,
    PlanActivityRow,
    StrategicPriorityRow,
    WorkingMethodRow,
)

# Nobody stands in for somebody who has left the plan.
LEFT_THE_PLAN: dict[str, object] = {
    "is_removed": True,
    "absent_from": None,
    "absent_to": None,
    "deputy_id": None,
}


async def remove(session: TenantSession, rows: PlanRows, change: Difference, fate: Fates) -> None:
    """From what points at others to what others point at."""
    await _remove_plan_activities(session, rows, change, fate)
    await _remove_adoptions(session, rows, change)
    await _remove_measures(session, rows, change, fate)
    await _remove_people(session, rows, change, fate)
    await _remove_lists(session, change)


async def _remove_plan_activities(
    session: TenantSession, rows: PlanRows, change: Difference, fate: Fates
) -> None:
    left = {rows.plan_activities[entry.number].id for entry in change.left(PlanActivityEntry)}
    marked = [row_id for row_id in left if row_id is not None and row_id not in fate.gone_plan_activities]
    await update_rows(session, PlanActivityRow, {row_id: {"is_removed": True} for row_id in marked})
    gone = fate.gone_plan_activities
    await delete_rows(session, CoOwnerRow, [{"plan_activity_id": row_id} for row_id in gone])
    await delete_rows(session, PlanActivityRow, [{"id": row_id} for row_id in gone])


async def _remove_adoptions(session: TenantSession, rows: PlanRows, change: Difference) -> None:
    units = await ids(session, OrgUnitRow, "name")
    measures = {number: row.id for number, row in rows.measures.items() if row.id is not None}
    await delete_rows(
        session,
        AdoptionRow,
        [
            {"measure_id": measures[entry.measure], "org_unit_id": units[entry.org_unit]}
            for entry in change.left(AdoptionEntry)
        ],
    )


async def _remove_measures(session: TenantSession, rows: PlanRows, change: Difference, fate: Fates) -> None:
    """A measure with answers under it keeps its row; nothing else hangs on it."""
    left = [rows.measures[entry.number].id for entry in change.left(MeasureEntry)]
    found = [row_id for row_id in left if row_id is not None]
    for table in (MeasureFocusAreaRow, MeasureWorkingMethodRow):
        await delete_rows(session, table, [{"measure_id": row_id} for row_id in found])
    await update_rows(session, MeasureRow, {row_id: {"strategic_priority_id": None} for row_id in found})
    gone = fate.gone_measures & set(found)
    await delete_rows(session, MeasureRow, [{"id": row_id} for row_id in gone])


async def _remove_people(session: TenantSession, rows: PlanRows, change: Difference, fate: Fates) -> None:
    left = [rows.person_of_email[entry.email].id for entry in change.left(PersonEntry)]
    await update_rows(session, PersonRow, {row_id: LEFT_THE_PLAN for row_id in left if row_id is not None})
    await delete_rows(session, PersonRoleRow, [{"person_id": row_id} for row_id in fate.gone_people])
    await delete_rows(session, PersonRow, [{"id": row_id} for row_id in fate.gone_people])


async def _remove_lists(session: TenantSession, change: Difference) -> None:
    for table, entries in (
        (FocusAreaRow, change.left(FocusAreaEntry)),
        (WorkingMethodRow, change.left(WorkingMethodEntry)),
        (StrategicPriorityRow, change.left(StrategicPriorityEntry)),
        (OrgUnitRow, change.left(OrgUnitEntry)),
    ):
        if entries:
            found = await ids(session, table, "name")
            await delete_rows(session, table, [{"id": found[entry.name]} for entry in entries])
