"""An app on the Teams SDK: FastAPI and uvicorn, as it comes."""

import asyncio
import logging
from typing import Any

import uvicorn  # type: ignore[import-not-found] # in its own environment
from microsoft_teams.api import (  # type: ignore[import-not-found] # as above
    AdaptiveCardActionCardResponse,
)
from microsoft_teams.api.auth.cloud_environment import (  # type: ignore[import-not-found] # as above
    PUBLIC,
    with_overrides,
)
from microsoft_teams.apps import App, FastAPIAdapter  # type: ignore[import-not-found] # as above
from microsoft_teams.cards import AdaptiveCard  # type: ignore[import-not-found] # as above

from bench.peers import served
from bench.peers.gauge import Gauge
from bench.peers.served import HOST, Errand
from bench.peers.teams.ready_token import app_token


async def main(todo: Errand) -> None:
    """Serve until the standard input ends."""
    logging.disable(logging.INFO)
    quiet = FastAPIAdapter(
        server_factory=lambda app: uvicorn.Server(
            uvicorn.Config(app, host=HOST, port=todo.port, log_level="warning", access_log=False)
        )
    )
    app = App(
        client_id=todo.app_id,
        tenant_id="bench-tenant",
        token=app_token,
        cloud=with_overrides(PUBLIC, openid_metadata_url=todo.openid_url),
        http_server_adapter=quiet,
    )
    card = todo.answer()["value"]

    async def answer(_: Any) -> AdaptiveCardActionCardResponse:  # noqa: ANN401 - a turn of the SDK's
        return AdaptiveCardActionCardResponse(value=AdaptiveCard.model_validate(card))

    app.on_card_action(answer)
    gauge = Gauge()
    served.attend(gauge)
    await asyncio.gather(app.start(todo.port), gauge.watch())


if __name__ == "__main__":
    asyncio.run(main(served.given()))
