"""`CloudAdapter.continue_conversation` of the Agents SDK."""

import asyncio
from typing import Any

from microsoft_agents.activity import (  # type: ignore[import-not-found] # in its own environment
    Activity,
    Attachment,
    ChannelAccount,
    ConversationAccount,
)
from microsoft_agents.hosting.aiohttp import CloudAdapter  # type: ignore[import-not-found] # as above

from bench.peers import errand
from bench.peers.agents.connections import ReadyConnections
from bench.peers.errand import BOT_ID, SUMMARY, Errand

APP_ID = "22222222-2222-4222-8222-222222222222"


async def main(todo: Errand) -> None:
    """Send the errand's cards."""
    cloud, card = CloudAdapter(connection_manager=ReadyConnections(APP_ID)), todo.card()
    failures: list[Exception] = []

    async def note(_: Any, error: Exception) -> None:  # noqa: ANN401 - a turn of the SDK's
        failures.append(error)

    # The adapter swallows what goes wrong in a turn, unless it is asked to tell.
    cloud.on_turn_error = note

    async def send(conversation: str) -> None:
        async def say(context: Any) -> None:  # noqa: ANN401 - as above
            attachment = Attachment(content_type="application/vnd.microsoft.card.adaptive", content=card)
            await context.send_activity(Activity(type="message", summary=SUMMARY, attachments=[attachment]))

        continuation = Activity(
            type="event",
            name="ContinueConversation",
            channel_id="msteams",
            service_url=todo.service_url,
            conversation=ConversationAccount(id=conversation),
            from_property=ChannelAccount(id=f"29:{conversation}"),
            recipient=ChannelAccount(id=BOT_ID),
        )
        await cloud.continue_conversation(APP_ID, continuation, say)
        if failures:
            raise failures.pop()

    await errand.run(todo, send)


if __name__ == "__main__":
    asyncio.run(main(errand.given()))
