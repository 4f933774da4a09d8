"""The clock jumps: nothing is lost, nothing comes twice, and nobody waits for an hour that has been."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.clock import MovableClock
from cards.card import Card
from domain.contact import ContactPoint
from domain.deliveries import FailureReason
from domain.people import TenantId
from domain.rounds import Occasion, ReminderStep, RoundState, usual_round
from scheduler.delivery import Postman
from scheduler.drawing import Artist
from scheduler.messenger import DeliveryError
from scheduler.pacing import Pacing
from scheduler.settings import SendingLimits
from scheduler.tour import Van
from storage import claims
from storage import rounds as round_store
from storage.database import Database
from storage.sending_rights import rights_for
from tests.fakes.messenger import RecordingMessenger
from tests.plans import CALENDAR, FIRST_STEP, small_plan
from tests.postmen import PER_SECOND
from tests.scheduler.stage import Stage

AN_HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
TEN = FIRST_STEP + AN_HOUR
# One at a time is taken from the outbox, so that the rest still lies there when the clock jumps.
ONE_AT_A_TIME = SendingLimits(in_flight=1, at_a_time=1)


class Shaking(RecordingMessenger):
    """Moves the clock while it carries the first message."""

    def __init__(self, clock: MovableClock, to: datetime) -> None:
        super().__init__()
        self._clock = clock
        self._to = to

    async def send(self, contact: ContactPoint, card: Card) -> str:
        message_id = await super().send(contact, card)
        if len(self.carried) == 1:
            self._clock.set(self._to)
        return message_id


@pytest.fixture
async def stage(sqlite_url: str, tenant_id: TenantId) -> AsyncIterator[Stage]:
    """The interim round is open; it is Tuesday 22 August 2023, 10:00."""
    database = Database(sqlite_url)
    yield Stage(
        database=database,
        plan=await small_plan(database, tenant_id),
        clock=MovableClock(TEN),
        messenger=RecordingMessenger(),
    )
    await database.close()


def came(messenger: RecordingMessenger) -> Counter[str]:
    """How many messages have come to each; Johan gets Amina's too."""
    return Counter(each.contact.conversation_id for each in messenger.carried)


async def remind_all(stage: Stage) -> Counter[str]:
    """Decide that the three owners are reminded, now; gives who is to get how many."""
    await stage.put(stage.plan.karin, stage.plan.amina, stage.plan.johan)
    return Counter({"a:karin": 1, "a:johan": 2})


async def test_what_was_left_when_the_clock_went_back_goes_out_when_its_time_comes_again(
    stage: Stage,
) -> None:
    meant = await remind_all(stage)
    messenger = Shaking(stage.clock, TEN - AN_HOUR)
    duties = stage.duties(messenger, ONE_AT_A_TIME)

    await duties.deliver()
    at_nine = came(messenger).total()
    stage.clock.set(TEN)
    await duties.deliver()

    assert at_nine < meant.total()
    assert came(messenger) == meant
    assert {each.fate for each in (await stage.deliveries()).values()} == {"sent"}


async def test_planning_the_hour_again_reminds_nobody_again(stage: Stage) -> None:
    duties = stage.duties()
    await duties.run()
    before = came(stage.messenger)

    stage.clock.set(TEN - AN_HOUR)
    await duties.run()
    stage.clock.set(TEN)
    await duties.run()

    assert before.total() == 3
    assert came(stage.messenger) == before


async def test_what_a_dead_process_had_taken_before_the_jump_goes_out_within_seconds(stage: Stage) -> None:
    stage.clock.set(TEN - AN_HOUR)
    meant = await remind_all(stage)
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await claims.claim(session, TEN, 100)

    await stage.deliver()
    await stage.deliver(stage.clock() + claims.LEASE_OF_THE_DEAD)

    assert came(stage.messenger) == meant


async def test_a_pause_is_over_when_it_is_over_whatever_the_clock_shows(stage: Stage) -> None:
    beat = MovableClock(FIRST_STEP)
    pacing = Pacing(PER_SECOND, lambda: beat().timestamp())
    postman = _postman(stage, pacing)
    stage.messenger.fail_next(
        DeliveryError(FailureReason.THROTTLED, permanent=False, code="429", retry_after=10 * SECOND)
    )
    await stage.put(stage.plan.karin)
    await postman.run()

    stage.clock.set(TEN - AN_HOUR)
    await stage.put(stage.plan.johan)
    beat.set(FIRST_STEP + 9 * SECOND)
    await postman.run()
    too_early = came(stage.messenger)
    beat.set(FIRST_STEP + 10 * SECOND)
    await postman.run()

    assert too_early == Counter()
    assert came(stage.messenger) == Counter({"a:johan": 1})


@pytest.mark.parametrize(
    "monday", [date(2023, 10, 30), date(2025, 3, 31)], ids=["to winter time", "to summer time"]
)
async def test_nobody_is_reminded_twice_when_the_time_is_changed(stage: Stage, monday: date) -> None:
    await _round_with_a_step_on(stage, monday)
    duties = stage.duties()
    sunday = datetime(monday.year, monday.month, monday.day, tzinfo=UTC) - timedelta(days=1)
    stage.clock.set(sunday - 36 * AN_HOUR)
    # The summer's round closes, long afterwards.
    await duties.run()
    stage.messenger.carried.clear()

    arrivals = []
    for hours in range(36):
        stage.clock.set(sunday + hours * AN_HOUR)
        before = len(stage.messenger.carried)
        await duties.run()
        arrivals += [CALENDAR.local(stage.clock())] * (len(stage.messenger.carried) - before)

    assert came(stage.messenger) == Counter({"a:karin": 1, "a:johan": 1, "a:amina": 1})
    assert [each.isoformat()[:16] for each in arrivals] == [f"{monday}T09:00"] * 3


def _postman(stage: Stage, pacing: Pacing) -> Postman:
    van = Van(
        database=stage.database,
        messenger=stage.messenger,
        artist=Artist(calendar=CALENDAR),
        clock=stage.clock,
        pacing=pacing,
    )
    return Postman(van, rights_for(stage.database.url, lambda _: None))


async def _round_with_a_step_on(stage: Stage, monday: date) -> None:
    """An open round that reminds once, in the morning of that day."""
    usual = usual_round(stage.plan.plan_id, Occasion.ANNUAL_ACCOUNTS, monday, CALENDAR)
    opens_at = CALENDAR.instant(monday - timedelta(days=7), usual.steps[0].at)
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await round_store.add(
            session,
            replace(
                usual,
                state=RoundState.OPEN,
                opens_at=opens_at,
                steps=(ReminderStep(working_days=-8),),
            ),
        )
