"""Runs a child process in a process group of its own, and leaves nothing of it behind."""

import asyncio
import os
import signal
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

STOP_SECONDS = 5.0
OUTPUT_LINES = 20
OUTPUT_FILE = "output.log"


class Child:
    """A running child process whose output is kept in a file."""

    def __init__(self, process: Process, output_file: Path, stop_seconds: float) -> None:
        self._process = process
        self._output_file = output_file
        self._stop_seconds = stop_seconds

    @property
    def process_id(self) -> int:
        """The operating system's number for it, which is its process group's too."""
        return self._process.pid

    @property
    def has_ended(self) -> bool:
        """Whether it has stopped by itself or been stopped."""
        return self._process.returncode is not None

    def output(self) -> str:
        """All it has written."""
        return self._output_file.read_text(encoding="utf-8", errors="replace")

    def last_words(self) -> str:
        """The end of what it has written, for an error message."""
        return "\n".join(self.output().strip().splitlines()[-OUTPUT_LINES:]) or "(nothing)"

    async def stop(self) -> None:
        """Ask the whole group to end, insist when its time is up, and wait until it has."""
        if self.has_ended:
            return
        self._signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(self._stop_seconds):
                await self._process.wait()
        except TimeoutError:
            pass
        finally:
            if not self.has_ended:
                self._signal(signal.SIGKILL)
                await self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


@asynccontextmanager
async def running(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    stop_seconds: float = STOP_SECONDS,
) -> AsyncIterator[Child]:
    """Start a command in `folder`, without a shell, and stop it however the block is left.

    It has `stop_seconds` to end when asked; then it is killed.
    """
    output_file = folder / OUTPUT_FILE
    with output_file.open("wb") as output:
        # The other end of its standard input is ours, so that it can notice when we are no more.
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, env=environment, stdin=PIPE, stdout=output, stderr=STDOUT,
            start_new_session=True,
        )  # fmt: skip
    child = Child(process, output_file, stop_seconds)
    try:
        yield child
    finally:
        await child.stop()
