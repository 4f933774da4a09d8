"""What becomes of that which a file no longer mentions."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlmodel import SQLModel

from domain.answers import Progress, Statement
from domain.people import PersonId, TenantId
from domain.plan import OrgUnitKind, PlanActivityId
from domain.plan_file.checks import Checked
from domain.plan_file.entries import EntryKind, OrgUnitEntry, PlanEntry
from domain.rounds import FollowUpRoundId
from storage import answers as answer_store
from storage import drafts
from storage.database import Database
from storage.plan_import.fates import HISTORY_OF_PEOPLE, HISTORY_OF_PLAN_ACTIVITIES
from storage.tables import (
    AnswerRow,
    FollowUpRoundRow,
    MeasureRow,
    OrgUnitRow,
    PersonRoleRow,
    PlanRow,
    metadata,
)
from tests.domain.plan_file.plan_files import (
    ANNA,
    AT,
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


async def test_somebody_for_whom_a_strategist_has_answered_is_only_marked(
    database: Database, tenant_id: TenantId
) -> None:
    await imported(database, tenant_id, checked(people=(person(), person(BO), person(CLARA))))
    ids = {email: PersonId(int(str(row["id"]))) for email, row in (await people(database, tenant_id)).items()}
    async with database.writing(tenant_id) as session:
        await answer_store.save(
            session,
            follow_up_round_id=await _some_round(database, tenant_id),
            plan_activity_id=await _plan_activity(database, tenant_id),
            statement=Statement(progress=Progress.DONE),
            answered_by=ids[ANNA],
            answered_for=ids[CLARA],
            reason="Clara är på resa.",
            at=AT,
            submission_key="once",
        )

    await imported(database, tenant_id, checked())

    assert (await people(database, tenant_id))[CLARA]["is_removed"] is True


async def test_an_activity_with_something_typed_about_it_is_only_marked(
    database: Database, tenant_id: TenantId
) -> None:
    await imported(database, tenant_id, checked())
    async with database.writing(tenant_id) as session:
        await drafts.keep(
            session,
            person_id=PersonId(int(str((await people(database, tenant_id))[BO]["id"]))),
            follow_up_round_id=await _some_round(database, tenant_id),
            plan_activity_id=await _plan_activity(database, tenant_id, "1.2"),
            fields={"comment": "Nästan klart"},
            message_id="",
            page=0,
            at=AT,
        )

    await imported(database, tenant_id, checked(plan_activities=(plan_activity(),)))

    assert (await stored_plan_activities(database, tenant_id))["1.2"]["is_removed"] is True


async def _some_round(database: Database, tenant_id: TenantId) -> FollowUpRoundId:
    return FollowUpRoundId(int(str((await rows(database, tenant_id, FollowUpRoundRow))[0]["id"])))


async def _plan_activity(database: Database, tenant_id: TenantId, number: str = "1.1") -> PlanActivityId:
    return PlanActivityId(int(str((await stored_plan_activities(database, tenant_id))[number]["id"])))


def test_whoever_and_whatever_is_named_in_any_table_has_a_history() -> None:
    of_the_plan = {
        "person.deputy_id",
        "person_role.person_id",
        "plan_activity.owner_id",
        "co_owner.person_id",
    }

    assert _references("person.id") - of_the_plan == _named(HISTORY_OF_PEOPLE)
    assert _references("plan_activity.id") - {"co_owner.plan_activity_id"} == _named(
        HISTORY_OF_PLAN_ACTIVITIES
    )


def _references(target: str) -> set[str]:
    return {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.target_fullname == target
    }


def _named(history: tuple[tuple[type[SQLModel], str], ...]) -> set[str]:
    return {f"{table.__tablename__}.{column}" for table, column in history}


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
