"""Our whole service in the production profile, its clock on an evening when nobody is to be reminded.

Run as `python -m bench.ours.inbound '{…}'` with a `Serving`; it answers like the peers' servers.
"""

import asyncio
import json
import os
import socket
import ssl
import sys
from dataclasses import asdict, dataclass
from datetime import timedelta

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from bench.identity import APP_ID
from bench.peers import served
from bench.peers.gauge import Gauge
from bench.town import MORNING
from bot.clock import MovableClock, system_clock
from bot.main import put_together, serving
from bot.settings import load_settings

# Eleven hours later it is 20:00 in Stockholm: reminders wait until the next morning.
EVENING = MORNING + timedelta(hours=11)


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """Serve that database on that port. Teams and the login answer on this machine, with `certificate`."""

    port: int
    database_url: str
    tenant_id: str
    openid_url: str
    authority: str
    certificate: str
    connector_port: int

    def as_json(self) -> str:
        """For the command line."""
        return json.dumps(asdict(self))


class _Signpost(AbstractResolver):
    """Every name leads to the connector of this machine."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def resolve(
        self,
        host: str,
        port: int = 0,  # noqa: ARG002 - the resolver's interface
        family: socket.AddressFamily = socket.AF_INET,
    ) -> list[ResolveResult]:
        """The one address."""
        return [
            ResolveResult(hostname=host, host="127.0.0.1", port=self._port, family=family, proto=0, flags=0)
        ]

    async def close(self) -> None:
        """Nothing is open."""


async def main(todo: Serving) -> None:
    """Serve until the standard input ends."""
    # MSAL's way to the login.
    os.environ["REQUESTS_CA_BUNDLE"] = todo.certificate
    context = ssl.create_default_context(cafile=todo.certificate)

    def open_client(**_: object) -> aiohttp.ClientSession:
        way = aiohttp.TCPConnector(resolver=_Signpost(todo.connector_port), ssl=context, limit=128)
        return aiohttp.ClientSession(connector=way, cookie_jar=aiohttp.DummyCookieJar())

    settings = load_settings(
        env_file=None,
        profile="production",
        app_id=APP_ID,
        tenant_id=todo.tenant_id,
        app_secret="bench",  # noqa: S106 - opens nothing
        database_url=todo.database_url,
        openid_metadata_url=todo.openid_url,
        login_authority=todo.authority,
        port=todo.port,
    )
    stop, loop, gauge = asyncio.Event(), asyncio.get_running_loop(), Gauge()
    clock = MovableClock(EVENING, system_clock)
    async with put_together(settings, clock, open_client=open_client) as house, serving(house):
        served.attend(gauge, at_end=lambda: loop.call_soon_threadsafe(stop.set))
        beat = asyncio.create_task(gauge.watch())
        await stop.wait()
        beat.cancel()


if __name__ == "__main__":
    asyncio.run(main(Serving(**json.loads(sys.argv[1]))))
