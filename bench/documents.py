"""How long each kind of document takes to make, how large it is, and how much it holds everybody else up.

`python -m bench.documents --help` tells what can be chosen; `--quick` takes half a minute.
"""

import asyncio
import resource
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Annotated

import typer

from bench import databases, tables, town
from bench.summary import write
from cards.words import Words
from dialogs.report import loading
from dialogs.report.press import Sheet, printing
from domain.calendar import WorkCalendar
from domain.report.formats import Format
from domain.report.orders import takes_long
from domain.report.seal import Report
from reports.rendering import rendered
from storage import rounds
from storage.database import Database

# A small municipality, a large one, and one that is twice as large as any.
SIZES = (64, 1_000, 2_000)
TICK = 0.005
HEADINGS = ("document", "plan activities", "seconds", "CPU s", "KB", "worst stall ms", "made")
NOTES = (
    "Seconds from the report to the file, in Swedish; the data are read first, in the row before.",
    "“Beside”: in a process of its own, which begins anew each time. “In the turn”: in a thread of ours.",
    "Worst stall: the longest that anybody else's turn had to wait for the event loop meanwhile.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What making something took."""

    title: str
    plan_activities: int
    seconds: float
    processor: float
    size: int
    stall: float
    is_beside: bool = False

    def row(self) -> tuple[str, ...]:
        """As the table shows it."""
        return (
            self.title,
            tables.number(self.plan_activities),
            tables.number(self.seconds),
            tables.number(self.processor),
            tables.number(self.size / 1000) if self.size else "",
            tables.number(self.stall * 1000),
            "beside" if self.is_beside else "in the turn",
        )


def main(
    *,
    size: Annotated[list[int] | None, typer.Option(help="How many plan activities.")] = None,
    quick: Annotated[bool, typer.Option(help="A small plan alone.")] = False,
) -> None:
    """Measure every kind of document, made as the service makes it."""
    # What is imported and compiled when the first document is made is no part of the measure.
    documents(SIZES[0])
    found = [each for number in size or (SIZES[:1] if quick else SIZES) for each in documents(number)]
    title = f"Documents\n{tables.machine()}"
    tables.show(title, HEADINGS, (each.row() for each in found), NOTES)


def documents(plan_activities: int) -> list[Taken]:
    """Read the report and make every kind of document of it, on SQLite."""
    with databases.of_kind(databases.SQLITE) as place:
        towns: list[town.Town] = []
        place.filled(lambda url: towns.append(write(url, plan_activities)))
        return asyncio.run(_documents(place.copy(), towns[0], plan_activities))


async def _documents(url: str, home: town.Town, plan_activities: int) -> list[Taken]:
    database = Database(url)
    try:
        report = await _read(database, home)
        read = await _timed("reading the data", plan_activities, lambda: _size(_read(database, home)))
        made = [await _document(report, kind, plan_activities) for kind in Format]
        return [read, *made]
    finally:
        await database.close()


async def _document(report: Report, kind: Format, plan_activities: int) -> Taken:
    """Made as the service would make it."""
    is_beside = takes_long(kind, plan_activities)

    async def make() -> int:
        if not is_beside:
            return len(await asyncio.to_thread(rendered, report, kind, Words()))
        sheet = Sheet(report=report, kind=kind, words=Words())
        async with printing(sheet) as press:
            content = await press.written()
            await press.check(sheet)
        return len(content)

    return await _timed(kind.value, plan_activities, make, is_beside=is_beside)


async def _timed(
    title: str, plan_activities: int, work: Callable[[], Awaitable[int]], *, is_beside: bool = False
) -> Taken:
    began, spent = time.perf_counter(), _processor()
    async with _watched() as watch:
        size = await work()
    return Taken(
        title=title,
        plan_activities=plan_activities,
        seconds=time.perf_counter() - began,
        processor=_processor() - spent,
        size=size,
        stall=watch.worst,
        is_beside=is_beside,
    )


async def _read(database: Database, home: town.Town) -> Report:
    async with database.reading(home.tenant_id) as session:
        follow_up_round = await rounds.find(session, home.follow_up_round_id)
        if follow_up_round is None:
            raise RuntimeError(home)
        return await loading.draft(session, follow_up_round, WorkCalendar(), town.MORNING.date())


async def _size(reading: Awaitable[Report]) -> int:
    await reading
    return 0


@dataclass(slots=True)
class _Watch:
    """The longest that the event loop has been away."""

    worst: float = field(default=0.0)


@asynccontextmanager
async def _watched() -> AsyncIterator[_Watch]:
    watch = _Watch()
    looking = asyncio.create_task(_look(watch))
    try:
        yield watch
    finally:
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking


async def _look(watch: _Watch) -> None:
    last = time.perf_counter()
    while True:
        await asyncio.sleep(TICK)
        now = time.perf_counter()
        watch.worst, last = max(watch.worst, now - last - TICK), now


def _processor() -> float:
    """CPU seconds of this process and of those that it has ended."""
    used: Sequence[resource.struct_rusage] = [
        resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    tables.command(main)
