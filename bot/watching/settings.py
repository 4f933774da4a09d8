"""The settings for keeping watch: logs always, figures and traces when somebody asks for them."""

from collections.abc import Callable
from enum import StrEnum
from importlib.util import find_spec

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings

from bot.setting_problems import Problem, ProblemKind, problem

TRACING_PACKAGES = ("opentelemetry.sdk", "opentelemetry.exporter.otlp.proto.http")


class LogFormat(StrEnum):
    """How a log line is written."""

    JSON = "json"
    TEXT = "text"


class LogLevel(StrEnum):
    """The least that is worth a line."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class WatchSettings(BaseSettings):
    """How the log is written, where figures are read, and where traces go."""

    log_format: LogFormat | None = None
    log_level: LogLevel = LogLevel.INFO
    metrics_host: str = "127.0.0.1"
    metrics_port: int | None = Field(default=None, ge=0, le=65535)
    otel_endpoint: str = ""

    @field_validator("otel_endpoint")
    @classmethod
    def _an_address(cls, value: str) -> str:
        """A collector is usually on the same network, so TLS is not asked for; nobody's words go there."""
        if value and not value.startswith(("http://", "https://")):
            raise ValueError(value)
        return value.rstrip("/")


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def watch_problems(
    settings: WatchSettings, is_installed: Callable[[str], bool] = _is_installed
) -> tuple[Problem, ...]:
    """Why watch cannot be kept as these settings say; empty when it can."""
    if not settings.otel_endpoint or all(is_installed(name) for name in TRACING_PACKAGES):
        return ()
    return (problem(ProblemKind.NOT_INSTALLED, "otel_endpoint", value="lageskoll[otel]"),)
