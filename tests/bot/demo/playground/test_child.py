"""A child process is asked to end, then made to, and takes its own children with it."""

import asyncio
import os
from pathlib import Path

from bot.demo.playground.child import running

# Neither it nor its own child heeds a request to end.
STUBBORN = "trap '' TERM; sh -c 'echo here; sleep 10; echo survived' > held & cat"


async def _told(pipe: Path) -> str:
    """What is written to a named pipe; waits for the writer."""
    return await asyncio.to_thread(pipe.read_text)


async def test_a_child_that_will_not_end_is_killed_with_its_children(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "held")

    async with running(
        ["sh", "-c", STUBBORN], folder=tmp_path, environment=os.environ, stop_seconds=0.05
    ) as child:
        held = await asyncio.to_thread((tmp_path / "held").open)
        first_line = await asyncio.to_thread(held.readline)
    with held:
        the_rest = await asyncio.to_thread(held.read)

    assert child.has_ended
    assert (first_line, the_rest) == ("here\n", "")


async def test_a_child_that_has_ended_is_left_in_peace(tmp_path: Path) -> None:
    command = ["sh", "-c", "echo goodbye"]
    async with running(command, folder=tmp_path, environment=os.environ) as child:
        await child.stop()
        await child.stop()

    assert child.has_ended


async def test_only_the_end_of_a_long_output_is_repeated(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "done")
    script = "for n in 1 2 3 4 5 6 7 8 9; do echo $n; echo; echo; done; echo last; echo > done; cat"
    async with running(["sh", "-c", script], folder=tmp_path, environment=os.environ) as child:
        await _told(tmp_path / "done")
        words = child.last_words().splitlines()

    assert (len(words), words[-1]) == (20, "last")
    assert child.output().startswith("1\n")


async def test_a_silent_child_is_said_to_have_said_nothing(tmp_path: Path) -> None:
    async with running(["cat"], folder=tmp_path, environment=os.environ) as child:
        assert child.last_words() == "(nothing)"
