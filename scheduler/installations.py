"""The plan tick has the app installed for the people whom somebody has asked for, where that is allowed."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domain.installations import Outcome, Refusal, has_waited_too_long
from domain.people import PersonId, TenantId
from scheduler.directory import DirectoryError, again_at
from storage import audit, installations
from storage import contacts as contact_store
from storage import people as people_store
from storage.database import Database, TenantSession
from storage.installations import Claimed

log = logging.getLogger(__name__)

# Graph takes more, but a tick has other things to do; the next one goes on.
AT_ONCE = 4
MOST_IN_A_TICK = 10 * AT_ONCE


class Installer(Protocol):
    """Installs the app for one person. Raises `DirectoryError` and nothing else when there is no answer."""

    async def install(self, entra_object_id: str) -> Outcome:
        """What came of it; that the app was there already is as good as installing it."""


@dataclass(slots=True, kw_only=True)
class Installations:
    """Carries out what has been asked for in one tenant. Their chat is learned when Teams tells of it."""

    tenant_id: TenantId
    database: Database
    installer: Installer
    clock: Callable[[], datetime]
    _not_before: datetime | None = field(default=None, init=False)

    async def run(self) -> None:
        """Try those that are due, a few at a time; what Graph does not answer waits for a later tick."""
        at = self.clock()
        if self._not_before is not None and at < self._not_before:
            return
        for _ in range(0, MOST_IN_A_TICK, AT_ONCE):
            async with self.database.writing(self.tenant_id) as session:
                claimed = await installations.claim(session, at, AT_ONCE)
                wanted = await _still_wanted(session, claimed, at)
            if not claimed or not await self._try(wanted, at):
                return

    async def _try(self, wanted: Sequence[tuple[Claimed, str]], at: datetime) -> bool:
        """Install for each; False when Graph is to be left alone for a while."""
        outcomes = await asyncio.gather(*(self._install(object_id) for _, object_id in wanted))
        failures = [each for each in outcomes if isinstance(each, DirectoryError)]
        later = max((again_at(at, each.retry_after) for each in failures), default=again_at(at, None))
        async with self.database.writing(self.tenant_id) as session:
            for (claimed, _), outcome in zip(wanted, outcomes, strict=True):
                await _write(session, claimed, outcome, at=at, later=later)
        if failures:
            log.warning("The app could not be installed now: %s", failures[0])
            self._not_before = later
        return not failures

    async def _install(self, entra_object_id: str) -> Outcome | DirectoryError:
        try:
            return await self.installer.install(entra_object_id)
        except DirectoryError as error:
            return error


async def _still_wanted(
    session: TenantSession, claimed: Sequence[Claimed], at: datetime
) -> list[tuple[Claimed, str]]:
    """Those who are still in the plan and whom nobody has reached meanwhile, in a stable order."""
    ids = {each.installation.person_id for each in claimed}
    people = await people_store.some(session, ids) if ids else {}
    reached = await contact_store.of_people(session, ids) if ids else {}
    wanted = []
    for each in sorted(claimed, key=lambda one: one.installation.person_id):
        person_id = each.installation.person_id
        person = people.get(person_id)
        if person is None or person.entra_object_id is None or person_id in reached:
            await installations.drop(session, each, at)
        else:
            wanted.append((each, person.entra_object_id))
    return wanted


async def _write(
    session: TenantSession,
    claimed: Claimed,
    outcome: Outcome | DirectoryError,
    *,
    at: datetime,
    later: datetime,
) -> None:
    person_id = claimed.installation.person_id
    if isinstance(outcome, DirectoryError):
        if not has_waited_too_long(claimed.installation, at):
            await installations.put_back(session, claimed, later)
            return
        outcome = Outcome(refusal=Refusal.NO_ANSWER, code=outcome.code)
    if await installations.settle(session, claimed, outcome, at):
        await _record(session, person_id, outcome, at)


async def _record(session: TenantSession, person_id: PersonId, outcome: Outcome, at: datetime) -> None:
    subject = f"person:{person_id}"
    if outcome.refusal is None:
        await audit.record(session, deed="app.installed", subject=subject, at=at)
        return
    why = outcome.refusal.value
    await audit.record(session, deed="app.refused", subject=subject, at=at, refusal=why, code=outcome.code)
