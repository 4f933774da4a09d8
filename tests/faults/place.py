"""Municipalities in a database, where it is nine o'clock and everybody is to be reminded."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from bench import town_writing
from bench.town import MORNING, Town, conversation_id
from bot.clock import system_clock
from domain.deliveries import Fate
from domain.reminders import ReminderDecision, ReminderKind
from storage import reminders as reminder_store
from storage.database import Database
from storage.tables import DeliveryRow
from tests.faults.mother import mother
from tests.faults.patience import PATIENCE_SECONDS, until

# The step of the ladder that has come: every replica that begins to serve decides that all are reminded.
STEP = "-5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The towns, and when it became `start` there."""

    url: str
    database: Database
    towns: list[Town]
    start: datetime
    began: datetime

    def clock(self) -> datetime:
        """What time it is there."""
        return self.start + (system_clock() - self.began)

    def conversations(self) -> set[str]:
        """Everybody's chats."""
        return {conversation_id(person_id) for town in self.towns for person_id in town.people()}

    async def remind(self, key: str) -> None:
        """Decide to remind everybody, now."""
        at = self.clock()
        for town in self.towns:
            decisions = [
                ReminderDecision(person_id=person_id, key=key, kind=ReminderKind.NUDGE, not_before=at)
                for person_id in town.people()
            ]
            async with self.database.writing(town.tenant_id) as session:
                await reminder_store.put(session, town.follow_up_round_id, decisions, at)

    async def fate_of_each(self, key: str = STEP) -> dict[str, Fate]:
        """What became of the messages that were decided under that key, by conversation."""
        found: dict[str, Fate] = {}
        for town in self.towns:
            async with self.database.reading(town.tenant_id) as session:
                theirs = select(DeliveryRow.person_id, DeliveryRow.fate).where(
                    col(DeliveryRow.tenant_id) == town.tenant_id, col(DeliveryRow.key).endswith(f":{key}")
                )
                for person_id, fate in await session.sql.exec(theirs):
                    found[conversation_id(person_id)] = Fate(fate)
        return found

    async def fates(self, key: str = STEP) -> Counter[Fate]:
        """How many of those messages have met each fate."""
        return Counter((await self.fate_of_each(key)).values())

    async def noted_as_sent(self, key: str = STEP) -> set[str]:
        """The chats of those whose message is noted as sent."""
        fates = await self.fate_of_each(key)
        return {conversation for conversation, fate in fates.items() if fate is Fate.SENT}

    async def leases(self) -> int:
        """How many messages somebody has taken, and not given back."""
        found = 0
        for town in self.towns:
            async with self.database.reading(town.tenant_id) as session:
                taken = session.rows(DeliveryRow).where(col(DeliveryRow.lease) != "")
                found += len((await session.sql.exec(taken)).all())
        return found

    async def all_is_sent(self, key: str = STEP, patience: float = PATIENCE_SECONDS) -> None:
        """Wait until everybody's message is noted as sent."""

        async def is_so() -> bool:
            return await self.noted_as_sent(key) == self.conversations()

        await until(is_so, patience)


@asynccontextmanager
async def laid(url: str, service_url: str, *, owners: int, towns: int = 1) -> AsyncIterator[Place]:
    """Write the towns into a migrated database. `owners` are all of them together."""
    # In another process: a whole municipality is written without naming it in each statement.
    with ProcessPoolExecutor(1, mp_context=mother()) as writer:
        written = await asyncio.get_running_loop().run_in_executor(
            writer, _write, url, service_url, towns, owners // towns
        )
    database = Database(url)
    try:
        yield Place(url=url, database=database, towns=written, start=MORNING, began=system_clock())
    finally:
        await database.close()


def _write(url: str, service_url: str, towns: int, owners: int) -> list[Town]:
    return town_writing.write(url, service_url, tenants=towns, owners=owners)
