"""Last time and history follow a plan activity into the plan of the next year."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import col

from domain.plan import PlanActivityId, PlanId
from domain.rounds import FollowUpRound, Occasion, usual_round
from domain.worklist import WorkItem
from storage import history, worklists
from storage import rounds as round_store
from storage.database import Database, TenantSession
from storage.tables import PlanActivityRow, PlanRow
from tests import plans
from tests.plans import CALENDAR, DELAYED, ON_TRACK, SmallPlan

IN_2024 = datetime(2024, 9, 5, 8, tzinfo=UTC)


async def carried_on(
    session: TenantSession, plan: SmallPlan, year: int, continues: PlanActivityId | None, title: str = "Sol"
) -> tuple[PlanActivityId, FollowUpRound]:
    """One plan activity in the plan of a later year, and that year's interim round."""
    found = (await session.sql.exec(session.rows(PlanActivityRow))).all()
    old = next(row for row in found if row.id == plan.solar_roofs)
    [plan_id] = await session.insert_new(PlanRow, [{"year": year, "title": f"Plan {year}"}])
    values = old.model_dump(exclude={"id", "tenant_id"})
    values |= {"plan_id": plan_id, "continues_id": continues, "title": title}
    [row_id] = await session.insert_new(PlanActivityRow, [values])
    wanted = usual_round(PlanId(plan_id), Occasion.INTERIM_ACCOUNTS, date(year, 8, 31), CALENDAR)
    stored = await round_store.find(session, await round_store.add(session, wanted))
    assert stored is not None
    return PlanActivityId(row_id), stored


async def item(
    session: TenantSession, follow_up_round: FollowUpRound, plan_activity_id: PlanActivityId
) -> WorkItem:
    found = await worklists.item(session, follow_up_round, plan_activity_id)
    assert found is not None
    return found


async def test_last_time_is_the_latest_answer_of_the_year_before(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        new, interim = await carried_on(session, plan, 2024, plan.solar_roofs)
        await plans.answer(session, plan, plan.solar_roofs, plan.karin, statement=DELAYED)

        found = await item(session, interim, new)
        [of_karin] = await worklists.items(session, interim, [plan.karin])

    assert found.previous is not None
    assert found.previous.statement == DELAYED
    assert found.answer is None
    assert of_karin == found


async def test_an_answer_of_this_year_comes_before_those_of_the_last(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        new, interim = await carried_on(session, plan, 2024, plan.solar_roofs)
        annual = usual_round(interim.plan_id, Occasion.ANNUAL_ACCOUNTS, date(2024, 12, 31), CALENDAR)
        added = await round_store.find(session, await round_store.add(session, annual))
        assert added is not None
        await plans.answer(
            session,
            plan,
            new,
            plan.karin,
            statement=DELAYED,
            at=IN_2024,
            follow_up_round_id=interim.follow_up_round_id,
        )

        found = await item(session, added, new)

    assert found.previous is not None
    assert found.previous.statement == DELAYED


async def test_what_continues_nothing_has_no_last_time(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        new, interim = await carried_on(session, plan, 2024, None)

        assert (await item(session, interim, new)).previous is None
        assert await history.of_item(session, new) == ()


async def test_an_answer_of_the_new_year_is_not_told_in_the_old(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        new, interim = await carried_on(session, plan, 2024, plan.solar_roofs)
        await plans.answer(
            session,
            plan,
            new,
            plan.karin,
            statement=DELAYED,
            at=IN_2024,
            follow_up_round_id=interim.follow_up_round_id,
        )

        old = await item(session, plan.follow_up_round, plan.solar_roofs)
        told = await history.of_item(session, plan.solar_roofs)

    assert old.answer is None
    assert old.previous is not None
    assert old.previous.statement == ON_TRACK
    assert [each.answer.statement for each in told] == [ON_TRACK]


async def test_history_goes_back_through_every_plan(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        second, _ = await carried_on(session, plan, 2024, plan.solar_roofs, "Sol och vind")
        third, interim = await carried_on(session, plan, 2025, second, "Sol, vind och vatten")
        await plans.answer(
            session, plan, third, plan.johan, statement=DELAYED, follow_up_round_id=interim.follow_up_round_id
        )

        told = await history.of_item(session, third)

    assert [(each.answer.statement, each.title) for each in told] == [
        (ON_TRACK, "Solceller på fem skoltak"),
        (DELAYED, "Sol, vind och vatten"),
    ]


@pytest.mark.parametrize("length", [1, 2])
async def test_a_chain_that_bites_its_tail_ends_all_the_same(
    database: Database, plan: SmallPlan, length: int
) -> None:
    async with database.writing(plan.tenant_id) as session:
        new, _ = await carried_on(session, plan, 2024, plan.solar_roofs)
        end = plan.solar_roofs if length == 2 else new
        await session.change(PlanActivityRow, col(PlanActivityRow.id) == end, continues_id=new)

        told = await history.of_item(session, new)

    assert len(told) == length - 1
