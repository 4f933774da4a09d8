"""The database counts what the records of a report count."""

from collections.abc import Iterable
from dataclasses import asdict
from uuid import uuid4

from hypothesis import HealthCheck, given, settings

from domain.people import TenantId
from domain.report import counting as records
from domain.report.data import PlanActivityRecord
from domain.summary.cells import Cell
from domain.summary.changes import ChangeKind
from domain.summary.selection import NOTEWORTHY, Selection
from storage.database import Database
from storage.report_data import loading as report_data
from storage.summary import finding
from storage.summary.counting import counted
from storage.summary.parameters import scope_of
from tests.plans import CALENDAR, small_plan
from tests.storage.summary.drawn_round import ACTIVITIES, DrawnActivity, write

# Each example has a municipality of its own in the same database.
settings.register_profile(
    "in one database", max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def by_name(cells: Iterable[Cell]) -> dict[tuple[object, ...], dict[str, object]]:
    """Cells without the ids of measures and units, which records do not have."""
    return {
        (cell.measure.number, cell.org_unit.name, cell.now, cell.before): {
            name: value for name, value in asdict(cell).items() if isinstance(value, int)
        }
        for cell in cells
    }


def urgency(record: PlanActivityRecord) -> int:
    answer = record.answer
    if answer is None:
        return 3
    if answer.needs_decision:
        return 0
    return {"dropped": 1, "delayed": 2}.get(answer.progress.value, 4)


@settings(settings.get_profile("in one database"))
@given(drawn=ACTIVITIES)
async def test_cells_counted_by_the_database_are_those_of_the_reports_records(
    database: Database, drawn: list[DrawnActivity]
) -> None:
    plan = await small_plan(database, TenantId(str(uuid4())), answered_earlier=False, contacts=())
    async with database.writing(plan.tenant_id) as session:
        await write(session, plan, drawn)
        data = await report_data.of_round(session, plan.follow_up_round, CALENDAR)

        found = await counted(session, await scope_of(session, plan.follow_up_round))

    assert by_name(found.cells) == by_name(records.cells(data))
    obstacles = [each.answer.obstacle_kind for each in data.plan_activities if each.answer]
    assert {each.kind: each.count for each in found.obstacles} == {
        kind: obstacles.count(kind) for kind in obstacles if kind
    }


@settings(settings.get_profile("in one database"))
@given(drawn=ACTIVITIES)
async def test_what_is_listed_is_what_was_counted_and_comes_the_most_urgent_first(
    database: Database, drawn: list[DrawnActivity]
) -> None:
    plan = await small_plan(database, TenantId(str(uuid4())), answered_earlier=False, contacts=())
    async with database.writing(plan.tenant_id) as session:
        await write(session, plan, drawn)
        data = await report_data.of_round(session, plan.follow_up_round, CALENDAR)
        scope = await scope_of(session, plan.follow_up_round)
        whole = await counted(session, scope)

        listed = await finding.every(session, scope, Selection())
        noteworthy = await finding.every(session, scope, NOTEWORTHY)
        changed = {
            kind: len(await finding.every(session, scope, Selection(change=kind))) for kind in ChangeKind
        }

    in_order = sorted(data.plan_activities, key=urgency)
    assert [each.plan_activity.plan_activity_id for each in listed] == [
        each.plan_activity_id for each in in_order
    ]
    assert len(noteworthy) == whole.noteworthy
    assert changed == {kind: whole.changes.of(kind) for kind in ChangeKind}
