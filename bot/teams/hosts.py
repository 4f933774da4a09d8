"""Knows which addresses the bot's own token may be sent to."""

import re
from collections.abc import Iterable

# One strict shape instead of a URL parser: what no two parsers read differently can fool neither.
SECURE_URL = re.compile(r"https://(?P<host>[A-Za-z0-9.-]+)(?::443)?(?:/[A-Za-z0-9._~/-]*)?")
LOOPBACK_URL = re.compile(r"http://(?:localhost|127\.0\.0\.1)(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?")

GCC_SERVICE_URL = "https://smba.infra.gcc.teams.microsoft.com/teams"


class ServiceHosts:
    """An exact list of hosts, never a pattern: anybody can register a name under `trafficmanager.net`.

    Only https, only port 443, no user information; with `loopback` (the development profile) also http on
    this machine.
    """

    def __init__(self, hosts: Iterable[str], *, loopback: bool = False) -> None:
        self._hosts = frozenset(host.lower() for host in hosts)
        self._loopback = loopback

    def allows(self, service_url: str) -> bool:
        """Whether the bot may speak to that service URL."""
        secure = SECURE_URL.fullmatch(service_url)
        if secure is not None:
            return secure["host"].lower() in self._hosts
        return self._loopback and LOOPBACK_URL.fullmatch(service_url) is not None
