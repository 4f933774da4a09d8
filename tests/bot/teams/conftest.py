"""The door that the tests of this room knock on."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.settings import TEAMS_SERVICE_HOSTS
from bot.teams.caller import CallerCheck
from bot.teams.door import Door
from bot.teams.hosts import ServiceHosts
from bot.teams.keys import KeyRing
from tests.bot.teams.bodies import TENANT_ID
from tests.bot.teams.openid_server import APP_ID, ISSUER, OpenIdServer
from tests.bot.teams.scene import Clock, Scene


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    clock = Clock()
    async with OpenIdServer() as provider, aiohttp.ClientSession() as session:
        ring = KeyRing(session=session, metadata_url=provider.issuer_url)
        await ring.refresh()
        callers = CallerCheck(keys=ring, app_id=APP_ID, issuer=ISSUER, clock=clock)
        hosts = ServiceHosts(TEAMS_SERVICE_HOSTS)
        yield Scene(
            Door(callers=callers, hosts=hosts, knows_tenant={TENANT_ID}.__contains__), provider, clock, ring
        )
