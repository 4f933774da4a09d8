import asyncio
from dataclasses import replace
from datetime import date, time

import pytest

from domain.people import TenantId
from domain.rounds import (
    FollowUpRound,
    FollowUpRoundId,
    Milestones,
    Occasion,
    ReminderStep,
    RoundState,
    opened_now,
)
from storage import rounds as round_store
from storage.database import Database
from tests.plans import INTERIM_OPENS, SmallPlan, small_plan

TENANT = TenantId("11111111-2222-4333-8444-555555555555")


@pytest.fixture
async def planned(database: Database, tenant_id: TenantId) -> SmallPlan:
    return await small_plan(database, tenant_id, state=RoundState.PLANNED)


async def change(database: Database, follow_up_round: FollowUpRound, new: RoundState) -> FollowUpRound | None:
    async with database.writing(TENANT) as session:
        return await round_store.change_state(session, follow_up_round, new)


async def find(database: Database, follow_up_round_id: FollowUpRoundId) -> FollowUpRound | None:
    async with database.reading(TENANT) as session:
        return await round_store.find(session, follow_up_round_id)


async def test_a_round_comes_back_as_it_was_stored(database: Database, plan: SmallPlan) -> None:
    assert await find(database, plan.follow_up_round_id) == plan.follow_up_round


async def test_a_step_may_have_an_hour_of_its_own(database: Database, plan: SmallPlan) -> None:
    steps = (ReminderStep(working_days=-3, at=time(13, 30)), ReminderStep(working_days=1))
    unusual = replace(
        plan.follow_up_round,
        occasion=Occasion.ANNUAL_ACCOUNTS,
        reference_date=date(2023, 12, 31),
        steps=steps,
    )

    async with database.writing(TENANT) as session:
        stored_id = await round_store.add(session, unusual)

    assert await find(database, stored_id) == replace(unusual, follow_up_round_id=stored_id)


async def test_rounds_come_by_reference_date(database: Database, plan: SmallPlan) -> None:
    async with database.reading(TENANT) as session:
        found = await round_store.every(session)

    assert [each.follow_up_round_id for each in found] == [plan.earlier_round_id, plan.follow_up_round_id]
    assert found[1] == plan.follow_up_round


async def test_another_tenant_s_round_is_not_found(database: Database, plan: SmallPlan) -> None:
    other = await small_plan(database, TenantId("99999999-2222-4333-8444-555555555555"))

    assert await find(database, other.follow_up_round_id) is None
    async with database.reading(TENANT) as session:
        assert len(await round_store.every(session)) == 2
    assert await find(database, plan.follow_up_round_id) is not None


async def test_a_round_changes_state(database: Database, planned: SmallPlan) -> None:
    opened = await change(database, planned.follow_up_round, RoundState.OPEN)

    assert opened == replace(planned.follow_up_round, state=RoundState.OPEN, revision=1)
    assert await find(database, planned.follow_up_round_id) == opened


async def test_a_round_that_somebody_else_has_changed_is_left_alone(
    database: Database, planned: SmallPlan
) -> None:
    await change(database, planned.follow_up_round, RoundState.CLOSED)

    assert await change(database, planned.follow_up_round, RoundState.OPEN) is None
    found = await find(database, planned.follow_up_round_id)
    assert found is not None
    assert found.state is RoundState.CLOSED


async def test_of_several_who_open_a_round_at_once_one_does(database: Database, planned: SmallPlan) -> None:
    outcomes = await asyncio.gather(
        *(change(database, planned.follow_up_round, RoundState.OPEN) for _ in range(4))
    )

    assert sum(outcome is not None for outcome in outcomes) == 1


async def test_a_round_that_somebody_has_given_other_dates_does_not_open_by_the_old_ones(
    database: Database, planned: SmallPlan
) -> None:
    before = planned.follow_up_round
    async with database.writing(TENANT) as session:
        await round_store.change(session, before, replace(before, opens_at=INTERIM_OPENS.replace(month=9)))

    assert await change(database, before, RoundState.OPEN) is None
    found = await find(database, planned.follow_up_round_id)
    assert found is not None
    assert found.state is RoundState.PLANNED


async def test_opening_early_is_remembered(database: Database, planned: SmallPlan) -> None:
    early = INTERIM_OPENS.replace(month=7)
    opened = opened_now(planned.follow_up_round, early)

    async with database.writing(TENANT) as session:
        await round_store.change(session, planned.follow_up_round, opened)

    assert await find(database, planned.follow_up_round_id) == replace(opened, revision=1)


async def test_what_somebody_changes_in_a_round_is_stored_whole(
    database: Database, planned: SmallPlan
) -> None:
    before = planned.follow_up_round
    wanted = replace(
        before,
        deadline=date(2023, 9, 20),
        steps=(ReminderStep(working_days=-2),),
        milestones=Milestones(managers_by=date(2023, 9, 22), meeting_on=date(2023, 10, 24)),
        escalation=ReminderStep(working_days=3, at=time(10)),
        deadline_since=INTERIM_OPENS,
    )

    async with database.writing(TENANT) as session:
        changed = await round_store.change(session, before, wanted)

    assert changed == replace(wanted, revision=1) == await find(database, before.follow_up_round_id)


async def test_whoever_changes_an_older_revision_changes_nothing(
    database: Database, planned: SmallPlan
) -> None:
    before = planned.follow_up_round
    async with database.writing(TENANT) as session:
        first = await round_store.change(session, before, replace(before, deadline=date(2023, 9, 20)))

    async with database.writing(TENANT) as session:
        second = await round_store.change(session, before, replace(before, steps=()))

    assert second is None
    assert await find(database, before.follow_up_round_id) == first


async def test_closings_are_counted(database: Database, plan: SmallPlan) -> None:
    closed = await change(database, plan.follow_up_round, RoundState.CLOSED)

    assert closed is not None
    assert closed.closings == 1
