"""Writes down who was refused: a line a minute for each reason and service, with how many more there were."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.api.problems import Code, ProblemError
from domain.people import TenantId
from storage import audit
from storage.database import Database

logger = logging.getLogger(__name__)

NOTED = frozenset({Code.TOKEN_REFUSED, Code.CLIENT_UNKNOWN, Code.ROLE_MISSING, Code.TOO_MANY_REQUESTS})
PAUSE = timedelta(minutes=1)
# Services of one municipality; whoever has no good token is one of them, however many they are.
MOST_REMEMBERED = 1000


@dataclass(slots=True)
class Told:
    """When something was last written down, and how often it has happened since."""

    at: datetime
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusals:
    """The audit trail of what was refused, which strangers cannot fill."""

    database: Database
    tenant_id: TenantId
    clock: Callable[[], datetime]
    told: dict[tuple[str, str], Told] = field(default_factory=dict)

    async def note(self, refused: ProblemError, operation: str, client: str) -> None:
        """Somebody was refused; `client` is "" where nobody knows who it was."""
        if refused.code not in NOTED:
            return
        logger.info(
            "The API refused %s: %s (%s)", client or "a stranger", operation, refused.__cause__ or refused
        )
        at, key = self.clock(), (refused.code.value, client)
        last = self.told.get(key)
        if last is not None and at - last.at < PAUSE:
            last.more += 1
            return
        if len(self.told) >= MOST_REMEMBERED:
            self.told.clear()
        self.told[key] = Told(at=at)
        await self._write(refused.code, operation, client, at, last.more if last else 0)

    async def _write(self, code: Code, operation: str, client: str, at: datetime, before: int) -> None:
        if self.tenant_id not in await self.database.tenants():
            return
        async with self.database.writing(self.tenant_id) as session:
            await audit.record(
                session,
                deed="api.refused",
                subject=f"api:{operation}",
                at=at,
                code=code.value,
                client=client,
                more_before=before,
            )
