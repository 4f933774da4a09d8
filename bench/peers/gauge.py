"""Weighs the process that it runs in: time, processor, memory, and the event loop's worst stall.

All who are measured use this file, in environments of their own, so it needs the standard library alone.
"""

import asyncio
import resource
import time
from contextlib import suppress
from pathlib import Path
from typing import Self, TypedDict

BEAT_SECONDS = 0.001
MIB = 1024 * 1024


class Figures(TypedDict):
    """What a piece of work cost; `peak_memory_mib` is the process's whole life's."""

    done: int
    failed: int
    seconds: float
    cpu_seconds: float
    peak_memory_mib: float
    worst_stall_ms: float


class Gauge:
    """Weighs what happens between entering and leaving it."""

    def __init__(self) -> None:
        self._worst = 0.0
        self._began = self._ended = 0.0
        self._cpu = 0.0

    async def __aenter__(self) -> Self:
        self.begin()
        self._beat = asyncio.create_task(self.watch())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._ended = time.perf_counter()
        self._cpu = _cpu() - self._cpu
        self._beat.cancel()
        with suppress(asyncio.CancelledError):
            await self._beat

    def begin(self) -> None:
        """Forget what was before."""
        self._worst, self._cpu, self._began = 0.0, _cpu(), time.perf_counter()

    async def watch(self) -> None:
        """Sleep a moment again and again; what it takes longer than that, the event loop stood still."""
        while True:
            before = time.perf_counter()
            await asyncio.sleep(BEAT_SECONDS)
            self._worst = max(self._worst, time.perf_counter() - before - BEAT_SECONDS)

    def figures(self, done: int, failed: int = 0) -> Figures:
        """What it cost, once it is over."""
        return self._figures(done, failed, self._ended - self._began, self._cpu)

    def so_far(self) -> Figures:
        """What it has cost since `begin`, for a server that is weighed while it runs."""
        return self._figures(0, 0, time.perf_counter() - self._began, _cpu() - self._cpu)

    def _figures(self, done: int, failed: int, seconds: float, cpu: float) -> Figures:
        return Figures(
            done=done,
            failed=failed,
            seconds=seconds,
            cpu_seconds=cpu,
            peak_memory_mib=_peak_memory() / MIB,
            worst_stall_ms=self._worst * 1000,
        )


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _peak_memory() -> int:
    """The largest resident memory, in bytes."""
    try:
        # Not `ru_maxrss`: on Linux that begins with the memory of whoever started us.
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) * 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
