"""The log as in production, written where nobody reads it: what a line costs is part of what is weighed."""

import logging
import os
from pathlib import Path

from bot.watching.logs import Lines, configured
from bot.watching.settings import LogFormat, LogLevel


def log(*, quiet: bool = False) -> Lines:
    """Send all logging there; `quiet` where failures are meant and would be most of the work."""
    lines = configured(LogFormat.JSON, LogLevel.INFO, Path(os.devnull).open("wb"))  # noqa: SIM115 - as long as the process
    if quiet:
        logging.disable(logging.CRITICAL)
    return lines
