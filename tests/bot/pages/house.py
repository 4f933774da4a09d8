"""A whole house with pages, seen from a browser that follows nothing by itself."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.pages import wiring
from bot.pages.links import Links, Pass, Purpose
from bot.pages.sessions import COOKIE
from bot.settings import Settings, load_settings
from dialogs.desk import Desk
from domain.people import PersonId
from storage.database import Database
from storage.tables import AuditEventRow
from tests.bot.teams.openid_server import APP_ID, OpenIdServer
from tests.conftest import TENANT
from tests.fakes.messenger import RecordingMessenger
from tests.plans import CALENDAR, FIRST_STEP, SmallPlan, entra_id

ORIGIN = "https://lageskoll.borlange.example"
KEY = "k" * 32


Serve = Callable[[web.Application], Awaitable[TestServer]]


async def in_the_clear(application: web.Application) -> TestServer:
    """Over plain HTTP, as behind a proxy."""
    return TestServer(application)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What came back."""

    status: int
    text: str
    headers: dict[str, str]
    content: bytes = b""


@dataclass(kw_only=True)
class PagesHouse:
    """The pages of a small plan; `at` is what the clock shows, and `cookie` what the browser holds."""

    database: Database
    plan: SmallPlan
    client: TestClient[web.Request, web.Application]
    provider: OpenIdServer
    settings: Settings
    at: datetime = FIRST_STEP
    cookie: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    async def get(self, address: str, method: str = "GET", **headers: str) -> Seen:
        """Ask for an address as it stands."""
        held = {"Cookie": f"{COOKIE}={self.cookie}"} if self.cookie else {}
        async with self.client.request(
            method, address, headers={**held, **headers}, allow_redirects=False
        ) as answer:
            content = await answer.read()
            self._keep(answer.headers.getall("Set-Cookie", []))
            text = content.decode(errors="replace")
            return Seen(status=answer.status, text=text, headers=dict(answer.headers), content=content)

    async def visit(self, name: str, place: str = "overview") -> Seen:
        """Open the link that a card gave that person, and go where it leads."""
        opened = await self.get(self.link(name, place))
        return await self.get(opened.headers["Location"]) if opened.status == 303 else opened

    def link(self, name: str, place: str = "overview") -> str:
        """The path of a link that was given out just now."""
        address = wiring.addresses(self.settings).of(TENANT, self.plan.person_id(name), place, self.at)
        return address.removeprefix(ORIGIN)

    async def sign_in(self, token: str) -> Seen:
        """What the tab sends when Teams has said who is reading."""
        return await self.get("/tab/sign-in", "POST", Authorization=f"Bearer {token}")

    def token(self, name: str, **overrides: object) -> str:
        """A token as Teams gets it from Entra."""
        now = int(datetime.now(tz=self.at.tzinfo).timestamp())
        claims: dict[str, object] = {
            "iss": f"{self.settings.login_authority}/{TENANT}/v2.0",
            "aud": f"api://lageskoll.borlange.example/{APP_ID}",
            "tid": TENANT,
            "oid": entra_id(name),
            "scp": "access_as_user",
            "nbf": now - 300,
            "exp": now + 3600,
        }
        return self.provider.sign({**claims, **overrides})

    async def audited(self, *deeds: str) -> list[tuple[str, str, int | None]]:
        """Deed, subject and who, of what was written down."""
        async with self.database.reading(TENANT) as session:
            found = await session.sql.exec(session.rows(AuditEventRow))
            return [(each.deed, each.subject, each.actor_id) for each in found if each.deed in deeds]

    def forged(self, person_id: int, *, key: str = KEY, what: str = "link") -> str:
        """A session cookie that was signed with that key."""
        admitted = Pass(
            tenant_id=TENANT,
            person_id=PersonId(person_id),
            what=what,
            until=self.at + timedelta(minutes=30),
        )
        return Links(lambda: [key]).token(Purpose.SESSION, admitted)

    def _keep(self, cookies: list[str]) -> None:
        for each in cookies:
            name, _, rest = each.partition("=")
            if name == COOKIE:
                self.cookie = rest.partition(";")[0]


@asynccontextmanager
async def pages_house(
    database: Database, plan: SmallPlan, *, serve: Serve = in_the_clear, **given: Any
) -> AsyncIterator[PagesHouse]:
    """The pages in production, with an Entra on this machine."""
    async with OpenIdServer() as provider, aiohttp.ClientSession() as session, AsyncExitStack() as stack:
        asked = {"app_id": APP_ID, "tenant_id": TENANT, "app_secret": "s", "public_url": ORIGIN}
        settings = load_settings(
            env_file=None, **{**asked, "link_key": KEY, "login_authority": provider.authority, **given}
        )
        house: PagesHouse | None = None
        desk = Desk(database=database, calendar=CALENDAR, messenger=RecordingMessenger(), wake=lambda: None)
        mounts = await wiring.mounts(
            settings,
            session,
            desk,
            lambda: house.at if house else FIRST_STEP,
            rights=None,
            stack=stack,
        )
        application = web.Application()
        for mount in mounts:
            mount(application)
        client = await stack.enter_async_context(TestClient(await serve(application)))
        house = PagesHouse(database=database, plan=plan, client=client, provider=provider, settings=settings)
        yield house
