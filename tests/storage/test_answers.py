import asyncio
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from domain.answers import PromiseFate
from domain.people import TenantId
from domain.plan import PlanActivityId
from domain.rounds import FollowUpRoundId, RoundState
from storage import answers as answer_store
from storage import rounds as round_store
from storage import worklists
from storage.database import Database
from storage.tables import AnswerRow
from tests.plans import DELAYED, FIRST_STEP, ON_TRACK, SmallPlan, answer, small_plan


async def save(database: Database, plan: SmallPlan, *, key: str = "karin:press-1") -> bool:
    async with database.writing(plan.tenant_id) as session:
        return await answer(session, plan, plan.charging, plan.karin, key=key)


async def stored(database: Database, plan: SmallPlan) -> list[AnswerRow]:
    async with database.reading(plan.tenant_id) as session:
        query = session.rows(AnswerRow).where(AnswerRow.follow_up_round_id == plan.follow_up_round_id)
        return list((await session.sql.exec(query)).all())


async def test_a_double_click_is_one_answer(database: Database, plan: SmallPlan) -> None:
    assert await save(database, plan)
    assert not await save(database, plan)
    assert len(await stored(database, plan)) == 1


async def test_a_press_that_arrives_several_times_at_once_is_one_answer(
    database: Database, plan: SmallPlan
) -> None:
    saved = await asyncio.gather(*(save(database, plan) for _ in range(4)))

    assert sorted(saved) == [False, False, False, True]


async def test_a_correction_is_a_new_answer_beside_the_old(database: Database, plan: SmallPlan) -> None:
    await save(database, plan, key="karin:press-1")
    await save(database, plan, key="karin:press-2")

    assert len(await stored(database, plan)) == 2


async def test_all_that_an_answer_says_comes_back_as_it_was_said(database: Database, plan: SmallPlan) -> None:
    said = replace(
        DELAYED,
        new_end=date(2024, 3, 1),
        indicator_value=Decimal("12.50"),
        evidence="https://www.borlange.se/laddplatser",
        promise=PromiseFate.MOVED,
    )
    async with database.writing(plan.tenant_id) as session:
        await answer_store.save(
            session,
            follow_up_round_id=plan.follow_up_round_id,
            plan_activity_id=plan.charging,
            statement=said,
            answered_by=plan.maja,
            at=FIRST_STEP,
            submission_key="maja:for-karin",
            answered_for=plan.karin,
            reason="Karin är sjuk.",
        )
    async with database.reading(plan.tenant_id) as session:
        found = await worklists.item(session, plan.follow_up_round, plan.charging)

    assert found is not None
    assert found.answer is not None
    assert found.answer.statement == said
    assert (found.answer.answered_by, found.answer.answered_for) == (plan.maja, plan.karin)
    assert found.answer.reason == "Karin är sjuk."


async def test_a_repeated_press_does_not_change_what_was_saved(database: Database, plan: SmallPlan) -> None:
    await save(database, plan)
    async with database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.charging, plan.karin, statement=DELAYED, key="karin:press-1")

    assert [row.progress for row in await stored(database, plan)] == [ON_TRACK.progress]


async def test_a_press_that_was_saved_is_known(database: Database, plan: SmallPlan) -> None:
    await save(database, plan)

    async with database.reading(plan.tenant_id) as session:
        assert await answer_store.has_submission(session, "karin:press-1")
        assert not await answer_store.has_submission(session, "karin:press-2")


async def test_an_answer_to_what_does_not_exist_is_refused(database: Database, plan: SmallPlan) -> None:
    with pytest.raises(IntegrityError):
        async with database.writing(plan.tenant_id) as session:
            await answer(session, plan, PlanActivityId(9999), plan.karin)


async def test_holding_what_does_not_exist_holds_nothing(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await answer_store.hold(session, FollowUpRoundId(9999), PlanActivityId(9999))

    assert await save(database, plan)


@pytest.mark.postgresql
async def test_on_postgresql_a_round_does_not_close_in_the_middle_of_an_answer(
    postgresql_url: str, tenant_id: TenantId
) -> None:
    database = Database(postgresql_url)
    plan = await small_plan(database, tenant_id)
    order: list[str] = []

    async def close() -> None:
        async with database.writing(tenant_id) as session:
            await round_store.change_state(session, plan.follow_up_round, RoundState.CLOSED)
            order.append("closed")

    async with database.writing(tenant_id) as session:
        await answer_store.hold(session, plan.follow_up_round_id, plan.charging)
        closing = asyncio.create_task(close())
        await answer(session, plan, plan.charging, plan.karin)
        order.append("answered")
    await closing
    await database.close()

    assert order == ["answered", "closed"]
