"""Reads the settings (`LAGESKOLL_*`, or a `.env` file) once, and refuses what is not safe to run with."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from bot.api.settings import ApiSettings, api_problems
from bot.database_settings import DatabaseSettings, secret_files
from bot.doorstep import DoorstepSettings
from bot.file_hosts import TEAMS_FILE_HOSTS
from bot.graph.settings import GraphSettings
from bot.loopback import LOOPBACK_HOSTS, is_secure
from bot.mail.settings import MailSettings, mail_problems
from bot.pages.settings import PageSettings, page_problems
from bot.report_settings import ReportSettings, report_problems
from bot.retention_settings import RetentionSettings
from bot.setting_problems import PREFIX, Problem, ProblemKind, SettingsError, problem
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


@dataclass(frozen=True, slots=True)
class ClientSecret:
    """A client secret of the app registration."""

    value: SecretStr


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate with its private key, as PEM or PFX."""

    file: Path
    password: SecretStr | None


@dataclass(frozen=True, slots=True)
class ManagedIdentity:
    """A user-assigned managed identity."""

    client_id: str


@dataclass(frozen=True, slots=True)
class FederatedToken:
    """A token that the platform writes to a file and renews there (workload identity)."""

    file: Path


Credential = ClientSecret | Certificate | ManagedIdentity | FederatedToken


class Settings(
    GraphSettings,
    PageSettings,
    ApiSettings,
    MailSettings,
    DatabaseSettings,
    DoorstepSettings,
    RetentionSettings,
    ReportSettings,
    WatchSettings,
):
    """Everything that differs between installations. Read it with `load_settings`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    profile: Profile = Profile.PRODUCTION
    app_id: str = ""
    tenant_id: str = ""

    app_secret: SecretStr | None = None
    app_certificate_file: Path | None = None
    app_certificate_password: SecretStr | None = None
    managed_identity_client_id: str | None = None
    federated_token_file: Path | None = None

    host: str = "127.0.0.1"
    port: int = Field(default=3978, ge=0, le=65535)
    language: Language = Language.SWEDISH
    municipality: str = ""

    openid_metadata_url: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    token_issuer: str = "https://api.botframework.com"  # noqa: S105 - a name, not a token
    login_authority: str = "https://login.microsoftonline.com"
    outbound_scope: str = "https://api.botframework.com/.default"
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

    @field_validator("app_id", "tenant_id")
    @classmethod
    def _lower_case(cls, value: str) -> str:
        """Ids are compared letter by letter, and Teams writes them in lower case."""
        return value.strip().lower()

    @property
    def is_development(self) -> bool:
        """Whether tokens are skipped."""
        return self.profile is Profile.DEVELOPMENT

    @property
    def credential(self) -> Credential | None:
        """How the bot proves who it is; None only in the development profile."""
        if self.app_secret is not None:
            return ClientSecret(self.app_secret)
        if self.app_certificate_file is not None:
            return Certificate(self.app_certificate_file, self.app_certificate_password)
        if self.managed_identity_client_id is not None:
            return ManagedIdentity(self.managed_identity_client_id)
        if self.federated_token_file is not None:
            return FederatedToken(self.federated_token_file)
        return None

    def with_demo_identity(self) -> Self:
        """The same settings, with made-up ids where the development profile has none."""
        return self.model_copy(
            update={"app_id": self.app_id or DEMO_APP_ID, "tenant_id": self.tenant_id or DEMO_TENANT_ID}
        )


def read_settings(*, env_file: Path | None = Path(".env"), **given: object) -> Settings:
    """The settings as they are, for commands that open no door; raises `SettingsError` for unreadable values.

    `given` goes before the environment, which goes before `env_file`.
    """
    try:
        settings = Settings(_env_file=env_file, _secrets_dir=secret_files(), **given)  # type: ignore[arg-type] # pydantic checks them
    except ValidationError as error:
        names = dict.fromkeys(str(detail["loc"][0]) for detail in error.errors(include_input=False))
        raise SettingsError(tuple(problem(ProblemKind.INVALID, name) for name in names)) from None
    return settings.with_demo_identity() if settings.is_development else settings


def load_settings(*, env_file: Path | None = Path(".env"), **given: object) -> Settings:
    """The settings to serve with; raises `SettingsError` naming all that is missing or unsafe at once."""
    settings = read_settings(env_file=env_file, **given)
    problems = problems_of(settings)
    if problems:
        raise SettingsError(problems)
    return settings


def problems_of(settings: Settings) -> tuple[Problem, ...]:
    """Why these settings may not be served with; empty when they may."""
    if settings.is_development:
        return (
            *_development_problems(settings),
            *_database_problems(settings),
            *page_problems(settings),
            *api_problems(settings),
            *mail_problems(settings, settings),
            *report_problems(settings),
            *watch_problems(settings),
        )
    return (
        *_database_problems(settings),
        *_identity_problems(settings),
        *_credential_problems(settings),
        *_address_problems(settings),
        *page_problems(settings),
        *api_problems(settings),
        *mail_problems(settings, settings),
        *report_problems(settings),
        *watch_problems(settings),
    )


def _development_problems(settings: Settings) -> tuple[Problem, ...]:
    if settings.host in LOOPBACK_HOSTS:
        return ()
    return (problem(ProblemKind.NOT_LOOPBACK, "host", value=settings.host),)


def _database_problems(settings: Settings) -> tuple[Problem, ...]:
    if is_usable(settings.database_url.get_secret_value()):
        return ()
    return (problem(ProblemKind.UNKNOWN_DATABASE, "database_url"),)


def _identity_problems(settings: Settings) -> tuple[Problem, ...]:
    found = []
    for name, value in (("app_id", settings.app_id), ("tenant_id", settings.tenant_id)):
        if not value:
            found.append(problem(ProblemKind.MISSING, name))
        elif not _is_id(value):
            found.append(problem(ProblemKind.NOT_AN_ID, name, value=value))
    return tuple(found)


def _credential_problems(settings: Settings) -> tuple[Problem, ...]:
    names = ("app_secret", "app_certificate_file", "managed_identity_client_id", "federated_token_file")
    given = [name for name in names if getattr(settings, name) is not None]
    if not given:
        return (problem(ProblemKind.NO_CREDENTIAL, *names),)
    if len(given) > 1:
        return (problem(ProblemKind.SEVERAL_CREDENTIALS, *given),)
    file = getattr(settings, given[0])
    if isinstance(file, Path) and not file.is_file():
        return (problem(ProblemKind.FILE_NOT_FOUND, given[0], value=str(file)),)
    return ()


def _address_problems(settings: Settings) -> tuple[Problem, ...]:
    """Keys fetched without TLS could be anybody's; loopback never leaves the machine."""
    found = []
    for name in ("openid_metadata_url", "login_authority"):
        address = str(getattr(settings, name))
        if not is_secure(address):
            found.append(problem(ProblemKind.NOT_SECURE, name, value=address))
    if not settings.allowed_service_hosts:
        found.append(problem(ProblemKind.MISSING, "allowed_service_hosts"))
    return tuple(found)


def _is_id(value: str) -> bool:
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False
