import asyncio
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from domain.people import TenantId
from domain.rounds import RoundState
from scheduler import rounds
from scheduler.deeds import DeedKind
from storage import rounds as round_store
from storage.database import Database
from storage.tables import AuditEventRow
from tests.fakes.messenger import RecordingMessenger
from tests.plans import CALENDAR, INTERIM_CLOSES, INTERIM_OPENS, small_plan
from tests.scheduler.stage import Stage

SECOND = timedelta(seconds=1)


@pytest.fixture
async def planned(database: Database, tenant_id: TenantId) -> Stage:
    plan = await small_plan(database, tenant_id, state=RoundState.PLANNED)
    return Stage(
        database=database, plan=plan, clock=MovableClock(INTERIM_OPENS), messenger=RecordingMessenger()
    )


async def state(stage: Stage) -> RoundState:
    async with stage.database.reading(stage.plan.tenant_id) as session:
        found = await round_store.find(session, stage.plan.follow_up_round_id)
    assert found is not None
    return found.state


async def deeds_in_trail(stage: Stage) -> list[str]:
    async with stage.database.reading(stage.plan.tenant_id) as session:
        return [event.deed for event in (await session.sql.exec(session.rows(AuditEventRow))).all()]


async def test_a_round_opens_on_its_day_and_once(planned: Stage) -> None:
    early = await rounds.run(planned.database, INTERIM_OPENS - SECOND, CALENDAR)
    on_time = await rounds.run(planned.database, INTERIM_OPENS, CALENDAR)
    again = await rounds.run(planned.database, INTERIM_OPENS + SECOND, CALENDAR)

    assert early == again == []
    assert [(deed.kind, deed.about) for deed in on_time] == [(DeedKind.ROUND_OPENED, "interim_accounts")]
    assert await state(planned) is RoundState.OPEN
    assert await deeds_in_trail(planned) == ["round.opened"]


async def test_a_round_closes_on_its_day_and_once(stage: Stage) -> None:
    early = await rounds.run(stage.database, INTERIM_CLOSES - SECOND, CALENDAR)
    on_time = await rounds.run(stage.database, INTERIM_CLOSES, CALENDAR)
    again = await rounds.run(stage.database, INTERIM_CLOSES + SECOND, CALENDAR)

    assert early == again == []
    assert [deed.kind for deed in on_time] == [DeedKind.ROUND_CLOSED]
    assert await state(stage) is RoundState.CLOSED
    assert await deeds_in_trail(stage) == ["round.closed"]


async def test_two_clocks_that_strike_at_once_close_a_round_once(stage: Stage) -> None:
    deeds = await asyncio.gather(*(rounds.run(stage.database, INTERIM_CLOSES, CALENDAR) for _ in range(3)))

    assert [deed.kind for each in deeds for deed in each] == [DeedKind.ROUND_CLOSED]


async def test_the_director_gets_the_summary_when_a_round_closes_and_nobody_else(stage: Stage) -> None:
    await rounds.run(stage.database, INTERIM_CLOSES, CALENDAR)

    await stage.deliver(INTERIM_CLOSES)

    assert [message.contact.conversation_id for message in stage.messenger.carried] == ["a:henrik"]


async def test_the_summary_is_made_once(stage: Stage) -> None:
    for _ in range(2):
        await rounds.run(stage.database, INTERIM_CLOSES, CALENDAR)
        await stage.deliver(INTERIM_CLOSES)

    assert len(stage.shown_to("henrik")) == 1


async def test_a_round_that_closes_late_sends_its_summary_in_working_hours(stage: Stage) -> None:
    late, morning = INTERIM_CLOSES + timedelta(hours=5), INTERIM_CLOSES + timedelta(hours=15)

    await rounds.run(stage.database, late, CALENDAR)

    assert (await stage.deliveries())[stage.plan.henrik].not_before == morning


async def test_a_round_that_was_never_opened_closes_without_a_summary(planned: Stage) -> None:
    deeds = await rounds.run(planned.database, INTERIM_CLOSES, CALENDAR)

    assert [deed.kind for deed in deeds] == [DeedKind.ROUND_CLOSED]
    assert await planned.deliveries() == {}
