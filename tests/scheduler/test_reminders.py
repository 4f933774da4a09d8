import asyncio
from datetime import timedelta

from domain.rounds import RoundState
from scheduler import reminders
from scheduler.deeds import DeedKind
from storage import rounds as round_store
from tests.plans import (
    CALENDAR,
    FIRST_STEP,
    INTERIM_CLOSES,
    INTERIM_OPENS,
    OVERDUE_STEP,
    SECOND_STEP,
    THIRD_STEP,
    add_co_owner,
    answer,
)
from tests.scheduler.stage import Stage

DAY = timedelta(days=1)


async def test_everybody_with_something_outstanding_is_reminded_once(stage: Stage) -> None:
    first = await reminders.run(stage.database, FIRST_STEP, CALENDAR)
    again = await reminders.run(stage.database, FIRST_STEP + DAY, CALENDAR)

    assert [(deed.kind, deed.count, deed.about) for deed in first] == [(DeedKind.REMINDERS_DECIDED, 3, "-15")]
    assert again == []
    assert set(await stage.deliveries()) == {stage.plan.karin, stage.plan.amina, stage.plan.johan}


async def test_two_clocks_that_strike_at_once_remind_once(stage: Stage) -> None:
    deeds = await asyncio.gather(*(reminders.run(stage.database, FIRST_STEP, CALENDAR) for _ in range(3)))

    assert sum(deed.count for each in deeds for deed in each) == 3


async def test_nobody_is_reminded_before_the_first_step(stage: Stage) -> None:
    assert await reminders.run(stage.database, INTERIM_OPENS, CALENDAR) == []


async def test_every_step_of_the_ladder_reminds_those_who_have_not_answered(stage: Stage) -> None:
    counts = []
    for at in (FIRST_STEP, SECOND_STEP, THIRD_STEP, OVERDUE_STEP):
        deeds = await reminders.run(stage.database, at, CALENDAR)
        counts.append([(deed.about, deed.count) for deed in deeds])
        if at == FIRST_STEP:
            async with stage.database.writing(stage.plan.tenant_id) as session:
                await answer(session, stage.plan, stage.plan.travel, stage.plan.johan)

    assert counts == [[("-15", 3)], [("-5", 2)], [("-1", 2)], [("+2", 2)]]


async def test_steps_that_were_slept_through_are_not_made_up_for(stage: Stage) -> None:
    deeds = await reminders.run(stage.database, THIRD_STEP, CALENDAR)

    assert [(deed.about, deed.count) for deed in deeds] == [("-1", 3)]


async def test_somebody_who_becomes_an_owner_after_the_step_is_reminded_of_it_too(stage: Stage) -> None:
    await reminders.run(stage.database, FIRST_STEP, CALENDAR)
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await add_co_owner(session, stage.plan.charging, stage.plan.maja)

    deeds = await reminders.run(stage.database, FIRST_STEP + DAY, CALENDAR)

    assert [(deed.about, deed.count) for deed in deeds] == [("-15", 1)]
    assert stage.plan.maja in await stage.deliveries()


async def test_nobody_is_reminded_in_a_closed_round(stage: Stage) -> None:
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await round_store.change_state(session, stage.plan.follow_up_round, RoundState.CLOSED)

    assert await reminders.run(stage.database, FIRST_STEP, CALENDAR) == []


async def test_nobody_is_reminded_when_the_time_is_over(stage: Stage) -> None:
    assert await reminders.run(stage.database, INTERIM_CLOSES, CALENDAR) == []
