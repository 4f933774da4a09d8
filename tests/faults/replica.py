"""A process that serves as in earnest, in the development profile, with its clock at a working morning."""

import asyncio
import logging
import os
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection

import aiohttp

from bot import loop
from bot.clock import MovableClock, system_clock
from bot.commands.serve import stop_signal
from bot.heap import settle_down
from bot.main import put_together, serving
from bot.processes.seat import Seat
from bot.setting_problems import PREFIX
from bot.settings import load_settings
from bot.teams.connector import MOST_CONNECTIONS
from scheduler.sharing import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What to serve, and how. `name` goes along with every request, `log` is the file that is written to.

    The clock showed `start` at the moment `began`. An answer later than `patience` seconds is none. It has
    this `share` of the tenants.
    """

    name: str
    log: str
    database_url: str
    start: datetime
    began: datetime
    requests_per_second: float
    patience: float
    share: Share


def main(errand: Errand, up: Connection) -> None:
    """Serve until somebody asks us to stop; `up` is told the address, and ends with whoever started us."""
    for name in [each for each in os.environ if each.startswith(PREFIX)]:
        del os.environ[name]
    logging.basicConfig(
        filename=errand.log, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    loop.run(_serve(errand, up))


async def _serve(errand: Errand, up: Connection) -> None:
    def open_client(**_: object) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=MOST_CONNECTIONS),
            timeout=aiohttp.ClientTimeout(total=errand.patience),
            headers={"User-Agent": errand.name},
        )

    settings = load_settings(
        env_file=None,
        profile="development",
        port=0,
        database_url=errand.database_url,
        requests_per_second=errand.requests_per_second,
    )
    clock = MovableClock(errand.start + (system_clock() - errand.began), system_clock)
    seat = Seat(share=errand.share)
    stop = stop_signal()
    async with (
        put_together(settings, clock, open_client=open_client, seat=seat) as house,
        serving(house) as address,
    ):
        settle_down(clock())
        up.send(address)
        asyncio.get_running_loop().add_reader(up.fileno(), stop.set)
        await stop.wait()
