"""Runs one turn: what Teams sent goes in, our answer comes out; the SDK's adapter, made our own."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import assert_never

from botbuilder.core import BotAdapter, TurnContext
from botbuilder.schema import Activity as BotActivity
from botbuilder.schema import ConversationReference, ResourceResponse

from bot.teams import inbound, replies
from bot.teams.activity import bot_activity
from bot.teams.fields import JsonObject
from bot.watching import turns
from cards.card import Card
from dialogs.files import Kept
from dialogs.turn import (
    BotRemoved,
    CardSubmitted,
    FileConsented,
    FileSaved,
    Incoming,
    Nothing,
    OfferFile,
    Refuse,
    Replace,
    Reply,
    Say,
    Show,
    Spoken,
)
from domain.chat_files import Upload
from domain.contact import ContactPoint
from scheduler.messenger import DeliveryError
from scheduler.paced import Talker

logger = logging.getLogger(__name__)

INCOMING = "lageskoll.incoming"
ANSWER = "lageskoll.answer"
UNREADABLE = inbound.Malformed("the request could not be read")

Answer = Callable[[Incoming], Awaitable[Reply]]
Apology = Callable[[Incoming], str]
Said = Callable[[Incoming, Reply, str], Awaitable[None]]
Unsaid = Callable[[Incoming], Awaitable[None]]
Keep = Callable[[Incoming, OfferFile], Awaitable[Kept]]


class TeamsAdapter(BotAdapter):  # type: ignore[misc] # the SDK has no types
    """The way between Teams and `answer`.

    `apology` is what somebody is told, in their language, when their turn fails because of us. `said` is told
    in which message an answer with a card stands, and `unsaid` of a turn whose answer did not arrive.
    `keep` stores a file that is offered, until there is an answer.
    """

    def __init__(
        self,
        *,
        messenger: Talker,
        answer: Answer,
        apology: Apology,
        keep: Keep | None = None,
        said: Said | None = None,
        unsaid: Unsaid | None = None,
    ) -> None:
        super().__init__(self._turn_failed)
        self._keep = keep
        self._said = said
        self._unsaid = unsaid
        self._messenger = messenger
        self._answer = answer
        self._apology = apology

    async def run(self, body: JsonObject) -> replies.InvokeAnswer | None:
        """One turn for an admitted body; returns what the HTTP answer carries, or None for an empty one."""
        context = TurnContext(self, bot_activity(body))
        await self.run_pipeline(context, self._turn)
        answer: replies.InvokeAnswer | None = context.turn_state.get(ANSWER)
        return answer

    async def _turn(self, context: TurnContext) -> None:
        incoming = inbound.read(context.activity)
        if isinstance(incoming, inbound.Malformed):
            turns.malformed()
            context.turn_state[ANSWER] = replies.error_answer(incoming)
        elif incoming is not None:
            turns.heard(incoming)
            context.turn_state[INCOMING] = incoming
            reply = await self._answer(incoming)
            turns.answered(reply)
            spoken = await self._with_file(context, incoming, reply)
            message_id = await _reply(context, incoming, spoken)
            if self._said is not None and message_id:
                await self._note(self._said(incoming, reply, message_id))

    async def _with_file(self, context: TurnContext, incoming: Incoming, reply: Reply) -> Spoken:
        """What is left to say when a file that belongs to the answer has gone to the chat."""
        match reply:
            case OfferFile() if self._keep is not None:
                place = inbound.address(context.activity)
                kept = await self._keep(incoming, reply)
                if kept.link is not None:
                    await self._messenger.send(place, kept.link)
                else:
                    await self._messenger.offer_file(place, kept.offer)
                return Say(kept.sentence) if isinstance(incoming, CardSubmitted) else Nothing()
            case OfferFile():
                raise NotImplementedError
            case FileSaved(file=file, card=card):
                await self._show_file(inbound.address(context.activity), file)
                return Replace(card)
            case _:
                return reply

    async def _show_file(self, place: ContactPoint, file: Upload) -> None:
        """The file has been saved, so that it cannot be shown is no reason to say that nothing has."""
        try:
            await self._messenger.show_file(place, file)
        except DeliveryError as error:
            logger.warning("A saved file could not be shown: %s", error)

    async def _note(self, said: Awaitable[None]) -> None:
        """Our answer has arrived, so whatever goes wrong now is no reason to apologise."""
        try:
            await said
        except Exception:
            logger.exception("What has been said could not be noted")

    async def _turn_failed(self, context: TurnContext, error: Exception) -> None:
        """One failed turn must not be a stack trace on somebody's screen, nor a button that seems dead."""
        turns.failed(error)
        logger.error("A turn failed", exc_info=error)
        incoming: Incoming | None = context.turn_state.get(INCOMING)
        if incoming is None:
            context.turn_state[ANSWER] = replies.error_answer(UNREADABLE)
            return
        try:
            if self._unsaid is not None and isinstance(error, DeliveryError):
                await self._unsaid(incoming)
            await _reply(context, incoming, Refuse(self._apology(incoming)))
        except DeliveryError as unsaid:
            logger.warning("The apology did not arrive either: %s", unsaid)

    async def send_activities(
        self, context: TurnContext, activities: Sequence[BotActivity]
    ) -> list[ResourceResponse]:
        """Post messages to where the turn came from; raises `DeliveryError`."""
        place = inbound.address(context.activity)
        return [ResourceResponse(id=await self._send(place, activity)) for activity in activities]

    async def update_activity(self, context: TurnContext, activity: BotActivity) -> ResourceResponse:
        """Replace one of our messages where the turn came from; raises `DeliveryError`."""
        place = inbound.address(context.activity)
        await self._messenger.update(place, activity.id, _card(activity))
        return ResourceResponse(id=activity.id)

    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:
        """Nothing that was said is taken back: a message is replaced by a newer one instead."""
        raise NotImplementedError

    async def _send(self, place: ContactPoint, activity: BotActivity) -> str:
        if activity.attachments:
            return await self._messenger.send(place, _card(activity))
        return await self._messenger.say(place, activity.text)


async def _reply(context: TurnContext, incoming: Incoming, reply: Spoken) -> str:
    """Answer in place where Teams waits for it, else with a message. Who has removed us is not written to.

    Returns the message in which a card that is shown stands, "" when there is none or it is not known.
    """
    if isinstance(incoming, BotRemoved):
        return ""
    if isinstance(incoming, CardSubmitted) and incoming.wants_card:
        context.turn_state[ANSWER] = replies.invoke_answer(reply)
        return incoming.message_id if isinstance(reply, Show) else ""
    match reply:
        case Nothing():
            pass
        case Say(text) | Refuse(text):
            await context.send_activity(replies.text_activity(text))
        case Show(card):
            response = await context.send_activity(replies.card_activity(card))
            return str(response.id or "") if response else ""
        case Replace(card):
            await _replace(context, incoming, card)
        case _:
            assert_never(reply)
    return ""


async def _replace(context: TurnContext, incoming: Incoming, card: Card) -> None:
    """Replace the message whose button was pressed; where that cannot be done, send a new one."""
    if isinstance(incoming, CardSubmitted | FileConsented) and incoming.message_id:
        try:
            await context.update_activity(replies.card_activity(card, message_id=incoming.message_id))
        except DeliveryError as error:
            if not error.permanent:
                raise
        else:
            return
    await context.send_activity(replies.card_activity(card))


def _card(activity: BotActivity) -> Card:
    card: Card = activity.attachments[0].content
    return card
