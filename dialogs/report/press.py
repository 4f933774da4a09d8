"""Makes a document in a process of its own, so that everybody else's turns go on meanwhile."""

import asyncio
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from cards.words import Words
from domain.errors import LageskollError
from domain.report.formats import Format
from domain.report.seal import Report
from reports.word.faults import ReportTemplateError

# Two thousand plan activities take half a minute at the most on a busy machine; this is something else.
LONGEST = timedelta(minutes=10)
# Of its own, so that it carries nothing of what this process needs for other things.
PROGRAM = (sys.executable, "-m", "dialogs.report.printing")
SIZE_BYTES = 8
# What gives its data back when it is read; a CSV file is nothing but a table.
CARRIES_DATA = frozenset(Format) - {Format.CSV}


class NotPrintedError(LageskollError):
    """The process that made a document failed or died; the message says how, for the log."""


class NotWholeError(LageskollError):
    """The data in the finished document are not those it was made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is to be made: a report as one kind of document. `template` is the municipality's own for Word."""

    report: Report
    kind: Format
    words: Words
    template: bytes | None = None


class Press(Protocol):
    """Makes one document; errors are the same whoever makes it."""

    async def written(self) -> bytes:
        """The document. Raises `ReportTemplateError` or `NotPrintedError`."""

    async def check(self, sheet: Sheet) -> None:
        """What is read out of the document is what went into it. Raises `NotWholeError`."""


Printer = Callable[[Sheet], AbstractAsyncContextManager[Press]]
"""Makes a document for as long as the block lasts."""


class _OtherProcess:
    """A document that is being made in another process, which answers in pieces, each after its size."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def written(self) -> bytes:
        """The document. Raises `ReportTemplateError` or `NotPrintedError`."""
        answer = await self._answer()
        if isinstance(answer, bytes):
            return answer
        raise answer if isinstance(answer, ReportTemplateError) else NotPrintedError(str(answer))

    async def check(self, sheet: Sheet) -> None:
        """What is read out of the document is what went into it. Raises `NotWholeError`."""
        found = await self._answer()
        if sheet.kind in CARRIES_DATA and found != sheet.report.mark.sha256:
            raise NotWholeError(sheet.kind.value)

    async def _answer(self) -> object:
        assert self._process.stdout is not None
        try:
            async with asyncio.timeout(LONGEST.total_seconds()):
                size = await self._process.stdout.readexactly(SIZE_BYTES)
                content = await self._process.stdout.readexactly(int.from_bytes(size))
        except (asyncio.IncompleteReadError, OSError, TimeoutError) as error:
            raise NotPrintedError(type(error).__name__) from error
        answer: object = pickle.loads(content)  # noqa: S301 - it is from a process of our own
        return answer


@asynccontextmanager
async def printing(sheet: Sheet) -> AsyncIterator[Press]:
    """Begin to make it; the process is ended with the block, whatever happens in it."""
    errand = await asyncio.to_thread(pickle.dumps, sheet)
    process = await asyncio.create_subprocess_exec(*PROGRAM, stdin=PIPE, stdout=PIPE)
    giving = asyncio.create_task(_give(process, errand))
    try:
        yield _OtherProcess(process)
    finally:
        giving.cancel()
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
        await asyncio.gather(giving, process.wait(), return_exceptions=True)


async def _give(process: Process, errand: bytes) -> None:
    """Hand the errand over. A process that has died already is told of by its silence."""
    assert process.stdin is not None
    with suppress(OSError):
        process.stdin.write(errand)
        await process.stdin.drain()
        process.stdin.close()
