"""The settings for letters: off unless the municipality lets them be sent."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from pydantic import Field, SecretStr

from bot.loopback import LOOPBACK_HOSTS
from bot.mail.addressing import address_of
from bot.rereading import Rereadable
from bot.setting_problems import Problem, ProblemKind, problem
from domain.mail import MailRules


class MailWay(StrEnum):
    """How letters leave."""

    OFF = "off"
    SMTP = "smtp"
    GRAPH = "graph"


class SmtpSecurity(StrEnum):
    """How the connection to the mail server is kept secret."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"
    """For a server on the same machine alone."""


class MailSettings(Rereadable):
    """Whether whoever Teams cannot reach gets a letter, how it leaves, and how long its link is good."""

    mail: MailWay = MailWay.OFF
    mail_from: str = ""
    mail_reply_to: str = ""
    mail_coordinator: str = ""
    mail_per_minute: int = Field(default=30, ge=1, le=600)
    mail_link_days: int = Field(default=14, ge=1, le=90)
    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: SmtpSecurity = SmtpSecurity.STARTTLS
    smtp_ca_file: Path | None = None
    smtp_user: str = ""
    smtp_password: SecretStr | None = None

    @property
    def sends_letters(self) -> bool:
        """Whether letters are sent at all."""
        return self.mail is not MailWay.OFF

    @property
    def mail_rules(self) -> MailRules:
        """What the ladder goes by."""
        return MailRules(per_minute=self.mail_per_minute, link_days=self.mail_link_days)


class _Others(Protocol):
    @property
    def has_pages(self) -> bool: ...

    @property
    def graph(self) -> bool: ...


def mail_problems(settings: MailSettings, others: _Others) -> Iterator[Problem]:
    """Why no letters can be sent with these settings; nothing where none are to be sent."""
    if not settings.sends_letters:
        return
    if not others.has_pages:
        # A letter without a link that can be opened would only annoy.
        yield problem(ProblemKind.MISSING, "public_url")
    for name in ("mail_from", "mail_reply_to", "mail_coordinator"):
        yield from _address_problems(settings, name)
    if settings.mail is MailWay.SMTP:
        yield from _smtp_problems(settings)
    elif not others.graph:
        # Whoever has not turned it on has Graph asked nothing, and sent nothing.
        yield problem(ProblemKind.MISSING, "graph")


def _smtp_problems(settings: MailSettings) -> Iterator[Problem]:
    if not settings.smtp_host.strip():
        yield problem(ProblemKind.MISSING, "smtp_host")
    if settings.smtp_security is SmtpSecurity.NONE and settings.smtp_host.strip() not in LOOPBACK_HOSTS:
        yield problem(ProblemKind.NOT_ENCRYPTED, "smtp_security", value=settings.smtp_host)
    if settings.smtp_ca_file is not None and not settings.smtp_ca_file.is_file():
        yield problem(ProblemKind.FILE_NOT_FOUND, "smtp_ca_file", value=str(settings.smtp_ca_file))
    if settings.smtp_user and settings.smtp_password is None:
        yield problem(ProblemKind.MISSING, "smtp_password")


def _address_problems(settings: MailSettings, name: str) -> Iterator[Problem]:
    value: str = getattr(settings, name)
    if not value:
        if name == "mail_from":
            yield problem(ProblemKind.MISSING, name)
    elif address_of(value) is None:
        yield problem(ProblemKind.NOT_AN_ADDRESS, name, value=value)
