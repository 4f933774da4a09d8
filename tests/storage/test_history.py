"""All answers to one plan activity."""

from datetime import timedelta

from sqlmodel import col

from domain.people import TenantId
from storage import answers as answer_store
from storage import history
from storage.database import Database
from storage.tables import MunicipalGroupRow, PersonRow
from tests import plans
from tests.plans import ANSWERED_EARLIER, DELAYED, FIRST_STEP, ON_TRACK, SmallPlan


async def test_every_answer_is_there_with_its_round_and_who_gave_it(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await plans.answer(session, plan, plan.solar_roofs, plan.karin, statement=DELAYED)
        await plans.answer(session, plan, plan.solar_roofs, plan.johan, at=FIRST_STEP + timedelta(hours=1))

        found = await history.of_item(session, plan.solar_roofs)

    assert [
        (
            each.answer.statement,
            each.answered_by_name,
            each.answer.answered_at,
            each.follow_up_round.follow_up_round_id,
        )
        for each in found
    ] == [
        (ON_TRACK, "Karin Ek", ANSWERED_EARLIER, plan.earlier_round_id),
        (DELAYED, "Karin Ek", FIRST_STEP, plan.follow_up_round_id),
        (ON_TRACK, "Johan Åkerlund", FIRST_STEP + timedelta(hours=1), plan.follow_up_round_id),
    ]


async def test_who_has_left_the_plan_and_for_whom_are_still_named(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await answer_store.save(
            session,
            follow_up_round_id=plan.follow_up_round_id,
            plan_activity_id=plan.charging,
            statement=ON_TRACK,
            answered_by=plan.maja,
            answered_for=plan.karin,
            reason="Karin är sjuk.",
            at=FIRST_STEP,
            submission_key="one",
        )
        await session.change(PersonRow, col(PersonRow.id) == plan.maja, is_removed=True)

        [found] = await history.of_item(session, plan.charging)

    assert (found.answered_by_name, found.answered_for_name, found.answer.reason) == (
        "Maja Strand",
        "Karin Ek",
        "Karin är sjuk.",
    )


async def test_what_nobody_has_answered_has_no_history(database: Database, plan: SmallPlan) -> None:
    async with database.reading(plan.tenant_id) as session:
        assert await history.of_item(session, plan.travel) == ()


async def test_another_tenant_sees_nothing_of_it(database: Database, plan: SmallPlan) -> None:
    other = TenantId("22222222-2222-4333-8444-555555555555")
    async with database.writing(other) as session:
        session.sql.add(MunicipalGroupRow(tenant_id=other, name="En annan"))
        await session.sql.flush()

        assert await history.of_item(session, plan.solar_roofs) == ()
