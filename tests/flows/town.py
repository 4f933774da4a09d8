"""The whole house in the production profile, with everything around it on this machine."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import aiohttp
import orjson
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import event

from bot.clock import MovableClock
from bot.demo.chat import Chat, JsonObject
from bot.main import House, put_together
from bot.settings import Settings, load_settings
from bot.watching.logs import Lines
from domain.people import TenantId
from domain.rounds import RoundState
from storage.database import Database
from tests.bot.teams.openid_server import APP_ID, SERVICE_URL, OpenIdServer
from tests.conftest import TENANT
from tests.flows.app_registration import AppRegistration
from tests.flows.cloud import Cloud
from tests.flows.login_server import LoginServer
from tests.plans import PEOPLE, SmallPlan, entra_id, small_plan
from tests.stored import Stored, stored

HALF_A_MINUTE = timedelta(seconds=30)
START = datetime.fromisoformat("2023-08-21T09:00:00+02:00")

Client = TestClient[aiohttp.web.Request, aiohttp.web.Application]


@dataclass(kw_only=True)
class Town:
    """People are called by their first names in lower case, and all have an honest Teams client."""

    house: House
    clock: MovableClock
    plan: SmallPlan
    openid: OpenIdServer
    login: LoginServer
    cloud: Cloud
    client: Client
    chats: dict[str, Chat] = field(default_factory=dict)
    transactions_while_sending: list[int] = field(default_factory=list)

    async def move_to(self, at: str) -> None:
        """Let time pass, and all happen that is to happen meanwhile."""
        goal = datetime.fromisoformat(at)
        while (moment := await self.house.duties.next_due()) is not None and moment <= goal:
            self.clock.set(moment)
            await self.house.duties.run()
        self.clock.set(goal)
        await self.house.duties.run()

    def breathe(self) -> None:
        """Half a minute later nothing else has happened, and every conversation takes more messages again."""
        self.clock.set(self.clock() + HALF_A_MINUTE)

    async def deliver(self) -> None:
        """Let the outbox be carried now."""
        await self.house.duties.deliver()

    async def knock(self, body: JsonObject, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """Send a request as such; gives the status and the body of the answer."""
        sent = {"Content-Type": "application/json", **headers}
        async with self.client.post("/api/messages", data=orjson.dumps(body), headers=sent) as answer:
            return answer.status, await answer.read()

    async def post(self, body: JsonObject) -> tuple[int, JsonObject | None]:
        """Send what Teams sends, signed as Teams signs it."""
        status, received = await self.knock(body, self.openid.headers())
        return status, orjson.loads(received) if received else None

    async def everything(self) -> Stored:
        """Every row that there is."""
        return await stored(self.house.database, self.plan.tenant_id)

    def came_to(self, name: str) -> list[str]:
        """The notifications that the person has had, the oldest first."""
        return [each.summary for each in self.cloud.arrivals if each.name == name]


@asynccontextmanager
async def town(
    database_url: str,
    folder: Path,
    *,
    state: RoundState = RoundState.PLANNED,
    start: datetime = START,
    lines: Lines | None = None,
    registration: AppRegistration | None = None,
    **given: object,
) -> AsyncIterator[Town]:
    """The small plan, nobody known yet, the day before the first reminder; the clock stands.
    `given` are settings that are not as usual."""
    clock = MovableClock(start)
    around = SimpleNamespace(house=None, held=[], holders={})
    async with OpenIdServer() as openid, LoginServer(folder, registration) as login, Cloud(clock) as cloud:

        def open_client(**_: object) -> aiohttp.ClientSession:
            session = cloud.session()
            session.trace_configs.append(_watching(around))
            return session

        settings = _settings(database_url, openid, login, given)
        plan = await _lay(database_url, state)
        async with put_together(settings, clock, open_client=open_client, lines=lines) as house:
            around.house = house
            _note_holders(house, around.holders)
            async with TestClient(TestServer(house.application)) as client:
                here = Town(
                    house=house,
                    clock=clock,
                    plan=plan,
                    openid=openid,
                    login=login,
                    cloud=cloud,
                    client=client,
                    transactions_while_sending=around.held,
                )
                _people_move_in(here)
                yield here


def _settings(
    database_url: str, openid: OpenIdServer, login: LoginServer, given: Mapping[str, object]
) -> Settings:
    usual: dict[str, object] = {
        "profile": "production",
        "app_id": APP_ID,
        "tenant_id": TENANT,
        "app_secret": "a secret of the app registration",
        "database_url": database_url,
        "openid_metadata_url": openid.issuer_url,
        "login_authority": login.authority,
    }
    merged = {**usual, **given}
    return load_settings(env_file=None, **{name: value for name, value in merged.items() if value})


async def _lay(database_url: str, state: RoundState) -> SmallPlan:
    database = Database(database_url)
    try:
        return await small_plan(database, TenantId(TENANT), state=state, contacts=())
    finally:
        await database.close()


def _people_move_in(here: Town) -> None:
    for name in PEOPLE:
        chat = Chat(
            post=here.post,
            service_url=SERVICE_URL,
            tenant_id=TENANT,
            entra_object_id=entra_id(name),
            name=name,
            address=f"{name.capitalize()}@Borlange.Example",
        )
        here.chats[name] = chat
        here.cloud.add(chat)


def _watching(around: SimpleNamespace) -> aiohttp.TraceConfig:
    """Notes at every request how many transactions whoever makes it has open: there must be none."""

    async def look(*_: object) -> None:
        if around.house is not None:
            holders = around.holders.values()
            around.held.append(sum(holder is asyncio.current_task() for holder in holders))

    watch = aiohttp.TraceConfig()
    watch.on_request_start.append(look)
    watch.freeze()
    return watch


def _note_holders(house: House, holders: dict[object, object]) -> None:
    """Keeps a list of which task holds which connection to the database."""

    def taken(_connection: object, record: object, _proxy: object) -> None:
        holders[record] = asyncio.current_task()

    def given_back(_connection: object, record: object) -> None:
        holders.pop(record, None)

    for engine in house.database.engines:
        event.listen(engine.sync_engine, "checkout", taken)
        event.listen(engine.sync_engine, "checkin", given_back)
