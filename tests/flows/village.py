"""A small plan, a connector that outlives every process, and processes that serve and are killed."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from multiprocessing.context import ForkServerProcess

import aiohttp

from bot.demo.chat import Chat, JsonObject
from bot.demo.connector import LocalConnector
from domain.people import TenantId
from storage import contacts as contact_store
from storage import people as people_store
from storage.database import Database
from tests.faults.mother import mother
from tests.flows import mortal
from tests.plans import FIRST_STEP, SmallPlan, contact_of, entra_id, small_plan

LAST_WORDS_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Village:
    """A database with a round that has just opened, and a connector that outlives every process."""

    url: str
    plan: SmallPlan
    connector: LocalConnector

    def came(self) -> Counter[str]:
        """How many messages have come to each."""
        return Counter({chat.name: len(chat.shown) for chat in self.connector.chats.values() if chat.shown})


@asynccontextmanager
async def laid_out(url: str, tenant_id: TenantId) -> AsyncIterator[Village]:
    """The village on a database; Karin, Johan and Amina can be reached."""
    connector = LocalConnector()
    async with connector.serving() as service_url:
        database = Database(url)
        plan = await small_plan(database, tenant_id, contacts=())
        for name in ("karin", "johan", "amina"):
            chat = chat_of(name, service_url, tenant_id)
            connector.add(chat)
            contact = replace(
                contact_of(plan, name), service_url=service_url, conversation_id=chat.conversation_id
            )
            async with database.writing(tenant_id) as session:
                await contact_store.learn(session, contact, FIRST_STEP)
                await people_store.match(session, entra_id(name), (f"{name}@borlange.example",))
        await database.close()
        yield Village(url=url, plan=plan, connector=connector)


def chat_of(name: str, service_url: str, tenant_id: TenantId) -> Chat:
    """That person's client, which can be spoken to and has nobody to speak to."""

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


@dataclass(frozen=True, slots=True)
class Mortal:
    """A process that serves."""

    _process: ForkServerProcess

    def ask_to_stop(self) -> None:
        """SIGTERM; nothing when it has ended."""
        self._process.terminate()

    def kill(self) -> None:
        """`kill -9`."""
        self._process.kill()

    async def wait(self) -> int | None:
        """Its exit code, or minus the signal that killed it, once it has ended; None when it goes on."""
        await asyncio.to_thread(self._process.join, LAST_WORDS_SECONDS)
        return self._process.exitcode


@asynccontextmanager
async def process(url: str, *, start: str, dies: str) -> AsyncIterator[tuple[Mortal, str]]:
    """A process that serves on the village's database, and its address; it is gone afterwards."""
    here, there = mother().Pipe()
    process = mother().Process(target=mortal.main, args=(url, start, dies, there))
    await asyncio.to_thread(process.start)
    there.close()
    try:
        yield Mortal(process), str(await asyncio.to_thread(here.recv))
    finally:
        process.terminate()
        await asyncio.to_thread(process.join, LAST_WORDS_SECONDS)
        process.kill()


async def tick(address: str, advance: str = "PT0S") -> int:
    """Let the process do what is due, after so long; gives the status."""
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{address}dev/clock", json={"advance": advance}) as answer,
    ):
        return answer.status
