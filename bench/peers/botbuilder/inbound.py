"""A bot on `CloudAdapter` that answers a card's button with a card.

Its own `on_adaptive_card_invoke` ends every such turn with HTTP 500 in 4.17.1, so the answer goes around it.
"""

import asyncio
from typing import Any

from aiohttp import web
from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext
from botframework.connector.auth import ChannelValidation
from msrest.serialization import Model

from bench.peers import served
from bench.peers.botbuilder.credentials import adapter
from bench.peers.gauge import Gauge
from bench.peers.served import HOST, MESSAGES, Errand


class RawJson(Model):
    """JSON that the SDK's serialiser lets through as it is."""

    _attribute_map = {"additional_properties": {"key": "", "type": "{object}"}}  # noqa: RUF012 - msrest's own way


class Bot(ActivityHandler):  # type: ignore[misc] # the SDK has no types
    """Answers every button with the same card."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__()
        self._answer = answer

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """The card."""
        assert turn_context.activity.value["action"]["type"] == "Action.Execute"
        body = RawJson()  # type: ignore[no-untyped-call] # as above
        body.additional_properties = self._answer
        return InvokeResponse(status=200, body=body)


async def main(todo: Errand) -> None:
    """Serve until the standard input ends."""
    ChannelValidation.open_id_metadata_endpoint = todo.openid_url
    cloud, bot = adapter(todo.app_id), Bot(todo.answer())

    async def messages(request: web.Request) -> web.Response:
        answer: web.Response = await cloud.process(request, bot)
        return answer

    application = web.Application()
    application.router.add_post(MESSAGES, messages)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, HOST, todo.port).start()
    gauge = Gauge()
    served.attend(gauge)
    await gauge.watch()


if __name__ == "__main__":
    asyncio.run(main(served.given()))
