"""Makes a document in a process of its own, so that everybody else's turns go on meanwhile."""

import asyncio
import os
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pkgutil import resolve_name
from typing import Protocol

from cards.words import Words
from domain.errors import LageskollError
from domain.report.formats import Format
from domain.report.seal import Report
from reports.rendering import rendered
from reports.word.faults import ReportTemplateError

# Two thousand plan activities take half a minute at the most on a busy machine; this is something else.
LONGEST = timedelta(minutes=10)
# Whoever asks for a turn goes first on the processor.
NICENESS = 10
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
    """A document that is being made in another process."""

    def __init__(self, receiver: Connection) -> None:
        self._receiver = receiver

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
        try:
            async with asyncio.timeout(LONGEST.total_seconds()):
                return await asyncio.to_thread(self._receiver.recv)
        except (EOFError, OSError, TimeoutError) as error:
            raise NotPrintedError(type(error).__name__) from error


@asynccontextmanager
async def printing(sheet: Sheet) -> AsyncIterator[Press]:
    """Begin to make it; the process is ended with the block, whatever happens in it."""
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_print, args=(sender, sheet), daemon=True)
    # A new interpreter reads its errand while it starts, and nobody should wait for that.
    await asyncio.to_thread(process.start)
    sender.close()
    try:
        yield _OtherProcess(receiver)
    finally:
        # A thread that still listens hears that there is nobody any more.
        process.kill()
        await asyncio.to_thread(process.join)
        process.close()
        receiver.close()


def _print(sender: Connection, sheet: Sheet) -> None:
    """In the other process: the document first, and then what can be read out of it."""
    with suppress(AttributeError, OSError):
        os.nice(NICENESS)
    try:
        content = rendered(sheet.report, sheet.kind, sheet.words, sheet.template)
        sender.send(content)
        # By its name, as what reads PDF files is large and only this process needs it.
        sender.send(resolve_name("reports.evidence:evidence")(content).data_sha256)
    except ReportTemplateError as error:
        sender.send(error)
    except Exception as error:  # noqa: BLE001 - it is told to the process that asked, which logs it
        # Where it went wrong, without the message: what people have answered may stand in it.
        sender.send(f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}")
