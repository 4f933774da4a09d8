"""A press without a process of its own, for tests that are about something else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from dialogs.report.press import CARRIES_DATA, NotWholeError, Press, Sheet
from domain.chat_files import LARGEST_OFFERED
from reports.evidence import evidence
from reports.rendering import rendered


class HandPress:
    """Makes the document where it stands."""

    def __init__(self, sheet: Sheet) -> None:
        self._content = rendered(sheet.report, sheet.kind, sheet.words, sheet.template)

    async def written(self) -> bytes:
        return self._content

    async def check(self, sheet: Sheet) -> None:
        if sheet.kind in CARRIES_DATA and evidence(self._content).data_sha256 != sheet.report.mark.sha256:
            raise NotWholeError(sheet.kind.value)


@asynccontextmanager
async def printing_by_hand(sheet: Sheet) -> AsyncIterator[Press]:
    """Keeps the contract of `dialogs.report.press.printing`."""
    yield HandPress(sheet)


class HeavyPress(HandPress):
    """Everything it makes is larger than the chat takes."""

    async def written(self) -> bytes:
        return await HandPress.written(self) + bytes(LARGEST_OFFERED)


@asynccontextmanager
async def heavy_printing(sheet: Sheet) -> AsyncIterator[Press]:
    """As `printing_by_hand`, and heavier."""
    yield HeavyPress(sheet)


def has_ended(press: Press) -> bool:
    """Whether nothing is left of the process."""
    return press._process.returncode is not None  # type: ignore[attr-defined]
