"""Everything that the clock must see to, in order; the same for the real clock, the demo's and the tests'."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from domain.calendar import WorkCalendar
from domain.rounds import next_moment
from scheduler import chat_files, escalation, matters, preflight, reminders, rounds
from scheduler.accounts import Census
from scheduler.deeds import Deed
from scheduler.delivery import Postman
from scheduler.directory import Roster
from scheduler.installations import Installations
from scheduler.notice_boards import NoticeBoards
from scheduler.observing import Nobody, Observer
from storage import deadlines, outbox
from storage import matters as matter_store
from storage import rounds as round_store
from storage.database import Database, TenantSession

Duty = Callable[[Database, datetime, WorkCalendar], Awaitable[list[Deed]]]

OF_THE_ROUNDS: Mapping[str, Duty] = MappingProxyType(
    {
        "rounds": rounds.run,
        "reminders": reminders.run,
        "preflight": preflight.run,
        "escalation": escalation.run,
        "matters": matters.run,
    }
)


class Errand(Protocol):
    """Something that is asked of others at each tick."""

    async def run(self) -> None:
        """Ask, unless it is too early."""


class Post(Errand, Protocol):
    """Letters, some of which wait."""

    async def next_due(self, session: TenantSession, at: datetime) -> datetime | None:
        """When the next one of the tenant is seen to after `at`; None when none waits."""


@dataclass(slots=True, kw_only=True)
class Duties:
    """What is done at each tick. `last_run` is for the health check; `roster` reads who has which role,
    `notice_boards` keeps the overviews in channels up to date, `census` asks the directory about people, and
    `installations` has the app installed for those whom a strategist has asked for. `upkeep` links the audit
    trail and removes what is too old, and `letters` go to whoever Teams cannot reach.
    """

    database: Database
    calendar: WorkCalendar
    postman: Postman
    clock: Callable[[], datetime]
    roster: Roster | None = None
    notice_boards: NoticeBoards | None = None
    census: Census | None = None
    installations: Installations | None = None
    upkeep: Errand | None = None
    letters: Post | None = None
    observer: Observer = field(default_factory=Nobody)
    last_run: datetime | None = field(default=None)

    async def plan(self) -> list[Deed]:
        """Open and close rounds, decide who is to be reminded, and pass on what nobody has answered."""
        at = self.clock()
        deeds: list[Deed] = []
        for name, duty in OF_THE_ROUNDS.items():
            with self.observer.duty(name):
                deeds += await duty(self.database, at, self.calendar)
        with self.observer.duty("chat_files"):
            await chat_files.run(self.database, at)
        if self.notice_boards is not None:
            with self.observer.duty("notice_boards"):
                deeds += await self.notice_boards.run(at)
        self.last_run = at
        for name, errand in self._errands.items():
            with self.observer.duty(name):
                await errand.run()
        return deeds

    @property
    def _errands(self) -> Mapping[str, Errand]:
        """What is asked of others; the rounds do not wait for it."""
        named: Mapping[str, Errand | None] = {
            "roster": self.roster,
            "census": self.census,
            "installations": self.installations,
            "letters": self.letters,
            "upkeep": self.upkeep,
        }
        return {name: errand for name, errand in named.items() if errand is not None}

    async def deliver(self) -> list[Deed]:
        """Send what is due."""
        return await self.postman.run()

    def rest(self) -> None:
        """Begin nothing more: the process is about to stop."""
        self.postman.rest()

    async def run(self) -> list[Deed]:
        """Everything once: plan, then deliver."""
        return [*await self.plan(), *await self.deliver()]

    async def next_due(self) -> datetime | None:
        """The next instant at which something is to happen; None when nothing is in sight."""
        at, found = self.clock(), []
        for tenant_id in await self.database.tenants():
            async with self.database.reading(tenant_id) as session:
                follow_up_rounds = await round_store.every(session)
                own_deadlines = {
                    each.follow_up_round_id: {
                        own.day for own in (await deadlines.own(session, each)).values()
                    }
                    for each in follow_up_rounds
                    if each.is_open
                }
                found.append(next_moment(follow_up_rounds, at, self.calendar, own_deadlines))
                found.append(await outbox.next_due(session, at))
                found.append(await matter_store.next_due(session, at))
                found.append(await self.letters.next_due(session, at) if self.letters else None)
        return min((moment for moment in found if moment is not None and moment > at), default=None)
