"""What takes too long is ended, and what is ended for another reason is ended for that."""

import asyncio

import pytest

from bot.teams.patience import Patience

NEVER = 3600.0
AT_ONCE = 0.001


async def for_ever() -> None:
    await asyncio.Event().wait()


async def wait(patience: Patience) -> None:
    with patience.within():
        await for_ever()


async def waiting(patience: Patience) -> asyncio.Task[None]:
    """Somebody who has begun to wait."""
    task = asyncio.create_task(wait(patience))
    await asyncio.sleep(0)
    return task


async def test_what_takes_too_long_ends_with_a_timeout_and_the_task_goes_on() -> None:
    with pytest.raises(TimeoutError), Patience(AT_ONCE).within():
        await for_ever()

    task = asyncio.current_task()
    assert task is not None
    assert not task.cancelling()


async def test_each_of_many_is_ended() -> None:
    patience = Patience(AT_ONCE)

    ended = await asyncio.gather(*(wait(patience) for _ in range(20)), return_exceptions=True)

    assert {type(each) for each in ended} == {TimeoutError}
    assert not patience.waits


async def test_who_is_cancelled_meanwhile_is_cancelled() -> None:
    patience = Patience(NEVER)
    task = await waiting(patience)

    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task
    assert not patience.waits


async def test_who_is_cancelled_in_the_moment_when_it_has_taken_too_long_is_cancelled() -> None:
    patience = Patience(NEVER)
    task = await waiting(patience)

    next(iter(patience.waits)).end()
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task


async def test_what_ends_in_time_leaves_nothing_behind() -> None:
    patience = Patience(NEVER)

    with patience.within():
        await asyncio.sleep(0)

    assert not patience.waits


async def test_an_error_in_time_is_told_as_it_is() -> None:
    with pytest.raises(ValueError, match="theirs"), Patience(NEVER).within():
        raise ValueError("theirs")
