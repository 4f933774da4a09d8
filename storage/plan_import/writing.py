"""Carries a difference out, from the lists that everything points at to the answers that point at all."""

from domain.calendar import WorkCalendar
from domain.plan_file.difference import Difference
from domain.plan_file.entries import PlanFile
from storage.database import TenantSession
from storage.plan_import.activity_writing import write_plan_activities
from storage.plan_import.answer_writing import write_earlier_answers, write_rounds
from storage.plan_import.fates import Fates
from storage.plan_import.people_writing import write_people
from storage.plan_import.removal import remove
from storage.plan_import.rows import PlanRows
from storage.plan_import.tree_writing import write_group, write_lists, write_measures, write_plan


async def write(
    session: TenantSession,
    rows: PlanRows,
    change: Difference,
    fate: Fates,
    *,
    plan_file: PlanFile,
    calendar: WorkCalendar,
) -> None:
    """Write everything in the difference; what leaves the plan leaves when nothing points at it any more."""
    await write_group(session, rows, change)
    plan_id = await write_plan(session, rows, change, plan_file.plans[0].year)
    await write_lists(session, rows, change)
    await write_measures(session, rows, change, plan_id)
    await write_people(session, rows, change)
    await write_plan_activities(session, rows, change, plan_id, plan_file.plan_activities)
    await remove(session, rows, change, fate)
    await write_rounds(session, change, plan_id)
    await write_earlier_answers(session, rows, change, plan_id, calendar)
