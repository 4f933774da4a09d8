"""A postman as a process that has just started makes one: it remembers nothing."""

from collections.abc import Callable
from datetime import datetime

from scheduler.deeds import Deed
from scheduler.delivery import Postman
from scheduler.drawing import Artist
from scheduler.messenger import Messenger
from scheduler.pacing import Pacing
from scheduler.settings import SendingLimits
from scheduler.tour import Van
from storage.database import Database
from storage.sending_rights import SendingRights, rights_for
from tests.plans import CALENDAR

PER_SECOND = 10_000


def postman(
    database: Database,
    messenger: Messenger,
    clock: Callable[[], datetime],
    limits: SendingLimits | None = None,
    rights: SendingRights | None = None,
) -> Postman:
    """One that is never held up by the pace; what it waits for goes with the clock."""
    van = Van(
        database=database,
        messenger=messenger,
        artist=Artist(calendar=CALENDAR),
        clock=clock,
        pacing=Pacing(PER_SECOND, lambda: clock().timestamp()),
        limits=limits or SendingLimits(),
    )
    if rights is not None:
        return Postman(van, rights)
    return _ForOneRun(van, rights_for(database.url, lambda _: None))


class _ForOneRun(Postman):
    """Leaves nothing open behind it."""

    async def run(self) -> list[Deed]:
        try:
            return await super().run()
        finally:
            await self._rights.close()
