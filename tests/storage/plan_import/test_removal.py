"""What becomes of that which a file no longer mentions."""

from dataclasses import replace
from datetime import UTC, date, datetime

from domain.people import TenantId
from domain.plan import OrgUnitKind
from domain.plan_file.checks import Checked
from domain.plan_file.entries import EntryKind, OrgUnitEntry, PlanEntry
from storage.database import Database
from storage.tables import (
    AnswerRow,
    MeasureRow,
    OrgUnitRow,
    PersonRoleRow,
    PlanRow,
)
from tests.domain.plan_file.plan_files import (
    ANNA,
    BO,
    CLARA,
    checked,
    person,
    plan_activity,
    plan_file,
)
from tests.storage.plan_import.importing import imported, people, rows, stored_plan_activities


async def test_an_activity_without_answers_leaves_without_a_trace(
    database: Database, tenant_id: TenantId
) -> None:
    await imported(database, tenant_id, checked())

    difference = await imported(database, tenant_id, checked(plan_activities=(plan_activity(),)))

    assert [entry.key for entry in difference.removed_of(EntryKind.PLAN_ACTIVITY)] == [("1.2",)]
    assert set(await stored_plan_activities(database, tenant_id)) == {"1.1"}


async def test_an_activity_with_answers_is_only_marked_and_can_come_back(
    database: Database, tenant_id: TenantId
) -> None:
    await imported(database, tenant_id, checked())
    without = checked(plan_activities=(plan_activity("1.2", 3, BO),), earlier_answers=())

    gone = await imported(database, tenant_id, without)
    again = await imported(database, tenant_id, without)
    marked = (await stored_plan_activities(database, tenant_id))["1.1"]
    back = await imported(database, tenant_id, checked())

    assert gone.counts() == {"removed": {"plan_activity": 1}}
    assert again.is_empty
    assert marked["is_removed"] is True
    assert len(await rows(database, tenant_id, AnswerRow)) == 1
    assert [entry.key for entry in back.added] == [("1.1",)]
    assert (await stored_plan_activities(database, tenant_id))["1.1"]["is_removed"] is False


async def test_a_person_with_a_history_is_only_marked_and_can_come_back(
    database: Database, tenant_id: TenantId
) -> None:
    await imported(database, tenant_id, checked())
    # Anna has answered; all her activities are Bo's from now on.
    handed_over = checked(
        people=(person(BO, 3),),
        plan_activities=(plan_activity("1.1", 2, BO), plan_activity("1.2", 3, BO)),
        earlier_answers=(),
    )

    gone = await imported(database, tenant_id, handed_over)
    marked = (await people(database, tenant_id))[ANNA]
    again = await imported(database, tenant_id, handed_over)
    await imported(database, tenant_id, checked())

    assert [entry.key for entry in gone.removed] == [(ANNA,)]
    assert marked["is_removed"] is True
    assert again.is_empty
    back = (await people(database, tenant_id))[ANNA]
    assert (back["id"], back["is_removed"]) == (marked["id"], False)


async def test_a_person_without_a_history_leaves_without_a_trace(
    database: Database, tenant_id: TenantId
) -> None:
    await imported(database, tenant_id, checked(people=(person(), person(BO), person(CLARA))))

    await imported(database, tenant_id, checked())

    assert set(await people(database, tenant_id)) == {ANNA, BO}
    assert len(await rows(database, tenant_id, PersonRoleRow)) == 2


async def test_somebody_who_stood_in_can_leave(database: Database, tenant_id: TenantId) -> None:
    away = replace(person(), absent_from=date(2023, 9, 1), absent_to=date(2023, 9, 20), deputy=CLARA)
    await imported(database, tenant_id, checked(people=(away, person(BO), person(CLARA))))

    await imported(database, tenant_id, checked())

    assert set(await people(database, tenant_id)) == {ANNA, BO}


async def test_measures_units_and_lists_that_nothing_uses_leave(
    database: Database, tenant_id: TenantId
) -> None:
    await imported(database, tenant_id, checked())
    smaller = checked(
        org_units=plan_file().org_units[:1],
        measures=plan_file().measures[:1],
        adoptions=plan_file().adoptions[:1],
        focus_areas=plan_file().focus_areas[1:],
        strategic_priorities=(),
    )

    difference = await imported(database, tenant_id, smaller)
    again = await imported(database, tenant_id, smaller)

    assert difference.counts() == {
        "removed": {"org_unit": 1, "strategic_priority": 1, "focus_area": 1, "measure": 1, "adoption": 1}
    }
    assert again.is_empty
    assert [row["name"] for row in await rows(database, tenant_id, OrgUnitRow)] == ["Hushagen"]


async def test_a_measure_with_answers_under_it_leaves_the_plan_but_keeps_its_row(
    database: Database, tenant_id: TenantId
) -> None:
    await imported(database, tenant_id, checked())
    second_only = checked(
        measures=plan_file().measures[1:],
        adoptions=plan_file().adoptions[1:],
        plan_activities=(),
        earlier_answers=(),
    )

    difference = await imported(database, tenant_id, second_only)
    again = await imported(database, tenant_id, second_only)

    assert difference.counts()["removed"]["measure"] == 1
    assert again.is_empty
    assert {row["number"] for row in await rows(database, tenant_id, MeasureRow)} == {1, 2}
    assert (await imported(database, tenant_id, checked())).counts()["added"]["adoption"] == 1
    assert (await imported(database, tenant_id, checked())).is_empty


def next_years_file() -> Checked:
    return checked(
        plans=(PlanEntry(year=2024, title="Handlingsplan 2024"),),
        org_units=(*plan_file().org_units[:1], OrgUnitEntry(name="Kultur", unit_kind=OrgUnitKind.SECTOR)),
        measures=plan_file().measures[:1],
        adoptions=plan_file().adoptions[:1],
        people=(person(),),
        plan_activities=(plan_activity(),),
        earlier_answers=(),
    )


async def test_two_years_share_people_and_units(database: Database, tenant_id: TenantId) -> None:
    await imported(database, tenant_id, checked())

    difference = await imported(database, tenant_id, next_years_file())
    again = await imported(database, tenant_id, next_years_file())

    assert "removed" not in difference.counts()
    assert again.is_empty
    # Bo still answers for an activity in last year's plan, whose last round is not over.
    assert (await people(database, tenant_id))[BO]["is_removed"] is False
    assert len(await rows(database, tenant_id, PlanRow)) == 2
    assert len(await rows(database, tenant_id, MeasureRow)) == 3


async def test_owners_in_a_plan_that_is_followed_up_no_more_may_leave(
    database: Database, tenant_id: TenantId
) -> None:
    all_rounds_over = datetime(2024, 6, 1, tzinfo=UTC)
    await imported(database, tenant_id, checked(), at=all_rounds_over)

    difference = await imported(database, tenant_id, next_years_file(), at=all_rounds_over)
    again = await imported(database, tenant_id, next_years_file(), at=all_rounds_over)

    assert [entry.key for entry in difference.removed] == [(BO,)]
    assert again.is_empty
    # He is still the owner of last year's activity.
    assert (await people(database, tenant_id))[BO]["is_removed"] is True
