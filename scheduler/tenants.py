"""One municipality after the other; what goes wrong in one is no concern of the next."""

import logging
from collections.abc import Awaitable, Callable

from domain.people import TenantId
from scheduler.deeds import Deed
from storage.database import Database

log = logging.getLogger(__name__)


async def for_each(database: Database, duty: Callable[[TenantId], Awaitable[list[Deed]]]) -> list[Deed]:
    """Do it for every tenant; a failure is logged, and found again at the next tick."""
    deeds: list[Deed] = []
    for tenant_id in await database.tenants():
        try:
            deeds += await duty(tenant_id)
        except Exception:
            # Whatever one tenant's data makes us trip over, the others' reminders go out on time.
            log.exception("the tick failed for tenant %s", tenant_id)
    return deeds
