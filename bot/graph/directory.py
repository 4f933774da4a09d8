"""Asks Microsoft Graph who is in a group, page by page, and only ever the host of the settings."""

import logging
from urllib.parse import quote

from yarl import URL

from bot.graph.client import NOT_FOUND, OK, GraphClient
from bot.teams.fields import JsonObject, objects_at, text_at, value_at
from scheduler.directory import DirectoryError

log = logging.getLogger(__name__)

MOST_PAGES = 100
A_USER = "#microsoft.graph.user"


class GraphDirectory:
    """A `Directory` over Microsoft Graph. It retries nothing: the tick asks again."""

    def __init__(self, client: GraphClient) -> None:
        self._client = client

    async def members(self, group_id: str) -> frozenset[str]:
        """The people in the group, also through groups inside it; nobody when the group is gone."""
        found: set[str] = set()
        path = f"groups/{quote(group_id, safe='')}/transitiveMembers?$select=id&$top=999"
        address = self._client.address(path)
        for _ in range(MOST_PAGES):
            page = await self._page(address)
            if page is None:
                log.warning("There is no Entra group %s", group_id)
                return frozenset()
            found |= {text_at(each, "id") for each in objects_at(page, "value") if _is_person(each)}
            following = text_at(page, "@odata.nextLink")
            if not following:
                return frozenset(found - {""})
            address = self._client.following(following)
        raise DirectoryError("too many pages")

    async def _page(self, address: URL) -> JsonObject | None:
        """One page; None when there is no such thing."""
        answer = await self._client.get(address)
        if answer.status == NOT_FOUND:
            return None
        if answer.status != OK:
            raise DirectoryError(str(answer.status), retry_after=answer.retry_after)
        if not isinstance(value_at(answer.body, "value"), list):
            raise DirectoryError("no list")
        return answer.body


def _is_person(member: JsonObject) -> bool:
    return text_at(member, "@odata.type") == A_USER
