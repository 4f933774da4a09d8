"""This machine's own addresses, and what is safe to fetch from elsewhere."""

from urllib.parse import urlsplit

LOOPBACK_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})


def is_secure(address: str) -> bool:
    """Whether what is fetched from there comes over TLS, or from this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK_HOSTS)
