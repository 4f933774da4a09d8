"""The log: every line of every room and library goes this way, as JSON or for eyes."""

import json
import logging
from collections.abc import Mapping, MutableMapping
from datetime import UTC, datetime
from typing import Any, BinaryIO, Protocol, cast

import orjson
import structlog
from structlog.processors import ExceptionRenderer, JSONRenderer, add_log_level
from structlog.tracebacks import ExceptionDictTransformer

from bot.watching.damping import Damper
from bot.watching.ids import IDS, OF_PROCESS
from bot.watching.redacting import needs_a_closer_look, redact
from bot.watching.settings import LogFormat, LogLevel

ROOMS = ("bot", "dialogs", "scheduler", "storage", "cards", "reports", "domain")
# They tell of what is no news, or of what strangers make them say.
QUIET = ("msal", "urllib3", "apscheduler", "alembic", "fontTools")
# Each stranger who knocks has a line here, and there can be thousands in a second.
KNOCKED_ON = ("bot.teams.door", "aiohttp.server")
MOST_FRAMES = 30


class Lines(Protocol):
    """Where a turn, a delivery and a tick are told of: an event, and what is known of it."""

    def info(self, event: str, **fields: object) -> None:
        """A line."""

    def warning(self, event: str, **fields: object) -> None:
        """A line that somebody should look at."""

    def debug(self, event: str, **fields: object) -> None:
        """A line for whoever looks for a fault."""


class NoLines:
    """Where nobody reads the log."""

    def info(self, event: str, **fields: object) -> None:
        """Nothing."""

    def warning(self, event: str, **fields: object) -> None:
        """Nothing."""

    def debug(self, event: str, **fields: object) -> None:
        """Nothing."""


def configured(form: LogFormat, level: LogLevel, stream: BinaryIO) -> Lines:
    """Send all logging of this process to the stream, which takes bytes; gives the way for frequent lines.

    Those go past Python's own logging, which takes longer than everything else about a line; as JSON they go
    past structlog's chain as well.
    """
    least = logging.getLevelNamesMapping()[level.upper()]
    _send_standard_logging(form, least, stream)
    return _JsonLines(least, stream) if form is LogFormat.JSON else chained(form, least, stream)


def chained(form: LogFormat, least: int, stream: BinaryIO) -> Lines:
    """The same way, link by link; what is written is decided here."""
    lines: Lines = structlog.wrap_logger(
        structlog.BytesLogger(stream),
        processors=[*_common(), redact, *_rendering(form, in_bytes=True)],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        context_class=dict,
    ).bind()
    return lines


class _JsonLines:
    """Frequent lines, each to the byte as it is `chained`, in half the time.

    A line is put together and looked through as a whole. One in which something needs a closer look is done
    again, with the links of the chain.
    """

    def __init__(self, least: int, stream: BinaryIO) -> None:
        self._least = least
        self._write = structlog.BytesLogger(stream).msg
        self._render = JSONRenderer(serializer=_in_bytes)

    def info(self, event: str, **fields: object) -> None:
        """A line."""
        if self._least <= logging.INFO:
            self._tell("info", event, fields)

    def warning(self, event: str, **fields: object) -> None:
        """A line that somebody should look at."""
        if self._least <= logging.WARNING:
            self._tell("warning", event, fields)

    def debug(self, event: str, **fields: object) -> None:
        """A line for whoever looks for a fault."""
        if self._least <= logging.DEBUG:
            self._tell("debug", event, fields)

    def _tell(self, level: str, event: str, line: dict[str, Any]) -> None:
        line["event"] = event
        _add_ids(None, level, line)
        line["level"] = level
        _add_time(None, level, line)
        self._write(_as_it_is(line) or cast("bytes", self._render(None, level, redact(None, level, line))))


def _as_it_is(line: Mapping[str, Any]) -> bytes | None:
    """The line, if everything in it is of the simple kinds and may be told."""
    try:
        written = orjson.dumps(line, option=orjson.OPT_NON_STR_KEYS)
    except TypeError:
        return None
    return None if needs_a_closer_look(written.decode()) else written


def _send_standard_logging(form: LogFormat, least: int, stream: BinaryIO) -> None:
    handler = _BytesHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*_common(), structlog.stdlib.add_logger_name],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_exceptions(form),
                redact,
                *_rendering(form, in_bytes=False),
            ],
        )
    )
    for name in KNOCKED_ON:
        handler.addFilter(Damper(name))
    # What libraries say when everything is told is theirs to answer for, and may hold anything.
    logging.basicConfig(level=max(least, logging.INFO), handlers=[handler], force=True)
    for name in ROOMS:
        logging.getLogger(name).setLevel(least)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)


class _BytesHandler(logging.Handler):
    """Writes a line at a time, to the same stream as the frequent lines."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._lines = structlog.BytesLogger(stream)

    def emit(self, record: logging.LogRecord) -> None:
        """Write it; a line that cannot be written stops nobody."""
        try:
            self._lines.msg(self.format(record).encode("utf-8", "backslashreplace"))
        except Exception:  # noqa: BLE001 - as Python's own handlers do
            self.handleError(record)


def _common() -> list[structlog.typing.Processor]:
    return [_add_ids, add_log_level, _add_time]


def _add_ids(_logger: object, _name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for ids in (OF_PROCESS.get(), IDS.get()):
        for name, value in ids.items():
            line.setdefault(name, value)
    return line


def _add_time(_logger: object, _name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    line["timestamp"] = datetime.now(UTC).isoformat(timespec="milliseconds")
    return line


def _exceptions(form: LogFormat) -> list[structlog.typing.Processor]:
    """Tracebacks as data. Variables are left out: they hold what people have written."""
    if form is LogFormat.JSON:
        return [ExceptionRenderer(ExceptionDictTransformer(show_locals=False, max_frames=MOST_FRAMES))]
    return [structlog.processors.format_exc_info]


def _rendering(form: LogFormat, *, in_bytes: bool) -> list[structlog.typing.Processor]:
    if form is LogFormat.JSON:
        return [JSONRenderer(serializer=_in_bytes if in_bytes else _in_text)]
    renderer = structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)
    return [renderer, lambda _logger, _name, line: str(line).encode()] if in_bytes else [renderer]


def _in_bytes(line: object, **options: Any) -> bytes:  # noqa: ANN401 - as the renderer gives them
    try:
        return orjson.dumps(line, default=options["default"], option=orjson.OPT_NON_STR_KEYS)
    except TypeError:
        # Half a character, in a file's name for instance, or a number that is larger than any.
        return json.dumps(line, ensure_ascii=False, **options).encode("utf-8", "replace")


def _in_text(line: object, **options: Any) -> str:  # noqa: ANN401 - as the renderer gives them
    return _in_bytes(line, **options).decode()
