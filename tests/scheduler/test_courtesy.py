"""Messages give way to whoever waits for an answer, but not for long."""

import asyncio

from scheduler.courtesy import IN_ONE_BREATH, MOST_SECONDS, Breath, Courtesy
from tests.fakes import virtual_time
from tests.fakes.virtual_time import run
from tests.scheduler.stage import Stage


async def gave_way(courtesy: Courtesy) -> float:
    """For how long a message waited."""
    loop = asyncio.get_running_loop()
    before = loop.time()
    await courtesy.give_way()
    return loop.time() - before


def test_where_nobody_waits_nothing_does() -> None:
    assert run(gave_way(Courtesy())) == 0


def test_it_goes_as_soon_as_the_last_has_their_answer() -> None:
    courtesy = Courtesy()

    async def press(seconds: float) -> str:
        await virtual_time.passes(seconds)
        return "a card"

    async def story() -> tuple[float, str, str]:
        first = courtesy.first(press)
        return await asyncio.gather(
            gave_way_soon(courtesy), first(0.5 * MOST_SECONDS), first(0.25 * MOST_SECONDS)
        )

    async def gave_way_soon(courtesy: Courtesy) -> float:
        # The presses have come before it asks.
        await asyncio.sleep(0)
        return await gave_way(courtesy)

    waited, *answers = run(story())

    assert round(waited / MOST_SECONDS, 3) == 0.5
    assert answers == ["a card", "a card"]


def test_it_waits_no_longer_however_many_press() -> None:
    courtesy = Courtesy()

    async def story() -> float:
        with courtesy.attending():
            return await gave_way(courtesy)

    assert round(run(story()) / MOST_SECONDS, 3) == 1


def test_an_answer_that_fails_is_waited_for_no_longer() -> None:
    courtesy = Courtesy()

    async def fall() -> None:
        raise RuntimeError

    async def story() -> float:
        await asyncio.gather(courtesy.first(fall)(), return_exceptions=True)
        return await gave_way(courtesy)

    assert run(story()) == 0


async def test_everything_is_sent_while_somebody_waits_all_the_time(stage: Stage) -> None:
    await stage.put(stage.plan.karin, stage.plan.amina, stage.plan.johan)
    duties = stage.duties(stage.messenger)

    with duties.postman._van.courtesy.attending():
        await duties.deliver()

    assert len(stage.messenger.carried) == 3


def test_all_who_draw_have_one_share_of_each_round_of_the_loop() -> None:
    breath, rounds = Breath(), [0]

    async def draw(times: int) -> None:
        for _ in range(times):
            await breath.take()
            rounds[-1] += 1

    async def story() -> None:
        drawing = asyncio.gather(draw(2 * IN_ONE_BREATH), draw(IN_ONE_BREATH), draw(1))
        while not drawing.done():
            await asyncio.sleep(0)
            rounds.append(0)

    run(story())

    assert sum(rounds) == 3 * IN_ONE_BREATH + 1
    assert max(rounds) == IN_ONE_BREATH
