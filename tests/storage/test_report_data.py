"""The data of a report, gathered from everything that is remembered."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from sqlmodel import col

from domain.answers import Progress, Statement, Way
from domain.plan import PlanActivityId
from domain.report.data import PlanActivityRecord, ReportData
from domain.rounds import Occasion
from storage import answers as answer_store
from storage import rounds as round_store
from storage.database import Database, TenantSession
from storage.report_data import loading
from storage.tables import (
    AdoptionRow,
    FocusAreaRow,
    MeasureFocusAreaRow,
    MeasureRow,
    MeasureWorkingMethodRow,
    PlanActivityRow,
    PlanRow,
    StrategicPriorityRow,
    WorkingMethodRow,
)
from tests import plans
from tests.plans import CALENDAR, DELAYED, FIRST_STEP, ON_TRACK, OVERDUE_STEP, SmallPlan

HOUR = timedelta(hours=1)
SOLD = Statement(progress=Progress.ON_TRACK, indicator_value=Decimal("312.5"))


async def gathered(session: TenantSession, plan: SmallPlan) -> ReportData:
    follow_up_round = await round_store.find(session, plan.follow_up_round_id)
    assert follow_up_round is not None
    return await loading.of_round(session, follow_up_round, CALENDAR)


def record(data: ReportData, plan_activity_id: int) -> PlanActivityRecord:
    return next(each for each in data.plan_activities if each.plan_activity_id == plan_activity_id)


async def test_an_answer_from_another_system_has_its_name_and_the_time_it_was_given(
    database: Database, plan: SmallPlan
) -> None:
    given_at = plans.INTERIM_OPENS - HOUR
    way = Way(source="Stratsys", given_at=given_at)
    async with database.writing(plan.tenant_id) as session:
        await answer_store.save(
            session,
            follow_up_round_id=plan.follow_up_round_id,
            plan_activity_id=plan.travel,
            statement=ON_TRACK,
            answered_by=None,
            at=OVERDUE_STEP,
            submission_key="k",
            way=way,
        )

        told = record(await gathered(session, plan), plan.travel).answer

    assert told is not None
    # It came after the last day, and was not late.
    assert (told.answered_by, told.answered_at, told.is_late) == ("Stratsys", given_at, False)


async def test_the_plan_activities_come_in_the_plans_order_answered_or_not(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await plans.answer(session, plan, plan.meals, plan.amina, statement=DELAYED)

        data = await gathered(session, plan)

    assert [each.plan_activity_id for each in data.plan_activities] == [
        plan.solar_roofs,
        plan.charging,
        plan.meals,
        plan.travel,
    ]
    assert [each.answer is not None for each in data.plan_activities] == [False, False, True, False]
    assert (data.municipality, data.plan_year) == ("Borlänge kommunkoncern", 2023)


async def test_an_answer_says_what_it_corrected_and_whether_it_was_late(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await plans.answer(session, plan, plan.charging, plan.karin)
        await plans.answer(session, plan, plan.charging, plan.karin, statement=DELAYED, at=OVERDUE_STEP)
        await plans.answer(session, plan, plan.travel, plan.johan)

        data = await gathered(session, plan)

    corrected, first = record(data, plan.charging).answer, record(data, plan.travel).answer
    assert corrected is not None
    assert first is not None
    assert (len(corrected.corrects), corrected.is_late, corrected.progress) == (1, True, Progress.DELAYED)
    assert (first.corrects, first.is_late) == ((), False)


async def test_the_answer_before_is_that_of_the_previous_round(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        data = await gathered(session, plan)

    before = record(data, plan.solar_roofs).before
    assert before is not None
    assert before.progress is Progress.ON_TRACK
    assert record(data, plan.charging).before is None
    assert data.previous_round is not None
    assert data.previous_round.follow_up_round_id == plan.earlier_round_id


async def test_a_plan_activity_that_carries_on_last_years_has_its_answer_before(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        last_year = await _carried_on(session, plan)
        await plans.answer(
            session, plan, last_year, plan.karin, statement=DELAYED, follow_up_round_id=plan.earlier_round_id
        )

        data = await gathered(session, plan)

    before = record(data, plan.charging).before
    assert before is not None
    assert before.progress is Progress.DELAYED


async def test_whoever_took_over_since_the_answer_before_is_a_new_owner(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        for plan_activity_id, then in ((plan.charging, plan.amina), (plan.travel, plan.johan)):
            await answer_store.save(
                session,
                follow_up_round_id=plan.earlier_round_id,
                plan_activity_id=plan_activity_id,
                statement=ON_TRACK,
                answered_by=then,
                at=FIRST_STEP,
                submission_key=f"{plan_activity_id}",
                owner_id=then,
            )

        data = await gathered(session, plan)

    assert record(data, plan.charging).has_new_owner
    assert not record(data, plan.travel).has_new_owner
    # Whose it was then was not kept, so nothing is said about it.
    assert not record(data, plan.solar_roofs).has_new_owner


async def test_an_indicators_values_follow_it_through_the_years(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        last_year = await _carried_on(session, plan)
        await session.change(
            PlanActivityRow, col(PlanActivityRow.id) == plan.charging, indicator_name="Solel"
        )
        await plans.answer(
            session, plan, last_year, plan.karin, statement=SOLD, follow_up_round_id=plan.earlier_round_id
        )
        await plans.answer(session, plan, plan.charging, plan.karin, statement=SOLD)
        better = replace(SOLD, indicator_value=Decimal(400))
        await plans.answer(session, plan, plan.charging, plan.karin, statement=better, at=FIRST_STEP + HOUR)

        data = await gathered(session, plan)

    indicator = record(data, plan.charging).indicator
    assert indicator is not None
    assert [(each.reference_date.year, each.value) for each in indicator.values] == [
        (2022, Decimal("312.5")),
        (2023, Decimal(400)),
    ]


async def test_a_measure_says_what_it_serves_and_who_has_adopted_it(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await _served(session, plan)

        data = await gathered(session, plan)

    measure = data.measures[0]
    assert (measure.strategic_priority, measure.focus_areas, measure.working_methods) == (
        "Klimat",
        ("Energi",),
        ("Upphandling",),
    )
    assert len(measure.adopted_by) == 1


async def test_the_rounds_before_are_counted_for_the_trend(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        data = await gathered(session, plan)

    [earlier] = data.earlier
    assert (earlier.occasion, earlier.reference_date) == (Occasion.ANNUAL_ACCOUNTS, date(2022, 12, 31))
    assert earlier.total == 4
    assert sum(each.count for each in earlier.counts) == 2


async def test_what_has_not_changed_is_the_same_data(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        first = await gathered(session, plan)

        again = await gathered(session, plan)

    assert again == first


async def _carried_on(session: TenantSession, plan: SmallPlan) -> PlanActivityId:
    """Last year's plan activity that `charging` carries on."""
    last_year = PlanRow(tenant_id=session.tenant_id, year=2022, title="Handlingsplan 2022")
    session.sql.add(last_year)
    await session.sql.flush()
    charging = col(PlanActivityRow.id) == plan.charging
    [now] = await session.sql.exec(session.rows(PlanActivityRow).where(charging))
    before = PlanActivityRow.model_validate(
        now.model_dump(exclude={"id"}) | {"plan_id": last_year.id, "tenant_id": session.tenant_id}
    )
    session.sql.add(before)
    await session.sql.flush()
    await session.change(PlanActivityRow, charging, continues_id=before.id)
    assert before.id is not None
    return PlanActivityId(before.id)


async def _served(session: TenantSession, plan: SmallPlan) -> None:
    tenant_id = session.tenant_id
    priority = StrategicPriorityRow(tenant_id=tenant_id, name="Klimat")
    area = FocusAreaRow(tenant_id=tenant_id, name="Energi")
    method = WorkingMethodRow(tenant_id=tenant_id, name="Upphandling")
    session.sql.add_all([priority, area, method])
    await session.sql.flush()
    measures = await session.sql.exec(session.rows(MeasureRow).order_by(col(MeasureRow.number)))
    measure_id = next(iter(measures)).id
    await session.change(MeasureRow, col(MeasureRow.id) == measure_id, strategic_priority_id=priority.id)
    assert measure_id is not None
    assert area.id is not None
    assert method.id is not None
    session.sql.add_all(
        [
            MeasureFocusAreaRow(tenant_id=tenant_id, measure_id=measure_id, focus_area_id=area.id),
            MeasureWorkingMethodRow(tenant_id=tenant_id, measure_id=measure_id, working_method_id=method.id),
            AdoptionRow(tenant_id=tenant_id, measure_id=measure_id, org_unit_id=plan.sector_id),
        ]
    )
    await session.sql.flush()
