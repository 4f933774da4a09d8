"""Fetches and brings people's files; bounded, only at listed hosts, and never with our own token."""

import aiohttp
from yarl import URL

from bot.file_hosts import FileHosts
from dialogs.carrier import CarryError, CarryFault

# Teams waits fifteen seconds for an answer and then says the same thing again.
TIMEOUT = aiohttp.ClientTimeout(total=11, sock_connect=5)
CHUNK = 64 * 1024
# The last part of a file is answered so; 202 says that the platform waits for more.
PUT_AWAY = frozenset({200, 201})
GONE = frozenset({401, 403, 404, 410})
OK = 200


class TeamsFiles:
    """A `FileCarrier` over the house's one session. It retries nothing: whoever waits is asked to."""

    def __init__(self, *, session: aiohttp.ClientSession, hosts: FileHosts) -> None:
        self._session = session
        self._hosts = hosts

    async def fetch(self, address: str, largest: int) -> bytes:
        """The file at an address that Teams gave us; at most so many bytes. Raises `CarryError`."""
        url = self._checked(address)
        try:
            async with self._session.get(url, allow_redirects=False, timeout=TIMEOUT) as answer:
                _check(answer.status, frozenset({OK}))
                return await _read(answer, largest)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise CarryError(CarryFault.UNAVAILABLE, type(error).__name__) from error

    async def bring(self, address: str, content: bytes) -> None:
        """Put the bytes where Teams says that they are to go. Raises `CarryError`."""
        url = self._checked(address)
        size = len(content)
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Range": f"bytes 0-{size - 1}/{size}",
        }
        try:
            async with self._session.put(
                url, data=content, headers=headers, allow_redirects=False, timeout=TIMEOUT
            ) as answer:
                _check(answer.status, PUT_AWAY)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise CarryError(CarryFault.UNAVAILABLE, type(error).__name__) from error

    def _checked(self, address: str) -> URL:
        url = self._hosts.allowed(address)
        if url is None:
            raise CarryError(CarryFault.NOT_ALLOWED)
        return url


async def _read(answer: aiohttp.ClientResponse, largest: int) -> bytes:
    """Reading stops at the limit, whatever the answer says about its own length."""
    content = bytearray()
    async for chunk in answer.content.iter_chunked(CHUNK):
        content += chunk
        if len(content) > largest:
            raise CarryError(CarryFault.TOO_LARGE)
    return bytes(content)


def _check(status: int, wanted: frozenset[int]) -> None:
    if status in wanted:
        return
    raise CarryError(CarryFault.GONE if status in GONE else CarryFault.UNAVAILABLE, str(status))
