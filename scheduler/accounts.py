"""The plan tick asks the directory about everybody in the plan, once a day, where that is allowed."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from domain.calendar import WorkCalendar
from domain.directory import Account, DirectoryState, stale_before, state_of
from domain.people import Person, PersonId, TenantId
from scheduler.directory import DirectoryError, again_at
from storage import directory
from storage import people as people_store
from storage import rounds as round_store
from storage.database import Database

log = logging.getLogger(__name__)

AT_ONCE = 20
# A tick has other things to do too; the next one goes on.
MOST_IN_A_TICK = 10 * AT_ONCE


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedUp:
    """The account of each person who was asked about, None for no account; who is missing was not answered.

    `retry_after` is how long the directory asks us to wait before the others are asked about again.
    """

    accounts: Mapping[PersonId, Account | None]
    retry_after: timedelta | None = None


class Accounts(Protocol):
    """Says which account each person has. Raises `DirectoryError` and nothing else on failure."""

    async def look_up(self, people: Sequence[Person]) -> LookedUp:
        """By Entra object id where it is known, else by e-mail address; at most `AT_ONCE` people."""


@dataclass(slots=True, kw_only=True)
class Census:
    """Keeps what the directory says about one tenant's people; what it does not say stays as it was."""

    tenant_id: TenantId
    database: Database
    accounts: Accounts
    calendar: WorkCalendar
    clock: Callable[[], datetime]
    _not_before: datetime | None = field(default=None, init=False)

    async def run(self) -> None:
        """Ask about those whom nobody has asked about for a day, if the directory may be asked now."""
        at = self.clock()
        if self._not_before is not None and at < self._not_before:
            return
        people = await self._stale(at)
        for start in range(0, len(people), AT_ONCE):
            if not await self._ask(people[start : start + AT_ONCE], at):
                return

    async def _stale(self, at: datetime) -> list[Person]:
        async with self.database.reading(self.tenant_id) as session:
            before = stale_before(await round_store.every(session), at, self.calendar)
            wanted = await directory.stale(session, before, MOST_IN_A_TICK)
            found = await people_store.some(session, wanted) if wanted else {}
        return [found[each] for each in wanted if each in found]

    async def _ask(self, people: Sequence[Person], at: datetime) -> bool:
        """Ask about some of them and remember it; False when the rest is to wait."""
        try:
            answer = await self.accounts.look_up(people)
        except DirectoryError as error:
            log.warning("What the directory says of people could not be read: %s", error)
            return self._later(at, error.retry_after)
        known = [each for each in people if each.person_id in answer.accounts]
        await self._remember(known, answer.accounts, at)
        return True if len(known) == len(people) else self._later(at, answer.retry_after)

    async def _remember(
        self, people: Sequence[Person], accounts: Mapping[PersonId, Account | None], at: datetime
    ) -> None:
        states = {each.person_id: state_of(each, accounts[each.person_id]) for each in people}
        async with self.database.writing(self.tenant_id) as session:
            await directory.remember(session, states, at)
            for person in sorted(people, key=lambda each: each.person_id):
                account = accounts[person.person_id]
                is_new = person.entra_object_id is None and states[person.person_id] is DirectoryState.MEMBER
                if is_new and account is not None:
                    await people_store.match(session, account.entra_object_id, (person.email,))

    def _later(self, at: datetime, retry_after: timedelta | None) -> bool:
        self._not_before = again_at(at, retry_after)
        return False
