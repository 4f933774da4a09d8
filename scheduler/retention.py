"""Once a day what has been kept long enough is removed, a little at a time, and what went is written down."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from domain.calendar import WorkCalendar
from domain.people import TenantId
from domain.retention import SEEN_TO, RetentionRules
from storage import audit
from storage.database import Database
from storage.retention import carrying_out, days

log = logging.getLogger(__name__)

DEED = "retention.done"
# When few are at work, by local time.
NOT_BEFORE = time(2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """The rules, and what stands where somebody's text was removed (`mark`)."""

    database: Database
    calendar: WorkCalendar
    rules: RetentionRules
    mark: str

    async def of_the_day(self, tenant_id: TenantId, at: datetime) -> Mapping[str, int] | None:
        """See to the tenant's data, unless it is done for today or another process does it."""
        local = self.calendar.local(at)
        if local.time() < NOT_BEFORE:
            return None
        day = local.date()
        async with self.database.reading(tenant_id) as session:
            if await days.is_seen_to(session, day):
                return None
        async with self.database.writing(tenant_id) as session:
            if not await days.take_on(session, day, at):
                return None
        counts, is_whole = await self.see_to(tenant_id, at)
        if is_whole:
            async with self.database.writing(tenant_id) as session:
                await days.finish(session, day, at, counts)
        return counts

    async def see_to(self, tenant_id: TenantId, at: datetime) -> tuple[Mapping[str, int], bool]:
        """Remove what is too old: how many of each kind went, and whether every kind could be seen to."""
        counts: dict[str, int] = {}
        is_whole = True
        for kind in SEEN_TO:
            before = self.rules.before(kind, at)
            if before is None:
                continue
            try:
                counts[kind.value] = await carrying_out.carry_out(
                    self.database, tenant_id, kind, before, at=at, mark=self.mark
                )
            except Exception:
                # What refers to one kind must not keep the others from going.
                log.exception("%s of tenant %s could not be removed", kind.value, tenant_id)
                is_whole = False
        counts = {kind: count for kind, count in counts.items() if count}
        if counts:
            async with self.database.writing(tenant_id) as session:
                await audit.record(session, deed=DEED, subject="retention", at=at, counts=counts)
        return counts, is_whole
