"""A process that serves in the development profile and dies at its first message, or as it says something.

Run as `python -m tests.flows.mortal URL START MOMENT`; MOMENT is `before` or `after` the first message,
`never`, or the words that are the last it sends. It writes its address on a line of its own; its clock is
moved over HTTP.
"""

import asyncio
import os
import signal
import sys
from datetime import datetime

import aiohttp
from aiohttp.test_utils import TestServer

from bot.clock import MovableClock
from bot.commands.serve import stop_signal
from bot.main import put_together
from bot.settings import load_settings
from scheduler.background import in_background
from tests.conftest import TENANT


async def serve(url: str, start: str, moment: str) -> None:
    """Serve until somebody asks us to stop, or until the moment has come."""

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
        sys.stdout.write(f"{server.make_url('/')}\n")
        sys.stdout.flush()
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


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:]))
