"""Processes that are started, replaced and ended together; each test has a family in a process of its own."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

import pytest

from bot.processes.family import Family, Member
from tests.house.source import ROOT

# Each says its number and its id, and then lives as it is told to.
FAMILY = """
import logging, os, select, signal, sys
from bot.processes import family
logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
family.SHORTEST_LIFE_SECONDS = {shortest}
family.LAST_SECONDS = 1
def say(who, what):
    os.write(1, f"{{who}} {{what}}\\n".encode())
def life(number, left):
    say(number, os.getpid())
    {life}
say("first", os.getpid())
sys.exit(family.Family(life, 2, lambda: say("ending", 0)).run())
"""
UNTIL_LEFT = "select.select([left], [], []); say('left', number)"
DEAF = """signal.signal(signal.SIGTERM, signal.SIG_IGN)
    say('deaf', number)
    select.select([left], [], [])"""
FALLS = "raise RuntimeError('fell')"

Start = Callable[..., Awaitable[Process]]


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    started: list[Process] = []

    async def begin(life: str, shortest: float = 0.0) -> Process:
        script = FAMILY.format(life=life, shortest=shortest)
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        started.append(
            await asyncio.create_subprocess_exec(
                sys.executable, "-c", script, env=environment, stdout=PIPE, stderr=PIPE
            )
        )
        return started[-1]

    yield begin
    for each in started:
        with suppress(ProcessLookupError):
            each.kill()
        await each.communicate()


async def told(process: Process) -> tuple[str, int]:
    """The next that somebody in the family says."""
    assert process.stdout is not None
    async with asyncio.timeout(30):
        who, what = (await process.stdout.readline()).decode().split()
    return who, int(what)


async def born(process: Process) -> dict[str, int]:
    """Who they are when all have been born, by what they call themselves."""
    return dict([await told(process) for _ in range(3)])


async def test_all_end_well_when_somebody_asks(start: Start) -> None:
    process = await start(UNTIL_LEFT)
    await born(process)

    process.terminate()
    await process.communicate()

    assert process.returncode == 0


async def test_one_that_is_killed_is_replaced_under_its_number(start: Start) -> None:
    process = await start(UNTIL_LEFT)
    before = await born(process)

    os.kill(before["1"], signal.SIGKILL)
    who, pid = await told(process)

    assert who == "1"
    assert pid not in before.values()
    process.terminate()
    _, log = await process.communicate()
    assert b"process 1 ended with -9; another takes its place" in log
    assert process.returncode == 0


async def test_when_the_first_one_is_killed_the_others_end(start: Start) -> None:
    process = await start(UNTIL_LEFT)
    await born(process)

    process.kill()

    assert {await told(process), await told(process)} == {("left", 0), ("left", 1)}


async def test_one_that_dies_at_once_ends_the_service_instead_of_being_born_for_ever(start: Start) -> None:
    process = await start(FALLS, shortest=60.0)

    said, log = await process.communicate()

    assert process.returncode == 1
    assert b"ending 0" in said
    assert b"RuntimeError: fell" in log
    assert b"ended at once with 1, so the service ends" in log


async def test_one_that_will_not_end_is_killed(start: Start) -> None:
    process = await start(DEAF)
    said = [await told(process) for _ in range(5)]
    assert {who for who, _ in said} == {"first", "0", "1", "deaf"}

    process.terminate()
    _, log = await process.communicate()

    assert b"2 processes would not end, so they are killed" in log
    assert process.returncode == 0


def test_nobody_is_born_once_all_have_been_asked_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    family = Family(lambda *_: None, 2)
    born: list[int] = []
    monkeypatch.setattr(family, "_bear", born.append)

    family._start(0)
    family._asked_to_stop(signal.SIGTERM, None)
    signal.alarm(0)
    family._start(1)

    assert born == [0]


def test_one_that_is_gone_already_does_not_keep_the_others_from_being_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    family = Family(lambda *_: None, 2)
    family._alive = {1: Member(0, 0.0), 2: Member(1, 0.0)}
    told: list[int] = []

    def kill(pid: int, _what: signal.Signals) -> None:
        if pid == 1:
            raise ProcessLookupError
        told.append(pid)

    monkeypatch.setattr(os, "kill", kill)
    family._asked_to_stop(signal.SIGTERM, None)
    signal.alarm(0)

    assert told == [2]
