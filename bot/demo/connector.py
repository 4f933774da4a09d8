"""A Bot Connector on this machine: it takes the bot's messages and hands them to simulated chats."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import orjson
from aiohttp import web

from bot.demo.chat import Chat, JsonObject


class LocalConnector:
    """Speaks the part of the connector's protocol that the bot uses. Start it with `serving`."""

    def __init__(self) -> None:
        self.chats: dict[str, Chat] = {}
        self.posted = 0
        self.address = ""

    def add(self, chat: Chat) -> None:
        """Make a person's chat known."""
        self.chats[chat.conversation_id] = chat

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """Listen on a free loopback port; gives the service URL."""
        application = web.Application()
        conversation = "/v3/conversations/{conversation}"
        application.router.add_post(f"{conversation}/activities", self._post)
        application.router.add_put(f"{conversation}/activities/{{message}}", self._put)
        application.router.add_get(f"{conversation}/members/{{member}}", self._member)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self.address
        finally:
            await runner.cleanup()

    async def _post(self, request: web.Request) -> web.Response:
        chat = self.chats.get(request.match_info["conversation"])
        if chat is None:
            return _not_found("ConversationNotFound")
        self.posted += 1
        message_id = str(self.posted)
        chat.receive(await _body(request), message_id)
        return web.json_response({"id": message_id}, status=201)

    async def _put(self, request: web.Request) -> web.Response:
        chat = self.chats.get(request.match_info["conversation"])
        message_id = request.match_info["message"]
        if chat is None or message_id not in chat.shown:
            return _not_found("ActivityNotFoundInConversation")
        chat.receive(await _body(request), message_id)
        return web.json_response({"id": message_id})

    async def _member(self, request: web.Request) -> web.Response:
        chat = self.chats.get(request.match_info["conversation"])
        if chat is None or request.match_info["member"] != chat.user_id:
            return _not_found("BotNotInConversationRoster")
        return web.json_response(
            {
                "id": chat.user_id,
                "name": chat.name,
                "email": chat.address,
                "userPrincipalName": chat.address,
                "aadObjectId": chat.entra_object_id,
                "tenantId": chat.tenant_id,
            }
        )


async def _body(request: web.Request) -> JsonObject:
    body: Mapping[str, object] = orjson.loads(await request.read())
    return body  # type: ignore[return-value] # JSON is what it is


def _not_found(code: str) -> web.Response:
    return web.json_response({"error": {"code": code, "message": code}}, status=404)
