import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import cast

import pytest

from scheduler.clockwork import GATHER, Clockwork
from scheduler.duties import Duties


class Counted:
    """Duties that only count how often they are done, and may do something more at the first delivery."""

    def __init__(self) -> None:
        self.planned = asyncio.Event()
        self.deliveries = 0
        self.is_resting = False
        self.delivered = asyncio.Event()
        self.at_first: Callable[[], Awaitable[None]] | None = None

    def rest(self) -> None:
        self.is_resting = True

    async def plan(self) -> None:
        self.planned.set()

    async def deliver(self) -> None:
        self.deliveries += 1
        self.delivered.set()
        if self.at_first and self.deliveries == 1:
            await self.at_first()


@pytest.fixture
def duties() -> Counted:
    return Counted()


@pytest.fixture
def clockwork(duties: Counted) -> Clockwork:
    return Clockwork(cast("Duties", duties))


async def test_planning_and_delivery_begin_at_once(clockwork: Clockwork, duties: Counted) -> None:
    clockwork.start()
    async with asyncio.timeout(30):
        await asyncio.gather(duties.planned.wait(), duties.delivered.wait())
    clockwork.stop()

    assert duties.deliveries >= 1


async def test_waking_asks_for_a_delivery_now(clockwork: Clockwork, duties: Counted) -> None:
    clockwork.start()
    clockwork._scheduler.pause()
    clockwork._scheduler.modify_job("deliver", next_run_time=datetime(2099, 1, 1, tzinfo=UTC))

    clockwork.wake()

    assert clockwork._scheduler.get_job("deliver").next_run_time <= datetime.now(UTC) + GATHER
    clockwork.stop()
    assert duties.deliveries == 0


async def test_waking_while_a_delivery_runs_makes_one_more_right_after_it(
    clockwork: Clockwork, duties: Counted
) -> None:
    async def wake_twice() -> None:
        clockwork.wake()
        clockwork.wake()

    duties.at_first = wake_twice

    await clockwork._deliver()

    assert duties.deliveries == 2


async def test_a_delivery_that_nobody_asked_to_repeat_runs_once(
    clockwork: Clockwork, duties: Counted
) -> None:
    await clockwork._deliver()

    assert duties.deliveries == 1


async def test_a_delivery_that_fails_does_not_stop_the_clock(
    clockwork: Clockwork, duties: Counted, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail() -> None:
        raise ZeroDivisionError

    duties.at_first = fail

    await clockwork._deliver()
    await clockwork._deliver()

    assert duties.deliveries == 2
    assert "the deliver tick failed" in caplog.text


async def test_the_clock_may_be_woken_before_it_starts_and_after_it_has_stopped(
    clockwork: Clockwork, duties: Counted
) -> None:
    clockwork.wake()
    clockwork.start()
    clockwork.stop()
    await asyncio.sleep(0)
    clockwork._asked = False

    clockwork.wake()

    assert duties.deliveries == 0


async def test_a_clock_that_never_started_may_be_stopped(clockwork: Clockwork) -> None:
    clockwork.stop()

    assert not clockwork._scheduler.running


async def test_a_beat_that_is_under_way_comes_to_its_end_before_the_clock_rests(
    clockwork: Clockwork, duties: Counted
) -> None:
    begun, may_end, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def take_time() -> None:
        begun.set()
        await may_end.wait()
        ended.set()

    duties.at_first = take_time
    clockwork.start()
    async with asyncio.timeout(30):
        await begun.wait()
        resting = asyncio.create_task(clockwork.rest())
        await asyncio.sleep(0)
        assert not resting.done()
        may_end.set()
        await resting

    assert ended.is_set()
    assert not clockwork._scheduler.running
