"""The settings for pages and links: off unless the service has a public address."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from pydantic import Field, SecretStr

from bot.loopback import is_secure
from bot.rereading import Rereadable
from bot.setting_problems import Problem, ProblemKind, problem

SHORTEST_KEY = 32


class PageSettings(Rereadable):
    """Where the service is reached from a browser, and what its links are signed with."""

    public_url: str = ""
    link_key: SecretStr | None = None
    link_key_before: SecretStr | None = None
    link_minutes: int = Field(default=30, ge=5, le=24 * 60)

    @property
    def has_pages(self) -> bool:
        """Whether there are any pages and links."""
        return bool(self.public_url)

    @property
    def public_origin(self) -> str:
        """The public address without a slash at its end; "" where there is none."""
        return self.public_url.strip().rstrip("/").lower()

    def link_keys(self) -> tuple[str, ...]:
        """The keys that a signature may be made with now, the one that signs last."""
        fresh = self.fresh()
        keys = (fresh.link_key_before, fresh.link_key)
        return tuple(key.get_secret_value() for key in keys if key is not None)

    @property
    def link_lifetime(self) -> timedelta:
        """How long a link and what it opens can be used."""
        return timedelta(minutes=self.link_minutes)


def page_problems(settings: PageSettings) -> Iterator[Problem]:
    """Why there can be no pages with these settings; nothing where there are to be none."""
    if not settings.has_pages:
        return
    address = settings.public_url.strip()
    if not is_secure(address):
        yield problem(ProblemKind.NOT_SECURE, "public_url", value=address)
    elif not _is_bare(address):
        yield problem(ProblemKind.NOT_BARE, "public_url", value=address)
    if settings.link_key is None:
        yield problem(ProblemKind.MISSING, "link_key")
    for name in ("link_key", "link_key_before"):
        key: SecretStr | None = getattr(settings, name)
        if key is not None and len(key.get_secret_value()) < SHORTEST_KEY:
            yield problem(ProblemKind.TOO_SHORT, name, value=str(SHORTEST_KEY))


def _is_bare(address: str) -> bool:
    """Whether it is a scheme and a host (with a port, perhaps): links are put together from it."""
    try:
        parts = urlsplit(address)
        has_place = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    is_plain = address.isascii() and address.isprintable() and not set("@?# ") & set(address)
    return has_place and is_plain and parts.path in {"", "/"}
