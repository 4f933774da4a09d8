"""Where the figures are read: a port of its own, so that nobody who can reach the bot can read them."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from aiohttp import web

from bot.clock import Clock
from bot.listening import taking
from bot.watching.figures import Figures
from bot.watching.gauges import read_database, watch_loop
from bot.watching.settings import WatchSettings
from bot.watching.trouble import TroubleCounter
from bot.watching.watch import PACKAGE
from storage.database import Database

METRICS = "/metrics"
# Source: Prometheus, "Exposition formats".
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@asynccontextmanager
async def exposed(
    settings: WatchSettings, figures: Figures, database: Database, clock: Clock
) -> AsyncIterator[str]:
    """Let the figures be read meanwhile; gives the address, or "" where the settings name no port."""
    if settings.metrics_port is None:
        yield ""
        return
    figures.built(version(PACKAGE), database.engine.dialect.name)
    runner = web.AppRunner(application(figures, database, clock), access_log=None, handle_signals=False)
    await runner.setup()
    looking, trouble = asyncio.create_task(watch_loop(figures)), TroubleCounter(figures)
    logging.getLogger().addHandler(trouble)
    try:
        with taking(settings.metrics_host, settings.metrics_port, "metrics_host", "metrics_port"):
            await web.TCPSite(runner, settings.metrics_host, settings.metrics_port).start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}{METRICS}"
    finally:
        logging.getLogger().removeHandler(trouble)
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)
        await runner.cleanup()


def application(figures: Figures, database: Database, clock: Clock) -> web.Application:
    """What answers there: `/metrics` and nothing else."""

    async def metrics(_: web.Request) -> web.Response:
        await read_database(figures, database, clock())
        return web.Response(body=figures.written(), headers={"Content-Type": CONTENT_TYPE})

    built = web.Application(client_max_size=1)
    built.router.add_get(METRICS, metrics)
    return built
