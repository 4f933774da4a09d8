"""Our whole service with its clock at a moment of our choice, weighed as the peers' servers are.

Run as `python -m bench.ours.service '{…}'` with a `Serving`.
"""

import asyncio
import json
import os
import socket
import ssl
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from bench.identity import APP_ID
from bench.ours.logged import log
from bench.peers import served
from bench.peers.gauge import Gauge
from bot.clock import MovableClock, system_clock
from bot.heap import settle_down
from bot.loop import run
from bot.main import put_together, serving
from bot.processes.seat import ALONE, Seat
from bot.settings import Settings, load_settings
from bot.teams.connector import open_session
from scheduler.sharing import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Microsoft:
    """Where Microsoft answers on this machine, with a certificate of its own."""

    openid_url: str
    authority: str
    certificate: str
    connector_port: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """Serve that database on that port, as the process with this `number` of so many.

    The clock goes on from `at` (ISO).

    With `microsoft` in the production profile, without it in the development profile. `quiet` where
    failures are meant. `refusal_wait_seconds` is how long each of a crowd of strangers waits.
    """

    port: int
    database_url: str
    tenant_id: str
    at: str
    quiet: bool = False
    refusal_wait_seconds: float = 1
    microsoft: Microsoft | None = None
    number: int = 0
    of: int = 1

    def as_json(self) -> str:
        """For the command line."""
        return json.dumps(asdict(self))

    @classmethod
    def given(cls) -> "Serving":
        """The one of this process."""
        fields = json.loads(sys.argv[1])
        microsoft = fields.pop("microsoft")
        return cls(**fields, microsoft=Microsoft(**microsoft) if microsoft else None)


async def main(todo: Serving) -> None:
    """Serve until the standard input ends."""
    stop, loop, gauge = asyncio.Event(), asyncio.get_running_loop(), Gauge()
    clock = MovableClock(datetime.fromisoformat(todo.at), system_clock)
    seat = _seat(todo)
    async with (
        put_together(
            _settings(todo),
            clock,
            open_client=_way_out(todo.microsoft),
            lines=log(quiet=todo.quiet),
            seat=seat,
        ) as house,
        serving(house, seat),
    ):
        settle_down(clock())
        gauge.begin()
        served.attend(gauge, at_end=lambda: loop.call_soon_threadsafe(stop.set))
        beat = asyncio.create_task(gauge.watch())
        await stop.wait()
        beat.cancel()


def _seat(todo: Serving) -> Seat:
    if todo.of == 1:
        return ALONE
    door = socket.create_server((served.HOST, todo.port), reuse_port=True)
    return Seat(share=Share(number=todo.number, of=todo.of), listening=door)


def _settings(todo: Serving) -> Settings:
    place = {
        "database_url": todo.database_url,
        "tenant_id": todo.tenant_id,
        "port": todo.port,
        "refusal_wait_seconds": todo.refusal_wait_seconds,
    }
    if todo.microsoft is None:
        return load_settings(env_file=None, profile="development", **place)
    return load_settings(
        env_file=None,
        profile="production",
        app_id=APP_ID,
        app_secret="bench",  # noqa: S106 - opens nothing
        openid_metadata_url=todo.microsoft.openid_url,
        login_authority=todo.microsoft.authority,
        **place,
    )


def _way_out(microsoft: Microsoft | None) -> Callable[..., aiohttp.ClientSession]:
    """The product's own session; or one to which this machine's connector is every Teams host."""
    if microsoft is None:
        return open_session
    # MSAL's way to the login.
    os.environ["REQUESTS_CA_BUNDLE"] = microsoft.certificate
    context = ssl.create_default_context(cafile=microsoft.certificate)

    def open_client(**_: object) -> aiohttp.ClientSession:
        way = aiohttp.TCPConnector(resolver=_Signpost(microsoft.connector_port), ssl=context, limit=128)
        return aiohttp.ClientSession(connector=way, cookie_jar=aiohttp.DummyCookieJar())

    return open_client


class _Signpost(AbstractResolver):
    """Every name leads to one port of this machine."""

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


if __name__ == "__main__":
    run(main(Serving.given()))
