"""What many people own is read at once, and is what the list of each of them has."""

from datetime import timedelta
from typing import Any

from sqlmodel import col

from domain.people import TenantId
from domain.worklist import WorkItem
from storage import answers as answer_store
from storage import worklist_batch_queries as queries
from storage import worklist_batches, worklists
from storage.database import NO_VALUES, Database, TenantSession
from storage.found import Found
from storage.prepared import Prepared, Values
from storage.tables import PlanActivityRow
from tests.plans import DELAYED, SmallPlan, add_co_owner, answer, small_plan, take_out
from tests.plans import FIRST_STEP as AT

HOUR = timedelta(hours=1)


class Interrupted(TenantSession):
    """A session in which the measures of the batch are gone when they are asked for."""

    async def run(self, statement: Prepared, values: Values = NO_VALUES) -> Found:
        return Found([]) if statement is queries.measures() else await super().run(statement, values)


async def of_all(session: TenantSession, plan: SmallPlan) -> tuple[WorkItem, ...]:
    """What the five people of the plan own or co-own."""
    people = [plan.johan, plan.karin, plan.amina, plan.maja, plan.henrik]
    return await worklist_batches.items(session, plan.follow_up_round, people)


async def change(session: TenantSession, plan_activity_id: int, **values: Any) -> None:
    await session.change(PlanActivityRow, col(PlanActivityRow.id) == plan_activity_id, **values)


async def test_everybody_s_are_those_of_the_whole_round(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await add_co_owner(session, plan.travel, plan.karin)
        await add_co_owner(session, plan.travel, plan.maja)
        await change(session, plan.meals, position=7, indicator_name="Andel", indicator_target=12.5)
        await answer(session, plan, plan.solar_roofs, plan.karin)
        await answer(session, plan, plan.solar_roofs, plan.johan, statement=DELAYED, at=AT + HOUR)
        await answer(session, plan, plan.travel, plan.karin, follow_up_round_id=plan.earlier_round_id)

        found = await of_all(session, plan)
        whole = await worklists.items(session, plan.follow_up_round)

    assert [each.plan_activity.number for each in found] == ["1.1", "1.2", "2.2", "2.1"]
    assert found == whole
    assert repr(found) == repr(whole)


async def test_a_few_people_have_what_they_own_and_co_own(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await add_co_owner(session, plan.travel, plan.karin)
        await take_out(session, plan.charging)

        found = await worklist_batches.items(session, plan.follow_up_round, [plan.karin, plan.maja])
        of_nobody = await worklist_batches.items(session, plan.follow_up_round, [plan.maja])

    assert [each.plan_activity.plan_activity_id for each in found] == [plan.solar_roofs, plan.travel]
    assert of_nobody == ()


async def test_it_is_told_who_answered_for_whom(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await answer_store.save(
            session,
            follow_up_round_id=plan.follow_up_round_id,
            plan_activity_id=plan.solar_roofs,
            statement=DELAYED,
            answered_by=plan.maja,
            answered_for=plan.karin,
            reason="Karin hann inte.",
            at=AT,
            submission_key="once",
        )
        [first, second] = await worklist_batches.items(session, plan.follow_up_round, [plan.karin])

    assert (first.answered_by_name, first.answered_for_name) == ("Maja Strand", "Karin Ek")
    assert (second.answered_by_name, second.answered_for_name, second.answer) == ("", "", None)


async def test_last_time_is_also_what_was_said_of_what_it_continues(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await change(session, plan.travel, continues_id=plan.meals)
        await change(session, plan.solar_roofs, continues_id=plan.meals)
        of_johan = await worklist_batches.items(session, plan.follow_up_round, [plan.johan])
        await answer(session, plan, plan.meals, plan.amina, follow_up_round_id=plan.earlier_round_id)

        found = await of_all(session, plan)
        whole = await worklists.items(session, plan.follow_up_round)

    assert [each.previous and each.previous.plan_activity_id for each in of_johan] == [plan.meals]
    assert {each.previous and each.previous.plan_activity_id for each in found} == {plan.meals, None}
    assert found == whole


async def test_nothing_of_another_tenant_s_is_in_it(database: Database, plan: SmallPlan) -> None:
    other = await small_plan(database, TenantId("99999999-2222-4333-8444-555555555555"))

    async with database.reading(plan.tenant_id) as session:
        assert await of_all(session, other) == ()


async def test_a_plan_that_is_written_anew_meanwhile_is_read_once_more(
    database: Database, plan: SmallPlan
) -> None:
    async with database.reading(plan.tenant_id) as session:
        interrupted = Interrupted(session._loan, plan.tenant_id, may_write=False)

        assert await of_all(interrupted, plan) == await worklists.items(session, plan.follow_up_round)
