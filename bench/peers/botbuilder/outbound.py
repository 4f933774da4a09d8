"""`CloudAdapter.continue_conversation`, as the documentation has proactive messages sent."""

import asyncio

from botbuilder.core import TurnContext
from botbuilder.schema import (
    Activity,
    Attachment,
    ChannelAccount,
    ConversationAccount,
    ConversationReference,
)

from bench.peers import errand
from bench.peers.botbuilder.credentials import adapter
from bench.peers.errand import BOT_ID, SUMMARY, Errand

APP_ID = "22222222-2222-4222-8222-222222222222"


async def main(todo: Errand) -> None:
    """Send the errand's cards."""
    cloud, card, failures = adapter(APP_ID), todo.card(), []

    async def note(_: TurnContext, error: Exception) -> None:
        failures.append(error)

    # The adapter swallows what goes wrong in a turn, unless it is asked to tell.
    cloud.on_turn_error = note

    async def send(conversation: str) -> None:
        async def say(context: TurnContext) -> None:
            attachment = Attachment(content_type="application/vnd.microsoft.card.adaptive", content=card)
            await context.send_activity(Activity(type="message", summary=SUMMARY, attachments=[attachment]))

        reference = ConversationReference(
            bot=ChannelAccount(id=BOT_ID),
            user=ChannelAccount(id=f"29:{conversation}"),
            conversation=ConversationAccount(id=conversation),
            channel_id="msteams",
            service_url=todo.service_url,
        )
        await cloud.continue_conversation(reference, say, APP_ID)
        if failures:
            raise failures.pop()

    await errand.run(todo, send)


if __name__ == "__main__":
    asyncio.run(main(errand.given()))
