"""Whether the house can do its work, as a load balancer and whoever keeps watch ask it."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from cards.card import JsonValue
from scheduler.duties import Duties
from storage import outbox
from storage.database import Database

log = logging.getLogger(__name__)

# A tick or a message that is this late means that something is wrong.
LATEST_TICK = timedelta(minutes=5)
OLDEST_UNSENT = timedelta(minutes=15)


async def readiness(database: Database, duties: Duties, at: datetime) -> tuple[bool, Mapping[str, JsonValue]]:
    """Whether the house can do its work, and the facts: database, last tick, oldest unsent message."""
    try:
        oldest = await _oldest_unsent(database, at)
    except Exception:
        log.exception("the database does not answer")
        return False, {"database": False}
    facts: dict[str, JsonValue] = {
        "database": True,
        "last_tick": duties.last_run.isoformat() if duties.last_run else None,
        "oldest_unsent": oldest.isoformat() if oldest else None,
    }
    is_ticking = duties.last_run is not None and at - duties.last_run < LATEST_TICK
    return is_ticking and (oldest is None or at - oldest < OLDEST_UNSENT), facts


async def _oldest_unsent(database: Database, at: datetime) -> datetime | None:
    found = []
    for tenant_id in await database.tenants():
        async with database.reading(tenant_id) as session:
            found.append(await outbox.oldest_overdue(session, at))
    return min((moment for moment in found if moment is not None), default=None)
