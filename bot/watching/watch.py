"""Everything that keeps watch, put together for one process."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from importlib.metadata import version
from typing import Protocol, cast

from bot.watching.clock_watch import ClockWatch
from bot.watching.figures import Figures
from bot.watching.logs import Lines, NoLines
from bot.watching.settings import WatchSettings
from bot.watching.spans import NoTracer, Tracer
from bot.watching.turn_watch import TurnWatch

PACKAGE = "lageskoll"


class _ClosingTracer(Tracer, Protocol):
    def close(self) -> None:
        """Send what has not been sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Who watches turns, and who watches the clock; they share figures, log and tracer."""

    lines: Lines = field(default_factory=NoLines)
    tracer: Tracer = field(default_factory=NoTracer)
    figures: Figures = field(default_factory=Figures)
    close: Callable[[], None] = lambda: None
    turns: TurnWatch = field(init=False)
    clock: ClockWatch = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "turns", TurnWatch(self.figures, self.lines, self.tracer))
        object.__setattr__(self, "clock", ClockWatch(self.figures, self.lines, self.tracer))


def watch_of(settings: WatchSettings, lines: Lines | None = None) -> Watch:
    """The watch that the settings ask for; `close` it at the end, off the event loop."""
    lines = lines or NoLines()
    if not settings.otel_endpoint:
        return Watch(lines=lines)
    # Its packages are an extra, so it is not imported where nobody asks for it.
    otel = import_module("bot.watching.otel")
    tracer = cast("_ClosingTracer", otel.tracer_to(settings.otel_endpoint, version(PACKAGE)))
    return Watch(lines=lines, tracer=tracer, close=tracer.close)
