"""The metronome: APScheduler beats, and remembers nothing; the database is the memory."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.deeds import Deed
from scheduler.duties import Duties
from scheduler.observing import Nobody, Observer

log = logging.getLogger(__name__)

PLAN_EVERY_SECONDS = 60
DELIVER_EVERY_SECONDS = 1
GATHER = timedelta(seconds=0.25)
# Together with closing everything else a stop takes ten seconds at most.
LAST_BEAT_SECONDS = 8


class Clockwork:
    """Runs the duties at even intervals, and delivery soon when somebody asks for it."""

    def __init__(self, duties: Duties, observer: Observer | None = None) -> None:
        self._duties = duties
        self._observer = observer or Nobody()
        self._delivering = False
        self._asked = False
        self._beats: set[asyncio.Task[None]] = set()
        # It warns at every beat that falls while a long delivery runs, which is as it should be.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            # A late or missed beat is made up for by one beat, whatever the delay: the default of one
            # second would silently skip beats on a busy machine.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        now = datetime.now(UTC)
        for name, duty, seconds in (
            ("plan", self._plan, PLAN_EVERY_SECONDS),
            ("deliver", self._deliver, DELIVER_EVERY_SECONDS),
        ):
            self._scheduler.add_job(duty, "interval", seconds=seconds, id=name, next_run_time=now)

    def start(self) -> None:
        """Begin to beat, on the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop; what is unfinished is found again in the database."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def rest(self) -> None:
        """Stop, but let a beat that is under way write back what it has sent, for at most eight seconds.

        One that is broken off has let go of the database when this returns: a connection that is still out
        when the database closes would keep the process from ever ending.
        """
        if self._scheduler.running:
            self._scheduler.pause()
        self._duties.rest()
        if self._beats:
            _, late = await asyncio.wait(self._beats, timeout=LAST_BEAT_SECONDS)
            for beat in late:
                beat.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self.stop()

    def wake(self) -> None:
        """Deliver soon instead of at the next beat; while a delivery runs, once more after it.

        When many answer at once, what that changes in other cards is carried together.
        """
        if self._scheduler.running and not (self._asked or self._delivering):
            self._scheduler.modify_job("deliver", next_run_time=datetime.now(UTC) + GATHER)
        self._asked = True

    async def _plan(self) -> None:
        with self._noted():
            await self._guarded("plan", PLAN_EVERY_SECONDS, self._duties.plan)
            self.wake()

    async def _deliver(self) -> None:
        self._delivering = self._asked = True
        try:
            with self._noted():
                while self._asked:
                    self._asked = False
                    await self._guarded("deliver", DELIVER_EVERY_SECONDS, self._duties.deliver)
                    if self._asked:
                        await asyncio.sleep(GATHER.total_seconds())
        finally:
            self._delivering = False

    @contextmanager
    def _noted(self) -> Iterator[None]:
        beat = asyncio.current_task()
        assert beat is not None
        self._beats.add(beat)
        try:
            yield
        finally:
            self._beats.discard(beat)

    async def _guarded(self, name: str, every: float, duty: Callable[[], Awaitable[Sequence[Deed]]]) -> None:
        with self._observer.tick(name, every) as tick:
            try:
                tick.deeds = await duty()
            except Exception:
                # A failed beat must not stop the metronome; the next one tries again.
                tick.has_failed = True
                log.exception("the %s tick failed", name)
