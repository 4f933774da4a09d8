"""Asks Microsoft Graph who is in a group, page by page, and only ever the host of the settings."""

import logging
from datetime import timedelta
from urllib.parse import quote

import aiohttp
import orjson
from yarl import URL

from bot.teams.fields import JsonObject, objects_at, text_at
from bot.teams.token import TokenError, Tokens
from scheduler.directory import DirectoryError

log = logging.getLogger(__name__)

TIMEOUT = aiohttp.ClientTimeout(total=20, sock_connect=5)
MOST_PAGES = 100
LONGEST_WAIT = timedelta(hours=1)
A_USER = "#microsoft.graph.user"
OK, NOT_FOUND = 200, 404


class GraphDirectory:
    """A `Directory` over Microsoft Graph. It retries nothing: the tick asks again."""

    def __init__(self, *, session: aiohttp.ClientSession, tokens: Tokens, url: str) -> None:
        self._session = session
        self._tokens = tokens
        self._url = URL(url)

    async def members(self, group_id: str) -> frozenset[str]:
        """The people in the group, also through groups inside it; nobody when the group is gone."""
        found: set[str] = set()
        path = f"v1.0/groups/{quote(group_id, safe='')}/transitiveMembers?$select=id&$top=999"
        address = URL(f"{self._url}/{path}".replace("//v1.0", "/v1.0"), encoded=True)
        for _ in range(MOST_PAGES):
            answer = await self._get(address)
            if answer is None:
                log.warning("There is no Entra group %s", group_id)
                return frozenset()
            found |= {text_at(each, "id") for each in objects_at(answer, "value") if _is_person(each)}
            following = text_at(answer, "@odata.nextLink")
            if not following:
                return frozenset(found - {""})
            address = self._ours(following)
        raise DirectoryError("too many pages")

    async def _get(self, address: URL) -> JsonObject | None:
        """One page; None when there is no such thing."""
        headers = await self._headers()
        try:
            async with self._session.get(
                address, headers=headers, allow_redirects=False, timeout=TIMEOUT
            ) as answer:
                if answer.status == NOT_FOUND:
                    return None
                if answer.status != OK:
                    raise DirectoryError(str(answer.status), retry_after=_wait(answer))
                return _read(await answer.read())
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise DirectoryError(type(error).__name__) from error

    async def _headers(self) -> dict[str, str]:
        try:
            token = await self._tokens.token()
        except TokenError as error:
            raise DirectoryError(f"no token: {error.code}") from error
        return {} if token is None else {"Authorization": f"Bearer {token}"}

    def _ours(self, following: str) -> URL:
        """The next page, if it is on the host that our token is meant for."""
        try:
            address = URL(following, encoded=True)
            is_ours = address.origin() == self._url.origin()
        except ValueError:
            is_ours = False
        if not is_ours:
            raise DirectoryError("next page elsewhere")
        return address


def _is_person(member: JsonObject) -> bool:
    return text_at(member, "@odata.type") == A_USER


def _read(received: bytes) -> JsonObject:
    try:
        answer = orjson.loads(received)
    except orjson.JSONDecodeError as error:
        raise DirectoryError("not JSON") from error
    if not isinstance(answer, dict) or not isinstance(answer.get("value"), list):
        raise DirectoryError("no list")
    return answer


def _wait(answer: aiohttp.ClientResponse) -> timedelta | None:
    said = answer.headers.get("Retry-After", "")
    if not (said.isascii() and said.isdigit()):
        return None
    return min(timedelta(seconds=int(said[:6])), LONGEST_WAIT)
