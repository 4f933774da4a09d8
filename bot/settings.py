"""Reads the settings (`LAGESKOLL_*`, or a `.env` file) once, and refuses what is not safe to run with."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode
from pydantic_settings import SettingsError as UnreadableSourceError

from bot.api.settings import ApiSettings, api_problems
from bot.clock import system_clock
from bot.crowding import CrowdSettings
from bot.database_settings import DatabaseSettings
from bot.doorstep import DoorstepSettings
from bot.entra.settings import IdentitySettings, identity_problems
from bot.file_hosts import TEAMS_FILE_HOSTS
from bot.graph.settings import GraphSettings
from bot.loopback import LOOPBACK_HOSTS, is_secure
from bot.mail.settings import MailSettings, mail_problems
from bot.pages.settings import PageSettings, page_problems
from bot.processes.settings import ProcessSettings, process_problems
from bot.report_settings import ReportSettings, report_problems
from bot.rereading import Sources
from bot.retention_settings import RetentionSettings
from bot.secret_files import SecretFileSettings, secret_files, unreadable
from bot.setting_problems import Problem, ProblemKind, SettingsError, problem
from bot.watching.settings import WatchSettings, watch_problems
from domain.people import Language
from storage.database_url import is_usable

# What the demonstration runs with; both are made up and belong to nobody.
DEMO_APP_ID = "22222222-2222-4222-8222-222222222222"
DEMO_TENANT_ID = "11111111-1111-4111-8111-111111111111"

# Public cloud, GCC, GCC High, DoD (source: Microsoft Teams, send proactive messages).
TEAMS_SERVICE_HOSTS = (
    "smba.trafficmanager.net",
    "smba.infra.gcc.teams.microsoft.com",
    "smba.infra.gov.teams.microsoft.us",
    "smba.infra.dod.teams.microsoft.us",
)


class Profile(StrEnum):
    """How strict the door is."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"


class Settings(
    IdentitySettings,
    GraphSettings,
    PageSettings,
    ApiSettings,
    MailSettings,
    DatabaseSettings,
    CrowdSettings,
    DoorstepSettings,
    ProcessSettings,
    RetentionSettings,
    ReportSettings,
    WatchSettings,
    SecretFileSettings,
):
    """Everything that differs between installations. Read it with `load_settings`."""

    profile: Profile = Profile.PRODUCTION
    host: str = "127.0.0.1"
    port: int = Field(default=3978, ge=0, le=65535)
    language: Language = Language.SWEDISH
    municipality: str = ""

    openid_metadata_url: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    token_issuer: str = "https://api.botframework.com"  # noqa: S105 - a name, not a token
    allowed_service_hosts: Annotated[tuple[str, ...], NoDecode] = TEAMS_SERVICE_HOSTS
    allowed_file_hosts: Annotated[tuple[str, ...], NoDecode] = TEAMS_FILE_HOSTS

    undo_seconds: int = Field(default=300, ge=0)
    requests_per_second: float = Field(default=50, gt=0)
    body_limit_bytes: int = Field(default=1024 * 1024, gt=0)

    @field_validator("allowed_service_hosts", "allowed_file_hosts", mode="before")
    @classmethod
    def _split_hosts(cls, value: object) -> object:
        """A comma-separated list, as an environment variable gives it."""
        if not isinstance(value, str):
            return value
        return tuple(host.strip().lower() for host in value.split(",") if host.strip())

    @property
    def is_development(self) -> bool:
        """Whether tokens are skipped."""
        return self.profile is Profile.DEVELOPMENT

    def with_demo_identity(self) -> Self:
        """The same settings, with made-up ids where the development profile has none."""
        return self.model_copy(
            update={"app_id": self.app_id or DEMO_APP_ID, "tenant_id": self.tenant_id or DEMO_TENANT_ID}
        )


def read_settings(*, env_file: Path | None = Path(".env"), **given: object) -> Settings:
    """The settings as they are, for commands that open no door; raises `SettingsError` for unreadable values.

    `given` goes before the environment, which goes before `env_file`, which goes before the secrets' folder.
    """
    folder = _secrets_folder(env_file, given)
    settings = _read(env_file, folder, given)
    places = [place for place in (env_file, folder) if place is not None]
    settings.come_from(Sources(places, lambda: _read(env_file, folder, given), _unfit))
    return settings


def _secrets_folder(env_file: Path | None, given: Mapping[str, object]) -> Path | None:
    try:
        first = SecretFileSettings(_env_file=env_file, **given)  # type: ignore[arg-type] # pydantic checks them
    except (OSError, UnicodeDecodeError):
        raise unreadable((env_file,), Settings.model_fields) from None
    return secret_files(first.secrets_folder)


def _read(env_file: Path | None, folder: Path | None, given: Mapping[str, object]) -> Settings:
    try:
        settings = Settings(_env_file=env_file, _secrets_dir=folder, **given)  # type: ignore[arg-type] # pydantic checks them
    except ValidationError as error:
        names = dict.fromkeys(str(detail["loc"][0]) for detail in error.errors(include_input=False))
        raise SettingsError(tuple(problem(ProblemKind.INVALID, name) for name in names)) from None
    except (OSError, UnicodeDecodeError, UnreadableSourceError):
        raise unreadable((folder, env_file), Settings.model_fields) from None
    return settings.with_demo_identity() if settings.is_development else settings


def _unfit(settings: BaseSettings) -> Iterator[str]:
    assert isinstance(settings, Settings)
    for found in problems_of(settings, system_clock()):
        yield from found.variables


def load_settings(*, env_file: Path | None = Path(".env"), **given: object) -> Settings:
    """The settings to serve with; raises `SettingsError` naming all that is missing or unsafe at once."""
    settings = read_settings(env_file=env_file, **given)
    problems = problems_of(settings, system_clock())
    if problems:
        raise SettingsError(problems)
    return settings


def problems_of(settings: Settings, at: datetime) -> tuple[Problem, ...]:
    """Why these settings may not be served with at that time; empty when they may."""
    others = (
        *page_problems(settings),
        *api_problems(settings),
        *mail_problems(settings, settings),
        *report_problems(settings),
        *watch_problems(settings),
        *process_problems(settings, is_development=settings.is_development),
    )
    if settings.is_development:
        return (*_development_problems(settings), *_database_problems(settings), *others)
    return (
        *_database_problems(settings),
        *identity_problems(settings, at),
        *_address_problems(settings),
        *others,
    )


def _development_problems(settings: Settings) -> tuple[Problem, ...]:
    if settings.host in LOOPBACK_HOSTS:
        return ()
    return (problem(ProblemKind.NOT_LOOPBACK, "host", value=settings.host),)


def _database_problems(settings: Settings) -> tuple[Problem, ...]:
    if is_usable(settings.database_url.get_secret_value()):
        return ()
    return (problem(ProblemKind.UNKNOWN_DATABASE, "database_url"),)


def _address_problems(settings: Settings) -> Iterator[Problem]:
    """Keys fetched without TLS could be anybody's; loopback never leaves the machine."""
    if not is_secure(settings.openid_metadata_url):
        value = settings.openid_metadata_url
        yield problem(ProblemKind.NOT_SECURE, "openid_metadata_url", value=value)
    if not settings.allowed_service_hosts:
        yield problem(ProblemKind.MISSING, "allowed_service_hosts")
