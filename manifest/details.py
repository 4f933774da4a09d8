"""What an app package must be told about its place: checked once, so that the rest can trust it."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from domain.errors import LageskollError

# The manifest schema's own limits.
LONGEST_DEVELOPER = 32
LONGEST_ADDRESS = 2048

# Where the service has its own pages on what it is, on personal data and on terms.
ABOUT, PRIVACY, TERMS = "/about", "/privacy", "/terms"

# RFC 1035: the whole name and each of its labels.
LONGEST_DOMAIN = 253
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
TOP_LABEL = re.compile(r"(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])")
GUID = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}")
VERSION = re.compile(r"(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){2}")


class Detail(StrEnum):
    """A thing that the package must be told."""

    APP_ID = "app id"
    DOMAIN = "domain"
    VERSION = "version"
    DEVELOPER = "developer"
    ADDRESS = "address"
    PUBLIC_URL = "public url"


class DetailError(LageskollError):
    """A detail cannot stand in an app package: correct `detail`, whose value was `value`."""

    def __init__(self, detail: Detail, value: str) -> None:
        super().__init__(f"{value!r} cannot be used as {detail.value}")
        self.detail = detail
        self.value = value


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Everything that differs between two municipalities' packages; make one with `checked`.

    `public_host` is where the pages are, and "" where there are none.
    """

    app_id: str
    version: str
    developer: str
    website: str
    privacy: str
    terms: str
    public_host: str = ""


def checked(
    *,
    app_id: str,
    domain: str,
    version: str = "1.0.0",
    developer: str = "Lägeskoll",
    website: str = "",
    privacy: str = "",
    terms: str = "",
    public_url: str = "",
) -> Details:
    """Check everything; raises `DetailError`. The three addresses default to the service's own pages.

    Without a `public_url` the package has no tab.
    """
    site = f"https://{_domain(domain)}"
    return Details(
        app_id=_matching(GUID, Detail.APP_ID, app_id),
        version=_matching(VERSION, Detail.VERSION, version),
        developer=_developer(developer),
        website=_address(website or f"{site}{ABOUT}"),
        privacy=_address(privacy or f"{site}{PRIVACY}"),
        terms=_address(terms or f"{site}{TERMS}"),
        public_host=_public_host(public_url) if public_url.strip() else "",
    )


def _matching(pattern: re.Pattern[str], detail: Detail, value: str) -> str:
    tidy = value.strip().lower()
    if not pattern.fullmatch(tidy):
        raise DetailError(detail, value)
    return tidy


def _domain(value: str) -> str:
    """A bare public host name; å, ä and ö are written the way the internet's name service wants them."""
    try:
        name = value.strip().lower().encode("idna").decode()
    except UnicodeError:
        raise DetailError(Detail.DOMAIN, value) from None
    *labels, top = name.split(".")
    sound = labels and all(LABEL.fullmatch(label) for label in labels) and TOP_LABEL.fullmatch(top)
    if not sound or len(name) > LONGEST_DOMAIN:
        raise DetailError(Detail.DOMAIN, value)
    return name


def _public_host(value: str) -> str:
    """The host of an address that is nothing but https:// and a host; Teams takes no other for a tab."""
    scheme, _, host = value.strip().rstrip("/").partition("://")
    try:
        return _domain(host) if scheme.lower() == "https" else _domain("")
    except DetailError:
        raise DetailError(Detail.PUBLIC_URL, value) from None


def _developer(value: str) -> str:
    name = value.strip()
    if not name or len(name) > LONGEST_DEVELOPER or not name.isprintable():
        raise DetailError(Detail.DEVELOPER, value)
    return name


def _address(value: str) -> str:
    try:
        parts = urlsplit(value)
        sound = parts.scheme == "https" and parts.hostname and parts.username is None
    except ValueError:
        sound = False
    if not sound or len(value) > LONGEST_ADDRESS or not value.isprintable() or " " in value:
        raise DetailError(Detail.ADDRESS, value)
    return value
