"""Starts the processes of a service, starts another where one has died, and ends them all together.

The one that does it serves nobody. It has read everything in before it forks, so the others begin at once and
share that memory. It has no event loop and no threads, which do not survive being forked.
"""

import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn

log = logging.getLogger(__name__)

ENDED_WELL, FAILED = 0, 1
# One that dies sooner will do so again: then the service ends, and whoever looks after it hears of it.
SHORTEST_LIFE_SECONDS = 5.0
# Each ends within ten seconds by itself when it is asked to.
LAST_SECONDS = 13
ASKED_TO_STOP = (signal.SIGINT, signal.SIGTERM)

Life = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Member:
    """A process that runs, and when it was born."""

    number: int
    born: float


class Family:
    """So many processes with numbers from 0.

    `life` is what each of them does: it gets its number, and a file descriptor that ends when this process
    does. `at_end` is called as soon as all are asked to stop.
    """

    def __init__(self, life: Life, processes: int, at_end: Callable[[], None] = lambda: None) -> None:
        self._life = life
        self._processes = processes
        self._at_end = at_end
        self._alive: dict[int, Member] = {}
        self._is_ending = False
        self._exit_code = ENDED_WELL
        self._tie = os.pipe()

    def run(self) -> int:
        """Live until SIGINT or SIGTERM; returns the exit code."""
        for each in ASKED_TO_STOP:
            signal.signal(each, self._asked_to_stop)
        signal.signal(signal.SIGALRM, self._too_late)
        for number in range(self._processes):
            self._start(number)
        while self._alive:
            pid, status = os.wait()
            member = self._alive.pop(pid, None)
            if member is not None and not self._is_ending:
                self._replace(member, os.waitstatus_to_exitcode(status))
        signal.alarm(0)
        return self._exit_code

    def _start(self, number: int) -> None:
        # Whoever asks us to stop in this moment is heard when the new one is known, by both of us. One that
        # is born after that would hear of it from nobody.
        signal.pthread_sigmask(signal.SIG_BLOCK, ASKED_TO_STOP)
        try:
            if not self._is_ending:
                self._bear(number)
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, ASKED_TO_STOP)

    def _bear(self, number: int) -> None:
        pid = os.fork()
        if not pid:
            self._live(number)
        self._alive[pid] = Member(number, time.monotonic())

    def _live(self, number: int) -> NoReturn:
        code = FAILED
        try:
            os.close(self._tie[1])
            for each in (*ASKED_TO_STOP, signal.SIGALRM):
                signal.signal(each, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, ASKED_TO_STOP)
            self._life(number, self._tie[0])
            code = ENDED_WELL
        except BaseException:
            log.exception("process %s fell", number)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            # What the first process has begun is its own to end, and not done twice.
            os._exit(code)

    def _replace(self, member: Member, code: int) -> None:
        if time.monotonic() - member.born < SHORTEST_LIFE_SECONDS:
            log.error("process %s ended at once with %s, so the service ends", member.number, code)
            self._exit_code = FAILED
            self._end()
            return
        log.error("process %s ended with %s; another takes its place", member.number, code)
        self._start(member.number)

    def _asked_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._end()

    def _end(self) -> None:
        if not self._is_ending:
            self._is_ending = True
            self._at_end()
            signal.alarm(LAST_SECONDS)
        self._tell(signal.SIGTERM)

    def _too_late(self, _signal: int, _frame: FrameType | None) -> None:
        log.error("%s processes would not end, so they are killed", len(self._alive))
        self._tell(signal.SIGKILL)

    def _tell(self, what: signal.Signals) -> None:
        for pid in list(self._alive):
            # One may just have been waited for, and not yet been counted out.
            with suppress(ProcessLookupError):
                os.kill(pid, what)
