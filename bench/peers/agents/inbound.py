"""An agent on the Agents SDK's `CloudAdapter`, with its own middleware for tokens."""

import asyncio
from typing import Any

from aiohttp import web
from microsoft_agents.activity import (  # type: ignore[import-not-found] # in its own environment
    AdaptiveCardInvokeResponse,
)
from microsoft_agents.hosting.aiohttp import (  # type: ignore[import-not-found] # as above
    CloudAdapter,
    jwt_authorization_middleware,
)
from microsoft_agents.hosting.core import ActivityHandler  # type: ignore[import-not-found] # as above
from microsoft_agents.hosting.core.authorization import (  # type: ignore[import-not-found] # as above
    _entra_issuers,
)

from bench.peers import served
from bench.peers.agents.connections import ReadyConnections
from bench.peers.gauge import Gauge
from bench.peers.served import HOST, MESSAGES, Errand


class Agent(ActivityHandler):  # type: ignore[misc] # not installed where types are checked
    """Answers every button with the same card."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__()
        self._answer = answer

    async def on_adaptive_card_invoke(self, *_: object) -> AdaptiveCardInvokeResponse:
        """The card."""
        return AdaptiveCardInvokeResponse(
            status_code=self._answer["statusCode"], type=self._answer["type"], value=self._answer["value"]
        )


async def main(todo: Errand) -> None:
    """Serve until the standard input ends."""
    # The address of the keys is fixed in the SDK.
    _entra_issuers.BOTFRAMEWORK_JWKS_URIS[todo.issuer] = todo.keys_url
    connections = ReadyConnections(todo.app_id)
    cloud, agent = CloudAdapter(connection_manager=connections), Agent(todo.answer())

    async def messages(request: web.Request) -> web.Response:
        answer: web.Response = await cloud.process(request, agent)
        return answer

    application = web.Application(middlewares=[jwt_authorization_middleware])
    application["agent_configuration"] = connections.configuration
    application.router.add_post(MESSAGES, messages)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, HOST, todo.port).start()
    gauge = Gauge()
    served.attend(gauge)
    await gauge.watch()


if __name__ == "__main__":
    asyncio.run(main(served.given()))
