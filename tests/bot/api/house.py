"""The whole service with its API on, seen from another service that has tokens from Entra."""

import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.api.callers import Permission
from bot.clock import MovableClock
from bot.main import put_together
from bot.settings import load_settings
from storage.database import Database
from storage.tables import AuditEventRow
from tests.bot.teams.openid_server import APP_ID, OpenIdServer
from tests.conftest import TENANT
from tests.plans import FIRST_STEP, SmallPlan

CLIENT_ID = "0a1b2c3d-0000-4000-8000-00000000000a"
SERVICE_PRINCIPAL = "0a1b2c3d-0000-4000-8000-00000000000b"
EVERYTHING = tuple(each.value for each in Permission)


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return orjson.loads(self.content)

    @property
    def code(self) -> str:
        """The code of a problem."""
        assert self.headers["Content-Type"] == "application/problem+json"
        assert self.json["status"] == self.status
        return str(self.json["type"]).rpartition(":")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiHouse:
    """A service with an API; everything is asked with a good token that has every role unless told."""

    the_plan: SmallPlan | None
    client: TestClient[web.Request, web.Application]
    provider: OpenIdServer
    database: Database
    clock: MovableClock

    @property
    def plan(self) -> SmallPlan:
        """What was written before the service began."""
        assert self.the_plan is not None
        return self.the_plan

    @property
    def round(self) -> str:
        return f"/rounds/{self.plan.follow_up_round_id}"

    def token(self, **overrides: object) -> str:
        """An application's own token; a claim that is None is left out."""
        now = int(time.time())
        claims = {
            "iss": f"{self.provider.authority}/{TENANT}/v2.0",
            "aud": APP_ID,
            "tid": TENANT,
            "oid": SERVICE_PRINCIPAL,
            "sub": SERVICE_PRINCIPAL,
            "azp": CLIENT_ID,
            "idtyp": "app",
            "roles": EVERYTHING,
            "nbf": now - 300,
            "exp": now + 3600,
            **overrides,
        }
        return self.provider.sign({name: value for name, value in claims.items() if value is not None})

    async def get(self, path: str, token: str | None = None, *, method: str = "GET", **headers: str) -> Got:
        """Ask for what is below /api/v1; without a token when it is ""."""
        bearer = self.token() if token is None else token
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if bearer:
            sent["Authorization"] = f"Bearer {bearer}"
        async with self.client.request(method, f"/api/v1{path}", headers=sent) as answer:
            return Got(status=answer.status, headers=answer.headers.copy(), content=await answer.read())

    async def put(self, path: str, body: object, token: str | None = None, **headers: str) -> Got:
        """Send something to an address below /api/v1: JSON, or bytes as they are."""
        sent = {"Content-Type": "application/json", "Authorization": f"Bearer {token or self.token()}"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if isinstance(body, bytes) else orjson.dumps(body)
        async with self.client.put(f"/api/v1{path}", data=data, headers=sent) as answer:
            return Got(status=answer.status, headers=answer.headers.copy(), content=await answer.read())

    async def audited(self, deed: str) -> list[Any]:
        """The details of what was written down."""
        async with self.database.reading(TENANT) as session:
            found = await session.sql.exec(session.rows(AuditEventRow))
            return [orjson.loads(each.details) for each in found if each.deed == deed]


@asynccontextmanager
async def api_house(database: Database, plan: SmallPlan | None, **given: Any) -> AsyncIterator[ApiHouse]:
    """The service in production, with an Entra on this machine."""
    async with OpenIdServer() as provider:
        settings = load_settings(
            env_file=None,
            **{
                "app_id": APP_ID,
                "tenant_id": TENANT,
                "app_secret": "s",
                "login_authority": provider.authority,
                "openid_metadata_url": provider.issuer_url,
                "database_url": database.url,
                "api": True,
                "api_clients": f"{CLIENT_ID.upper()}=Stratsys",
                **given,
            },
        )
        clock = MovableClock(FIRST_STEP)
        async with (
            put_together(settings, clock) as house,
            TestClient(TestServer(house.application)) as client,
        ):
            yield ApiHouse(the_plan=plan, client=client, provider=provider, database=database, clock=clock)
