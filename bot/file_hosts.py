"""Where files are fetched from and brought to; never with our own token."""

from collections.abc import Iterable

from yarl import URL

# Each municipality has its own name under SharePoint, so a name that begins with a dot is an ending.
TEAMS_FILE_HOSTS = (".sharepoint.com", ".sharepoint.us", ".sharepoint-mil.us", "graph.microsoft.com")
HTTPS_PORT = 443


class FileHosts:
    """The hosts by name, or by ending where it begins with a dot.

    Only https, only port 443, no user information; with `loopback` (the development profile) also http on
    this machine.
    """

    def __init__(self, hosts: Iterable[str], *, loopback: bool = False) -> None:
        self._hosts = tuple(host.lower() for host in hosts)
        self._loopback = loopback

    def allowed(self, address: str) -> URL | None:
        """The address as it will be asked for; None when it may not be."""
        try:
            url = URL(address)
            host, is_plain = (url.host or "").lower(), url.user is None and url.password is None
        except ValueError:
            return None
        if not is_plain or not host:
            return None
        if self._loopback and url.scheme == "http" and host == "127.0.0.1":
            return url
        return url if url.scheme == "https" and url.port == HTTPS_PORT and self._knows(host) else None

    def _knows(self, host: str) -> bool:
        return any(host.endswith(known) if known.startswith(".") else host == known for known in self._hosts)
