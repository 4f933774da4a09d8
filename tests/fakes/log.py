"""The real log, written to memory."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import orjson

from bot.watching.logs import QUIET, ROOMS, Lines, configured
from bot.watching.settings import LogFormat, LogLevel

Line = dict[str, object]


class Log:
    """Everything that this process logs once it is `opened`."""

    def __init__(self) -> None:
        self._stream = BytesIO()

    def opened(self, form: LogFormat = LogFormat.JSON, level: LogLevel = LogLevel.INFO) -> Lines:
        """Send everything here; gives the way for frequent lines."""
        return configured(form, level, self._stream)

    @property
    def text(self) -> str:
        """As it was written."""
        return self._stream.getvalue().decode()

    @property
    def lines(self) -> list[Line]:
        """Each line as data."""
        return [orjson.loads(line) for line in self.text.splitlines()]

    def of(self, event: str) -> list[Line]:
        """The lines that tell of such an event."""
        return [line for line in self.lines if line["event"] == event]


@contextmanager
def logged() -> Iterator[Log]:
    """A log; afterwards Python's own logging is as it was."""
    root = logging.getLogger()
    before = list(root.handlers), root.level
    levels = {name: logging.getLogger(name).level for name in (*ROOMS, *QUIET)}
    yield Log()
    root.handlers[:], root.level = before
    logging.captureWarnings(capture=False)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
