"""The settings for who the bot is in Microsoft Entra and how it proves it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from pydantic import SecretStr, field_validator

from bot.entra.certificates import CertificateError, read
from bot.entra.credentials import (
    Certificate,
    ClientSecret,
    Credential,
    FederatedIdentity,
    FederatedToken,
    ManagedIdentity,
)
from bot.loopback import is_secure
from bot.rereading import Rereadable
from bot.setting_problems import Problem, ProblemKind, problem

CREDENTIALS = (
    "app_secret",
    "app_certificate_file",
    "managed_identity_client_id",
    "federated_token_file",
    "federated_identity_client_id",
)


class IdentitySettings(Rereadable):
    """Which app in which tenant, with what it proves itself, and where it gets its tokens."""

    app_id: str = ""
    tenant_id: str = ""

    app_secret: SecretStr | None = None
    app_certificate_file: Path | None = None
    app_certificate_password: SecretStr | None = None
    managed_identity_client_id: str | None = None
    federated_token_file: Path | None = None
    federated_identity_client_id: str | None = None
    federated_audience: str = "api://AzureADTokenExchange"

    login_authority: str = "https://login.microsoftonline.com"
    outbound_scope: str = "https://api.botframework.com/.default"

    @field_validator("app_id", "tenant_id")
    @classmethod
    def _lower_case(cls, value: str) -> str:
        """Ids are compared letter by letter, and Teams writes them in lower case."""
        return value.strip().lower()

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
        if self.federated_identity_client_id is not None:
            return FederatedIdentity(self.federated_identity_client_id, self.federated_audience)
        return None


def identity_problems(settings: IdentitySettings, at: datetime) -> Iterator[Problem]:
    """Why Entra would not believe us with these settings at that time; nothing where it would."""
    for name, value in (("app_id", settings.app_id), ("tenant_id", settings.tenant_id)):
        if not value:
            yield problem(ProblemKind.MISSING, name)
        elif not _is_id(value):
            yield problem(ProblemKind.NOT_AN_ID, name, value=value)
    yield from _credential_problems(settings, at)
    # A secret that is sent without TLS could be anybody's.
    if not is_secure(settings.login_authority):
        yield problem(ProblemKind.NOT_SECURE, "login_authority", value=settings.login_authority)


def _credential_problems(settings: IdentitySettings, at: datetime) -> Iterator[Problem]:
    given = [name for name in CREDENTIALS if getattr(settings, name) is not None]
    if not given:
        yield problem(ProblemKind.NO_CREDENTIAL, *CREDENTIALS)
    elif len(given) > 1:
        yield problem(ProblemKind.SEVERAL_CREDENTIALS, *given)
    elif isinstance(file := getattr(settings, given[0]), Path) and not file.is_file():
        yield problem(ProblemKind.FILE_NOT_FOUND, given[0], value=str(file))
    elif isinstance(credential := settings.credential, Certificate):
        yield from _certificate_problems(credential, at)


def _certificate_problems(certificate: Certificate, at: datetime) -> Iterator[Problem]:
    name, file = "app_certificate_file", str(certificate.file)
    try:
        found = read(certificate)
    except CertificateError as error:
        yield problem(ProblemKind(error.fault), name, value=file)
    else:
        if found.ends_at <= at:
            yield problem(ProblemKind.ENDED, name, value=f"{found.ends_at:%Y-%m-%d}")


def _is_id(value: str) -> bool:
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False
