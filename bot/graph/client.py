"""Asks Microsoft Graph one thing at a time: only the host of the settings, never more than can be held."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import aiohttp
import orjson
from yarl import URL

from bot.entra.own_token import TokenError, Tokens
from bot.teams.fields import JsonObject
from scheduler.directory import DirectoryError

TIMEOUT = aiohttp.ClientTimeout(total=20, sock_connect=5)
LONGEST_WAIT = timedelta(hours=1)
# A page of a thousand people is a tenth of this.
LARGEST_ANSWER = 4 * 1024 * 1024
OK, CREATED, ACCEPTED, BAD_REQUEST, FORBIDDEN, NOT_FOUND, CONFLICT = 200, 201, 202, 400, 403, 404, 409
JSON, TEXT = "application/json", "text/plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphAnswer:
    """What Graph said; `body` is empty when it was no JSON object, or could not be one of Graph's."""

    status: int
    body: JsonObject
    retry_after: timedelta | None = None


class GraphClient:
    """One way to Graph. It retries nothing and follows no redirect: our token is for that host alone."""

    def __init__(self, *, session: aiohttp.ClientSession, tokens: Tokens, url: str) -> None:
        self._session = session
        self._tokens = tokens
        self._url = URL(url)

    def address(self, path: str) -> URL:
        """Where something is: `path` is encoded already and begins after the version."""
        return URL(f"{str(self._url).rstrip('/')}/v1.0/{path}", encoded=True)

    def following(self, link: str) -> URL:
        """The next page, if it is on the host that our token is meant for."""
        try:
            address = URL(link, encoded=True)
            is_ours = address.origin() == self._url.origin()
        except ValueError:
            is_ours = False
        if not is_ours:
            raise DirectoryError("next page elsewhere")
        return address

    async def prove(self) -> None:
        """Get the token that we ask with; raises `DirectoryError` when there is none."""
        await self._authorization()

    async def get(self, address: URL) -> GraphAnswer:
        """Read one thing. Raises `DirectoryError` when there is no answer at all."""
        return await self._ask("GET", address, None)

    async def post(self, address: URL, body: Mapping[str, object]) -> GraphAnswer:
        """Send something. Raises `DirectoryError` when there is no answer at all."""
        return await self._ask("POST", address, orjson.dumps(body))

    async def post_text(self, address: URL, text: bytes) -> GraphAnswer:
        """Send text as it is. Raises `DirectoryError` when there is no answer at all."""
        return await self._ask("POST", address, text, kind=TEXT)

    async def _ask(self, method: str, address: URL, body: bytes | None, *, kind: str = JSON) -> GraphAnswer:
        headers = {"Content-Type": kind, **await self._authorization()}
        try:
            async with self._session.request(
                method,
                address,
                headers=headers,
                data=body,
                allow_redirects=False,
                timeout=TIMEOUT,
            ) as answer:
                return GraphAnswer(
                    status=answer.status,
                    body=_object(await _received(answer)),
                    retry_after=waiting(answer.headers.get("Retry-After", "")),
                )
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise DirectoryError(type(error).__name__) from error

    async def _authorization(self) -> dict[str, str]:
        try:
            token = await self._tokens.token()
        except TokenError as error:
            raise DirectoryError(f"no token: {error.code}") from error
        return {} if token is None else {"Authorization": f"Bearer {token}"}


def waiting(said: str) -> timedelta | None:
    """How long we are asked to wait, at most an hour; None when nothing sensible was said."""
    if not (said.isascii() and said.isdigit()):
        return None
    return min(timedelta(seconds=int(said[:6])), LONGEST_WAIT)


async def _received(answer: aiohttp.ClientResponse) -> bytes:
    received = bytearray()
    async for part in answer.content.iter_any():
        received += part
        if len(received) > LARGEST_ANSWER:
            raise DirectoryError("too large")
    return bytes(received)


def _object(received: bytes) -> JsonObject:
    try:
        body = orjson.loads(received)
    except orjson.JSONDecodeError:
        return {}
    return body if isinstance(body, dict) else {}
