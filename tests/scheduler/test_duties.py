from datetime import timedelta

from domain.rounds import RoundState
from scheduler.deeds import DeedKind
from storage import rounds as round_store
from storage.claims import LEASE
from tests.plans import (
    ESCALATION,
    FIRST_STEP,
    INTERIM_CLOSES,
    INTERIM_OPENS,
    OVERDUE_STEP,
    SECOND_STEP,
    THIRD_STEP,
)
from tests.scheduler.stage import UNAVAILABLE, Stage


async def test_everything_happens_in_order_in_one_beat(stage: Stage) -> None:
    deeds = await stage.duties().run()

    assert [(deed.kind, deed.count) for deed in deeds] == [
        (DeedKind.REMINDERS_DECIDED, 3),
        (DeedKind.MESSAGES_SENT, 3),
    ]


async def test_a_second_beat_at_the_same_time_does_nothing(stage: Stage) -> None:
    duties = stage.duties()
    await duties.run()

    assert await duties.run() == []


async def test_the_last_beat_is_remembered_for_the_health_check(stage: Stage) -> None:
    duties = stage.duties()
    before = duties.last_run

    await duties.plan()

    assert (before, duties.last_run) == (None, FIRST_STEP)


async def test_walking_from_one_due_moment_to_the_next_meets_the_whole_round(stage: Stage) -> None:
    duties, met = stage.duties(), []
    stage.clock.set(INTERIM_OPENS)
    while (moment := await duties.next_due()) is not None:
        stage.clock.set(moment)
        met.append((moment, [deed.kind for deed in await duties.run()]))

    reminded = [DeedKind.REMINDERS_DECIDED, DeedKind.MESSAGES_SENT]
    assert met == [
        (FIRST_STEP, reminded),
        (SECOND_STEP, reminded),
        (THIRD_STEP, reminded),
        (OVERDUE_STEP, reminded),
        # The unit's managers would be told, but nobody leads a unit here.
        (ESCALATION, []),
        (INTERIM_CLOSES, [DeedKind.ROUND_CLOSED, DeedKind.MESSAGES_SENT]),
    ]


async def test_a_message_that_waits_for_another_attempt_is_due_then(stage: Stage) -> None:
    await stage.put(stage.plan.karin)
    stage.messenger.fail_next(UNAVAILABLE)
    duties = stage.duties()
    await duties.deliver()

    due = await duties.next_due()

    assert due == (await stage.deliveries())[stage.plan.karin].not_before
    assert due is not None
    assert due < FIRST_STEP + LEASE


async def test_nothing_is_due_when_every_round_is_closed(stage: Stage) -> None:
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await round_store.change_state(session, stage.plan.follow_up_round, RoundState.CLOSED)
    stage.clock.set(FIRST_STEP + timedelta(days=1))

    assert await stage.duties().next_due() is None
