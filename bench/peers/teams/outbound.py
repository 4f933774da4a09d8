"""`App.send` of the Teams SDK."""

import asyncio

from microsoft_teams.api import (  # type: ignore[import-not-found] # in its own environment
    Attachment,
    MessageActivityInput,
)
from microsoft_teams.apps import App  # type: ignore[import-not-found] # as above

from bench.peers import errand
from bench.peers.errand import SUMMARY, Errand
from bench.peers.teams.ready_token import app_token

APP_ID = "22222222-2222-4222-8222-222222222222"


async def main(todo: Errand) -> None:
    """Send the errand's cards."""
    app = App(client_id=APP_ID, tenant_id="bench-tenant", token=app_token, service_url=todo.service_url)
    await app.initialize()
    card = todo.card()

    async def send(conversation: str) -> None:
        attachment = Attachment(content_type="application/vnd.microsoft.card.adaptive", content=card)
        await app.send(conversation, MessageActivityInput(summary=SUMMARY, attachments=[attachment]))

    await errand.run(todo, send)


if __name__ == "__main__":
    asyncio.run(main(errand.given()))
