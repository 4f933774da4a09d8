"""Roles by Entra group are asked for anew when their holder does something, so that a change counts then."""

import asyncio
import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from domain.people import Person, Role, TenantId
from domain.permissions import has_any
from scheduler.directory import DirectoryError
from storage import group_roles
from storage import people as people_store
from storage.database import Database

log = logging.getLogger(__name__)

# Whoever presses several buttons in a row is asked about once.
FRESH = timedelta(seconds=30)
AFTER_FAILURE = timedelta(minutes=1)
# Somebody is waiting for an answer; without one from the directory they get what the clock read last.
PATIENCE = timedelta(seconds=2)
MOST_REMEMBERED = 1_000


class Memberships(Protocol):
    """Says which groups somebody is in. Raises `DirectoryError` and nothing else on failure."""

    async def among(self, entra_object_id: str, groups: Collection[str]) -> frozenset[str]:
        """Those of these groups that the person is in, also through groups inside them."""


@dataclass(slots=True, kw_only=True)
class Rights:
    """The roles that the groups give, asked for on the holder's own turn; `groups` are those of the settings.

    Nobody is asked about who has no such role and needs none for what they do: most people, nearly always.
    """

    database: Database
    memberships: Memberships
    groups: Mapping[Role, str]
    patience: timedelta = PATIENCE
    _asked_at: dict[str, datetime] = field(default_factory=dict, init=False)
    _not_before: datetime | None = field(default=None, init=False)

    async def current(
        self, tenant_id: TenantId, person: Person, needed: frozenset[Role], at: datetime
    ) -> Person:
        """The person with the roles that they have now; as stored where nothing else can be known in time."""
        user = person.entra_object_id
        if user is None or self._knows(user, at):
            return person
        async with self.database.reading(tenant_id) as session:
            stored = await group_roles.of_person(session, user)
        if not stored and has_any(person, needed):
            return person
        now = await self._ask(user, at)
        if now is None or now == stored:
            return person
        async with self.database.writing(tenant_id) as session:
            await group_roles.set_of_person(session, user, now, at)
            return await people_store.by_entra_object_id(session, user) or person

    def _knows(self, user: str, at: datetime) -> bool:
        """Whether the person was asked about a moment ago, or there is no use in asking just now."""
        if self._not_before is not None and at < self._not_before:
            return True
        asked_at = self._asked_at.get(user)
        return asked_at is not None and asked_at <= at < asked_at + FRESH

    async def _ask(self, user: str, at: datetime) -> frozenset[Role] | None:
        try:
            async with asyncio.timeout(self.patience.total_seconds()):
                inside = await self.memberships.among(user, frozenset(self.groups.values()))
        except (DirectoryError, TimeoutError) as error:
            wait = error.retry_after if isinstance(error, DirectoryError) else None
            self._not_before = at + max(AFTER_FAILURE, wait or AFTER_FAILURE)
            log.warning("The groups of somebody who acts could not be read: %s", error or "no answer in time")
            return None
        self._remember(user, at)
        return frozenset(role for role, group in self.groups.items() if group in inside)

    def _remember(self, user: str, at: datetime) -> None:
        if len(self._asked_at) >= MOST_REMEMBERED:
            self._asked_at.clear()
        self._asked_at[user] = at
