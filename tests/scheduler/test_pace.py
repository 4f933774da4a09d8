import asyncio
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.pace import A_PERSON_WAITS, Pace
from tests.fakes import virtual_time
from tests.fakes.virtual_time import run

A_REMINDER = 1


def now() -> float:
    return asyncio.get_running_loop().time()


def busiest_second(moments: Sequence[float]) -> int:
    """The most moments that lie within one second, whichever."""
    return max(sum(start <= each < start + 1 for each in moments) for start in moments)


async def turns(pace: Pace, number: int, urgency: int = A_REMINDER) -> list[float]:
    """When so many requests, all asked for at once, get their turn."""
    moments = []

    async def one() -> None:
        await pace.turn(urgency)
        moments.append(now())

    await asyncio.gather(*(one() for _ in range(number)))
    return moments


def test_no_second_has_more_than_the_platform_allows() -> None:
    moments = run(turns(Pace(50), 500))

    assert busiest_second(moments) <= 50


def test_the_allowed_rate_is_used() -> None:
    moments = run(turns(Pace(50), 500))

    assert 500 / (moments[-1] - moments[0]) >= 0.95 * 50


@pytest.mark.parametrize("per_second", [0.5, 1, 2, 10, 50, 1000])
def test_every_rate_is_kept(per_second: float) -> None:
    moments = run(turns(Pace(per_second), 60))

    assert busiest_second(moments) <= max(1, per_second)


def test_whoever_is_late_may_catch_up_by_a_little_only() -> None:
    async def story() -> list[float]:
        pace = Pace(50)
        before = await turns(pace, 48)
        await virtual_time.passes(10)
        return before + await turns(pace, 48)

    assert busiest_second(run(story())) <= 50


def test_a_person_goes_before_everything_in_the_outbox() -> None:
    async def story() -> tuple[float, float]:
        pace = Pace(50)
        crowd = asyncio.create_task(turns(pace, 500))
        await virtual_time.passes(1)
        asked = now()
        await pace.turn(A_PERSON_WAITS)
        waited = now() - asked
        await crowd
        return waited, now() - asked

    waited, crowd_took = run(story())

    assert waited <= 1 / 48 + 1e-9
    assert crowd_took > 9


def test_among_equals_whoever_came_first_goes_first() -> None:
    async def story() -> list[int]:
        pace, order = Pace(50), list[int]()

        async def one(number: int) -> None:
            await pace.turn(A_REMINDER)
            order.append(number)

        await asyncio.gather(*(one(number) for number in range(20)))
        return order

    assert run(story()) == list(range(20))


def test_whoever_gives_up_waiting_uses_no_turn() -> None:
    async def story() -> float:
        pace = Pace(50)
        await turns(pace, 2)
        waiting = [asyncio.create_task(pace.turn(A_REMINDER)) for _ in range(48)]
        await asyncio.sleep(0)
        for each in waiting:
            each.cancel()
        asked = now()
        await pace.turn(A_REMINDER)
        return now() - asked

    assert run(story()) <= 1 / 48 + 1e-9


def test_what_other_replicas_spend_is_paid_back() -> None:
    async def story() -> list[float]:
        pace = Pace(50)
        mine = asyncio.create_task(turns(pace, 200))
        await virtual_time.passes(1)
        pace.spend(24)
        return await mine

    moments = run(story())

    assert max(later - earlier for earlier, later in pairwise(moments)) >= 0.5


@settings(max_examples=50)
@given(waits=st.lists(st.floats(min_value=0, max_value=0.2), min_size=1, max_size=200))
def test_however_requests_come_no_second_has_too_many(waits: list[float]) -> None:
    async def story() -> list[float]:
        pace, moments = Pace(50), list[float]()
        for wait in waits:
            await virtual_time.passes(wait)
            await pace.turn(A_REMINDER)
            moments.append(now())
        return moments

    assert busiest_second(run(story())) <= 50
