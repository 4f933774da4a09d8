"""Counts the log lines that tell of trouble, so that somebody can be woken by them."""

import logging

from bot.watching.figures import Figures


class TroubleCounter(logging.Handler):
    """A handler that writes nothing; put it beside the one that does."""

    def __init__(self, figures: Figures) -> None:
        super().__init__(logging.WARNING)
        self._figures = figures

    def emit(self, record: logging.LogRecord) -> None:
        """Count it; the levels are Python's own, so they are few."""
        self._figures.line(logging.getLevelName(record.levelno // 10 * 10).lower())
