import asyncio
from datetime import date, datetime, time, timedelta

from sqlmodel import col

from domain.matters import MatterKind, MatterState
from domain.rounds import RoundState
from scheduler import reminders
from scheduler.deeds import DeedKind
from storage import matters
from storage import rounds as round_store
from storage.tables import PersonRow
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
from tests.scheduler.stage import Stage, text_of

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


async def grant(stage: Stage, until: date, at: datetime) -> None:
    """Karin is given until that day."""
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await matters.put(
            session,
            key=f"time:{stage.plan.karin}:{until}",
            kind=MatterKind.MORE_TIME,
            state=MatterState.GRANTED,
            follow_up_round_id=stage.plan.follow_up_round_id,
            person_id=stage.plan.karin,
            asked_by=stage.plan.karin,
            at=at,
            until=until,
            settled_at=at,
        )


async def test_reminders_follow_a_later_deadline_that_was_granted(stage: Stage) -> None:
    await grant(stage, date(2023, 9, 15), FIRST_STEP - DAY)

    keys = []
    for month, day in ((8, 22), (8, 25), (9, 5), (9, 8), (9, 11), (9, 14), (9, 19)):
        at = CALENDAR.instant(date(2023, month, day), time(9))
        await reminders.run(stage.database, at, CALENDAR)
        latest = (await stage.deliveries()).get(stage.plan.karin)
        keys.append(latest.key.split(":")[-1] if latest else "")

    assert keys == [
        "",
        "-15@2023-09-15",
        "-15@2023-09-15",
        "-5@2023-09-15",
        "-5@2023-09-15",
        "-1@2023-09-15",
        "+2@2023-09-15",
    ]


async def test_more_time_holds_back_a_reminder_that_was_already_decided(stage: Stage) -> None:
    await reminders.run(stage.database, THIRD_STEP, CALENDAR)
    await grant(stage, date(2023, 9, 15), THIRD_STEP)

    await stage.deliver(THIRD_STEP + timedelta(minutes=1))

    assert stage.shown_to("karin") == []
    assert len(stage.shown_to("johan")) == 2


async def test_a_deadline_of_ones_own_is_said_in_the_reminder(stage: Stage) -> None:
    await grant(stage, date(2023, 9, 15), FIRST_STEP)
    eve = CALENDAR.instant(date(2023, 9, 14), time(9))

    await reminders.run(stage.database, eve, CALENDAR)
    await stage.deliver(eve)

    [card] = stage.shown_to("karin")
    assert "Nästa arbetsdag är sista dagen att svara." in text_of(card)


async def test_whoever_has_paused_is_reminded_the_day_before_the_deadline_and_not_earlier(
    stage: Stage,
) -> None:
    async with stage.database.writing(stage.plan.tenant_id) as session:
        karin = col(PersonRow.id) == stage.plan.karin
        await session.change(PersonRow, karin, wants_only_the_deadline=True)

    reminded = []
    for at in (FIRST_STEP, SECOND_STEP, THIRD_STEP, OVERDUE_STEP):
        await reminders.run(stage.database, at, CALENDAR)
        latest = (await stage.deliveries()).get(stage.plan.karin)
        reminded.append(latest.key.split(":")[-1] if latest else "")

    assert reminded == ["", "", "-1", "+2"]


async def test_a_reminder_waits_for_the_hours_of_whoever_gets_it(stage: Stage) -> None:
    async with stage.database.writing(stage.plan.tenant_id) as session:
        karin = col(PersonRow.id) == stage.plan.karin
        await session.change(PersonRow, karin, hours_from=time(13), hours_to=time(16))
    await reminders.run(stage.database, FIRST_STEP, CALENDAR)

    await stage.deliver(FIRST_STEP)
    before = list(stage.shown_to("karin"))
    await stage.deliver(CALENDAR.instant(date(2023, 8, 22), time(13)))

    assert before == []
    assert len(stage.shown_to("karin")) == 1
