"""Keeps strangers from filling the disk: of lines that they cause only so many are written in a second."""

import logging
from collections.abc import Callable
from time import monotonic

MOST_A_SECOND = 10


class Damper(logging.Filter):
    """Lets so many of a logger's lines through in each second; the next one says how many were left out."""

    def __init__(self, name: str, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self._logger = name
        self._clock = clock
        self._second = -1
        self._written = 0
        self._left_out = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written."""
        if record.name != self._logger:
            return True
        second = int(self._clock())
        if second != self._second:
            self._second, self._written = second, 0
        if self._written >= MOST_A_SECOND:
            self._left_out += 1
            return False
        self._written += 1
        if self._left_out:
            record.msg = f"{record.getMessage()} (and {self._left_out} more lines like it were left out)"
            record.args, self._left_out = (), 0
        return True
