"""What the database needs done to it as time passes: the audit trail is linked, and what is old goes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from domain.people import TenantId
from scheduler.deeds import Deed
from scheduler.retention import Retention
from scheduler.tenants import for_each
from storage import audit_chain
from storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """Done at each tick; `retention` is None where nothing is removed."""

    database: Database
    clock: Callable[[], datetime]
    retention: Retention | None = None

    async def run(self) -> None:
        """Link what has happened since the last tick, and once a day remove what is too old."""
        await for_each(self.database, self._of)

    async def _of(self, tenant_id: TenantId) -> list[Deed]:
        await audit_chain.link_new(self.database, tenant_id)
        if self.retention is not None:
            await self.retention.of_the_day(tenant_id, self.clock())
        return []
