"""A process that is killed in the middle of sending loses nothing; the next one takes over."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import aiohttp
import pytest

from bot.demo.chat import Chat, JsonObject
from bot.demo.connector import LocalConnector
from domain.deliveries import Fate
from domain.people import TenantId
from storage import contacts as contact_store
from storage import ledger
from storage import people as people_store
from storage.database import Database
from tests.house.source import ROOT
from tests.plans import FIRST_STEP, SmallPlan, contact_of, entra_id, small_plan

NINE = "2023-08-22T09:00:00+02:00"
WHEN_THE_LEASE_HAS_RUN_OUT = "2023-08-22T09:02:00+02:00"
REMINDERS = Counter(karin=1, johan=2)


@dataclass(frozen=True, kw_only=True)
class Village:
    """A database with a round that has just opened, and a connector that outlives every process."""

    url: str
    plan: SmallPlan
    connector: LocalConnector

    def came(self) -> Counter[str]:
        """How many messages have come to each."""
        return Counter({chat.name: len(chat.shown) for chat in self.connector.chats.values() if chat.shown})


@pytest.fixture
async def village(sqlite_url: str, tenant_id: TenantId) -> AsyncIterator[Village]:
    connector = LocalConnector()
    async with connector.serving() as service_url:
        database = Database(sqlite_url)
        plan = await small_plan(database, tenant_id, contacts=())
        for name in ("karin", "johan", "amina"):
            chat = _chat(name, service_url, tenant_id)
            connector.add(chat)
            contact = replace(
                contact_of(plan, name), service_url=service_url, conversation_id=chat.conversation_id
            )
            async with database.writing(tenant_id) as session:
                await contact_store.learn(session, contact, FIRST_STEP)
                await people_store.match(session, entra_id(name), (f"{name}@borlange.example",))
        await database.close()
        yield Village(url=sqlite_url, plan=plan, connector=connector)


def _chat(name: str, service_url: str, tenant_id: TenantId) -> Chat:
    async def nothing(_: JsonObject) -> tuple[int, JsonObject | None]:
        raise AssertionError

    return Chat(
        post=nothing,
        service_url=service_url,
        tenant_id=tenant_id,
        entra_object_id=entra_id(name),
        name=name,
        address=f"{name}@borlange.example",
    )


@asynccontextmanager
async def process(village: Village, *, start: str, dies: str) -> AsyncIterator[tuple[Process, str]]:
    """A process that serves on the village's database, and its address; it is gone afterwards."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LAGESKOLL_")}
    started = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.flows.mortal", village.url, start, dies),
        cwd=ROOT,
        env=environment,
        stdout=PIPE,
    )
    try:
        assert started.stdout is not None
        yield started, (await started.stdout.readline()).decode().strip()
    finally:
        if started.returncode is None:
            started.send_signal(signal.SIGTERM)
        await started.communicate()


async def tick(address: str) -> int:
    """Let the process do what is due; gives the status."""
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{address}dev/clock", json={"advance": "PT0S"}) as answer,
    ):
        return answer.status


async def killed(village: Village, *, dies: str) -> None:
    async with process(village, start=NINE, dies=dies) as (started, address):
        with pytest.raises(aiohttp.ClientError):
            await tick(address)
        assert await started.wait() == -signal.SIGKILL


async def taken_over(village: Village, *, start: str) -> None:
    async with process(village, start=start, dies="never") as (started, address):
        assert await tick(address) == 200
        started.send_signal(signal.SIGTERM)
        assert await started.wait() == 0


async def fates(village: Village) -> Counter[Fate]:
    database = Database(village.url)
    async with database.reading(village.plan.tenant_id) as session:
        entries = await ledger.fates(session, village.plan.follow_up_round_id)
    await database.close()
    return Counter({entry.fate: number for entry, number in entries.items()})


async def test_a_crash_before_sending_loses_nothing_and_repeats_nothing(village: Village) -> None:
    await killed(village, dies="before")
    assert village.came() == Counter()
    assert await fates(village) == {Fate.CLAIMED: 3}

    await taken_over(village, start=WHEN_THE_LEASE_HAS_RUN_OUT)

    assert village.came() == REMINDERS
    assert await fates(village) == {Fate.SENT: 3}


async def test_a_crash_after_sending_repeats_at_most_what_was_in_flight(village: Village) -> None:
    await killed(village, dies="after")
    at_the_crash = village.came()
    assert at_the_crash.total() >= 1

    await taken_over(village, start=WHEN_THE_LEASE_HAS_RUN_OUT)

    assert village.came() == at_the_crash + REMINDERS
    assert await fates(village) == {Fate.SENT: 3}


async def test_nobody_takes_over_while_the_lease_lasts(village: Village) -> None:
    await killed(village, dies="before")

    await taken_over(village, start="2023-08-22T09:01:00+02:00")

    assert village.came() == Counter()
    assert await fates(village) == {Fate.CLAIMED: 3}
