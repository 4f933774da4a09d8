"""A process that serves in the development profile and dies at its first message, or as it says something.

Its moment is `before` or `after` the first message, `never`, or the words that are the last it sends. Its
clock is moved over HTTP.
"""

import asyncio
import os
import signal
from datetime import datetime
from multiprocessing.connection import Connection

import aiohttp
from aiohttp.test_utils import TestServer

from bot.clock import MovableClock
from bot.commands.serve import stop_signal
from bot.main import put_together
from bot.setting_problems import PREFIX
from bot.settings import load_settings
from scheduler.background import in_background
from tests.conftest import TENANT


def main(url: str, start: str, moment: str, up: Connection) -> None:
    """Serve until somebody asks us to stop, or until the moment has come; `up` is told the address."""
    for name in [each for each in os.environ if each.startswith(PREFIX)]:
        del os.environ[name]
    asyncio.run(_serve(url, start, moment, up))


async def _serve(url: str, start: str, moment: str, up: Connection) -> None:
    def open_client(**_: object) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(trace_configs=[_fate(moment)])

    settings = load_settings(env_file=None, profile="development", database_url=url, tenant_id=TENANT)
    stop = stop_signal()
    clock = MovableClock(datetime.fromisoformat(start))
    async with (
        put_together(settings, clock, open_client=open_client) as house,
        TestServer(house.application) as server,
        in_background(house.workshop.work()),
    ):
        up.send(str(server.make_url("/")))
        await stop.wait()


def _fate(moment: str) -> aiohttp.TraceConfig:
    async def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    async def die_having_said_it(
        _: aiohttp.ClientSession, __: object, sent: aiohttp.TraceRequestChunkSentParams
    ) -> None:
        if moment.encode() in sent.chunk:
            os.kill(os.getpid(), signal.SIGKILL)

    trace = aiohttp.TraceConfig()
    match moment:
        case "before":
            trace.on_request_start.append(die)
        case "after":
            trace.on_request_end.append(die)
        case "never":
            pass
        case _:
            trace.on_request_chunk_sent.append(die_having_said_it)
    return trace
