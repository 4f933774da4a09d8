"""By which proxy the outside is reached: what the environment says, read once for each host.

The library itself reads it for every request, and a file of passwords beside it, each in a thread: that is a
quarter of what a reminder costs. A process keeps its environment, and nobody has a password in a file here.
"""

from functools import lru_cache
from typing import Any

from aiohttp import BasicAuth, ClientRequest
from aiohttp.helpers import get_env_proxy_for_url
from yarl import URL

HOSTS_IN_MIND = 256

Way = tuple[URL | None, BasicAuth | None]


def requests_by_proxy() -> type[ClientRequest]:
    """The kind of request that a session makes which goes out as the environment says."""
    way_to = lru_cache(maxsize=HOSTS_IN_MIND)(_way_to)

    class RequestByProxy(ClientRequest):
        def __init__(self, method: str, url: URL, **options: Any) -> None:  # noqa: ANN401 - the library's own
            proxy, proxy_auth = way_to(url.scheme, url.host or "")
            super().__init__(method, url, **{**options, "proxy": proxy, "proxy_auth": proxy_auth})

    return RequestByProxy


def _way_to(scheme: str, host: str) -> Way:
    try:
        return get_env_proxy_for_url(URL.build(scheme=scheme, host=host))
    except LookupError:
        return None, None
