"""A bot that shows one card after another, for trying the page object without the real bot."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
MESSAGE_TYPE = "application/vnd.microsoft.activity.message"


@dataclass(slots=True, kw_only=True)
class EchoBot:
    """Answers a message with the card of that name, and keeps all it has received."""

    cards: Mapping[str, dict[str, Any]]
    received: list[dict[str, Any]] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    endpoint: str = ""
    met: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when somebody has been heard of."""

    async def take(self, request: web.Request) -> web.Response:
        activity = await request.json()
        self.received.append(activity)
        self.met.set()
        if activity["type"] == "invoke":
            return web.json_response(self._answer(activity["value"]["action"]["verb"]))
        if activity["type"] == "message":
            await self.send(self.cards[activity["text"]])
        return web.Response()

    async def send(self, card: dict[str, Any]) -> None:
        """Send a card without being asked, to whoever was heard of last."""
        self.shown.append((await self._call("POST", "", _message(self.received[-1], card)))["id"])

    async def update_last(self, card: dict[str, Any]) -> None:
        """Change the message that was sent last."""
        await self._call("PUT", self.shown[-1], _message(self.received[-1], card))

    def pressed(self) -> dict[str, Any]:
        """What came with the last press of a button."""
        invokes = [activity for activity in self.received if activity["type"] == "invoke"]
        data: dict[str, Any] = invokes[-1]["value"]["action"]["data"]
        return data

    def _answer(self, verb: str) -> dict[str, Any]:
        if verb in self.cards:
            return {"statusCode": 200, "type": CARD_TYPE, "value": self.cards[verb]}
        return {"statusCode": 200, "type": MESSAGE_TYPE, "value": verb}

    async def _call(self, method: str, message_id: str, message: dict[str, Any]) -> dict[str, Any]:
        heard = self.received[-1]
        conversation = f"{heard['serviceUrl']}/v3/conversations/{heard['conversation']['id']}"
        address = f"{conversation}/activities/{message_id}".rstrip("/")
        async with aiohttp.request(method, address, json=message, raise_for_status=True) as answer:
            told: dict[str, Any] = await answer.json() if method == "POST" else {}
            return told


def _message(heard: dict[str, Any], card: dict[str, Any]) -> dict[str, Any]:
    attachment = {"contentType": CARD_TYPE, "content": card}
    return {"type": "message", "from": heard["recipient"], "attachments": [attachment]}


@asynccontextmanager
async def echo_bot(cards: Mapping[str, dict[str, Any]]) -> AsyncIterator[EchoBot]:
    """An echo bot that listens on loopback."""
    bot = EchoBot(cards=cards)
    application = web.Application()
    application.router.add_post("/api/messages", bot.take)
    async with TestServer(application) as server:
        bot.endpoint = str(server.make_url("/api/messages"))
        yield bot
