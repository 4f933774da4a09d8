"""`lageskoll serve`: the service itself, as one process or several."""

import asyncio
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace

import typer

from bot import loop
from bot.clock import Clock, MovableClock, system_clock
from bot.heap import settle_down
from bot.main import put_together, serving
from bot.processes.doors import doors
from bot.processes.family import Family
from bot.processes.seat import ALONE, Seat
from bot.settings import Settings, load_settings
from bot.watching.ids import OF_PROCESS
from bot.watching.logs import Lines, configured
from bot.watching.settings import LogFormat
from cards.words import Words
from scheduler.sharing import Share
from storage import schema
from storage.spent import SpentTally


def register(app: typer.Typer, words: Words) -> None:
    """Add `serve` to the command line."""

    def serve() -> None:
        settings = load_settings()
        usual = LogFormat.TEXT if settings.is_development else LogFormat.JSON
        lines = configured(settings.log_format or usual, settings.log_level, sys.stderr.buffer)
        schema.upgrade(settings.database_url.get_secret_value())
        service = Service(
            settings=settings,
            clock=clock_for(settings),
            lines=lines,
            started=lambda address: _tell(address, settings.processes, words),
        )
        if settings.processes > 1:
            raise typer.Exit(together(service))
        loop.run(service.run())

    app.command("serve", help=words.say("Run the service."))(serve)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What is served on a migrated database; `started` is told the address."""

    settings: Settings
    clock: Clock
    lines: Lines
    started: Callable[[str], None]

    async def run(self, seat: Seat = ALONE, left: int | None = None) -> None:
        """Open the door, and work until SIGINT or SIGTERM, or until the file descriptor `left` ends."""
        stop = stop_signal()
        if left is not None:
            asyncio.get_running_loop().add_reader(left, _stop_once, stop, left)
        async with put_together(self.settings, self.clock, lines=self.lines, seat=seat) as house:
            settle_down(self.clock())
            async with serving(house, seat) as address:
                self.started(address)
                await stop.wait()

    def as_number(self, number: int) -> "Service":
        """The same as one of several: its figures are at a port of their own, and the first one tells."""
        port = self.settings.metrics_port
        own = self.settings.model_copy(update={"metrics_port": port + number}) if port else self.settings
        return replace(self, settings=own, started=self.started if number == 0 else lambda _: None)


def together(service: Service) -> int:
    """The service as several processes, until SIGINT or SIGTERM; returns the exit code.

    What all of them need is read in once, while there is one.
    """
    settings = service.settings
    opened = doors(settings.host, settings.port, settings.processes)
    tally = SpentTally.shared(settings.processes)
    settle_down(service.clock())

    def live(number: int, left: int) -> None:
        for each in opened[:number] + opened[number + 1 :]:
            each.close()
        share = Share(number=number, of=settings.processes)
        seat = Seat(share=share, tally=tally.of(number), listening=opened[number])
        OF_PROCESS.set({"process": number})
        loop.run(service.as_number(number).run(seat, left))

    def close() -> None:
        for each in opened:
            each.close()

    return Family(live, settings.processes, close).run()


def stop_signal() -> asyncio.Event:
    """An event that is set when somebody asks the process to stop."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    return stop


def clock_for(settings: Settings) -> Clock:
    """The real time; in the development profile a clock that can be moved besides."""
    return MovableClock(system_clock(), system_clock) if settings.is_development else system_clock


def _stop_once(stop: asyncio.Event, left: int) -> None:
    asyncio.get_running_loop().remove_reader(left)
    stop.set()


def _tell(address: str, processes: int, words: Words) -> None:
    if processes == 1:
        typer.echo(words.say("Lägeskoll listens on {address}", address=address))
        return
    several = words.number(processes)
    typer.echo(words.say("Lägeskoll listens on {address} as {n} processes", address=address, n=several))
