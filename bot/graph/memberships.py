"""Asks Microsoft Graph which of a few groups one person is in, while that person waits."""

from collections.abc import Collection
from urllib.parse import quote

from bot.graph.client import NOT_FOUND, OK, GraphClient
from bot.settings import Settings
from bot.teams.fields import value_at
from cards.card import JsonValue
from dialogs.rights import Rights
from scheduler.directory import DirectoryError
from storage.database import Database


class GraphMemberships:
    """`Memberships` over Microsoft Graph (`checkMemberGroups`), which looks inside groups too."""

    def __init__(self, client: GraphClient) -> None:
        self._client = client

    async def among(self, entra_object_id: str, groups: Collection[str]) -> frozenset[str]:
        """Those of the groups that the person is in; none when there is no such person any longer."""
        address = self._client.address(f"users/{quote(entra_object_id, safe='')}/checkMemberGroups")
        wanted: list[JsonValue] = [*sorted(groups)]
        answer = await self._client.post(address, {"groupIds": wanted})
        if answer.status == NOT_FOUND:
            return frozenset()
        if answer.status != OK:
            raise DirectoryError(str(answer.status), retry_after=answer.retry_after)
        found = value_at(answer.body, "value")
        if not isinstance(found, list):
            raise DirectoryError("no list")
        return frozenset(each.lower() for each in found if isinstance(each, str)) & frozenset(groups)


def rights(settings: Settings, client: GraphClient | None, database: Database) -> Rights | None:
    """Who looks at people's groups when they act; nobody, while no group gives any role."""
    if client is None or not settings.groups:
        return None
    return Rights(database=database, memberships=GraphMemberships(client), groups=settings.groups)
