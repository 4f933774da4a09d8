"""The only place that asks what time it is."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, UTC."""
    return datetime.now(UTC)


class MovableClock:
    """A clock that can be set, for development: it goes with `beat`, or stands still without one."""

    def __init__(self, start: datetime, beat: Clock | None = None) -> None:
        self._beat = beat or (lambda: start)
        self._ahead = start - self._beat()

    def __call__(self) -> datetime:
        """What it shows, UTC."""
        return (self._beat() + self._ahead).astimezone(UTC)

    def set(self, now: datetime) -> None:
        """Make it show something else."""
        self._ahead = now - self._beat()


def beat_of(clock: Clock) -> Callable[[], float]:
    """Seconds that go with the clock but never jump: what is waited for must not hang on somebody setting it.

    A clock that is moved on purpose takes the waiting with it.
    """
    if isinstance(clock, MovableClock):
        return lambda: clock().timestamp()
    return time.monotonic
