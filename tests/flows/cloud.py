"""A Bot Connector that hands what the bot says to the chats that it is meant for, and notes when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import orjson
from aiohttp import web

from bot.demo.chat import Chat
from tests.bot.teams.connector_server import ConnectorServer


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """A new message that came to somebody."""

    name: str
    at: datetime
    summary: str


class Cloud(ConnectorServer):
    """Knows the chats that have been added; `arrivals` are their new messages, the oldest first."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock
        self._chats: dict[str, Chat] = {}
        self.arrivals: list[Arrival] = []

    def add(self, chat: Chat) -> None:
        """Somebody with the app, and what the roster says about them."""
        self._chats[chat.conversation_id] = chat
        self.members[chat.user_id] = {
            "id": chat.user_id,
            "name": chat.name,
            "email": chat.address,
            "userPrincipalName": chat.address,
            "aadObjectId": chat.entra_object_id,
            "tenantId": chat.tenant_id,
        }

    async def _post(self, request: web.Request) -> web.Response:
        answer = await super()._post(request)
        if answer.status == web.HTTPCreated.status_code:
            await self._hand_over(request, orjson.loads(answer.text or "")["id"])
        return answer

    async def _put(self, request: web.Request) -> web.Response:
        answer = await super()._put(request)
        chat = self._chats.get(request.match_info["conversation"])
        if chat is not None and answer.status == web.HTTPOk.status_code:
            chat.receive(orjson.loads(await request.read()), request.match_info["message"])
        return answer

    async def _hand_over(self, request: web.Request, message_id: str) -> None:
        chat = self._chats.get(request.match_info["conversation"])
        if chat is not None:
            message = orjson.loads(await request.read())
            chat.receive(message, message_id)
            self.arrivals.append(
                Arrival(name=chat.name, at=self._clock(), summary=str(message.get("summary", "")))
            )
