"""What this room needs of the directory (Entra): who is in a group; and the tick that reads it."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from domain.people import Role, TenantId
from storage import group_roles
from storage.database import Database

log = logging.getLogger(__name__)

# At each plan tick, however late or early it is; and with patience where there is no answer.
EVERY = timedelta(seconds=50)
AFTER_FAILURE = timedelta(minutes=10)
# Who owns what is said by the plan alone.
ROLES_BY_GROUP = (Role.STRATEGIST, Role.DIRECTOR, Role.MANAGER, Role.ADMIN)


class DirectoryError(Exception):
    """The directory did not answer; `retry_after` is how long it asks us to wait."""

    def __init__(self, code: str, *, retry_after: timedelta | None = None) -> None:
        super().__init__(f"the directory did not answer ({code})")
        self.code = code
        self.retry_after = retry_after


def again_at(at: datetime, retry_after: timedelta | None) -> datetime:
    """When the directory may be asked again after it has not answered."""
    return at + max(AFTER_FAILURE, retry_after or AFTER_FAILURE)


class Directory(Protocol):
    """Says who is in a group. Raises `DirectoryError` and nothing else on failure."""

    async def members(self, group_id: str) -> frozenset[str]:
        """The Entra object ids of the people in a group and in the groups inside it; none if it is gone."""


class NoDirectory:
    """Nobody may be asked."""

    async def members(self, group_id: str) -> frozenset[str]:
        """Nobody is in any group."""
        raise DirectoryError(f"not allowed to read {group_id}")


@dataclass(slots=True, kw_only=True)
class Roster:
    """Keeps the roles of one tenant as the groups are; a role whose group is not named is nobody's."""

    tenant_id: TenantId
    database: Database
    directory: Directory
    groups: Mapping[Role, str]
    clock: Callable[[], datetime]
    _not_before: datetime | None = field(default=None, init=False)

    async def run(self) -> None:
        """Read the groups, if it is time; what cannot be read stays as it was."""
        at = self.clock()
        if self._not_before is not None and at < self._not_before:
            return
        if self.tenant_id not in await self.database.tenants():
            return
        self._not_before = at + EVERY
        for role in ROLES_BY_GROUP:
            await self._read(role, at)

    async def _read(self, role: Role, at: datetime) -> None:
        group_id = self.groups.get(role)
        try:
            now = await self.directory.members(group_id) if group_id else frozenset()
        except DirectoryError as error:
            log.warning("Who is %s could not be read: %s", role.value, error)
            self._not_before = again_at(at, error.retry_after)
            return
        async with self.database.reading(self.tenant_id) as session:
            before = await group_roles.members(session, role)
        if now != before:
            async with self.database.writing(self.tenant_id) as session:
                await group_roles.set_members(session, role, now, at)
