"""`lageskoll serve`: the service itself."""

import asyncio
import signal
import sys
from collections.abc import Callable

import typer

from bot import loop
from bot.clock import Clock, MovableClock, system_clock
from bot.heap import settle_down
from bot.main import put_together, serving
from bot.settings import Settings, load_settings
from bot.watching.logs import Lines, configured
from bot.watching.settings import LogFormat
from cards.words import Words
from storage import schema


def register(app: typer.Typer, words: Words) -> None:
    """Add `serve` to the command line."""

    def serve() -> None:
        settings = load_settings()
        usual = LogFormat.TEXT if settings.is_development else LogFormat.JSON
        lines = configured(settings.log_format or usual, settings.log_level, sys.stderr.buffer)
        loop.run(run(settings, clock_for(settings), lambda address: _tell(address, words), lines))

    app.command("serve", help=words.say("Run the service."))(serve)


async def run(
    settings: Settings, clock: Clock, started: Callable[[str], None], lines: Lines | None = None
) -> None:
    """Migrate, open the door, and work until SIGINT or SIGTERM."""
    await asyncio.to_thread(schema.upgrade, settings.database_url.get_secret_value())
    stop = stop_signal()
    async with put_together(settings, clock, lines=lines) as house:
        settle_down(clock())
        async with serving(house) as address:
            started(address)
            await stop.wait()


def stop_signal() -> asyncio.Event:
    """An event that is set when somebody asks the process to stop."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    return stop


def clock_for(settings: Settings) -> Clock:
    """The real time; in the development profile a clock that can be moved besides."""
    return MovableClock(system_clock(), system_clock) if settings.is_development else system_clock


def _tell(address: str, words: Words) -> None:
    typer.echo(words.say("Lägeskoll listens on {address}", address=address))
