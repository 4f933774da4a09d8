"""Writes our replies as Teams wants them: in the answer to a pressed button, or as a message."""

from typing import assert_never

import orjson
from botbuilder.schema import Activity as BotActivity
from botbuilder.schema import Attachment

from bot.teams.inbound import Malformed
from bot.teams.outbound import CARD_TYPE
from cards.card import Card
from dialogs.turn import Nothing, Refuse, Replace, Say, Show, Spoken

# Source: Microsoft Teams SDK, adaptive card action responses.
TEXT_TYPE = "application/vnd.microsoft.activity.message"
ERROR_TYPE = "application/vnd.microsoft.error"

InvokeAnswer = dict[str, object]


def invoke_answer(reply: Spoken) -> InvokeAnswer:
    """The answer to `Action.Execute`: a card that takes the pressed one's place, or a short text above it."""
    match reply:
        case Show(card) | Replace(card):
            return _answer(200, CARD_TYPE, orjson.Fragment(card.json))
        case Say(text) | Refuse(text):
            return _answer(200, TEXT_TYPE, text)
        case Nothing():
            return _answer(200, TEXT_TYPE, "")
        case _:
            assert_never(reply)


def error_answer(malformed: Malformed) -> InvokeAnswer:
    """The answer to a press that cannot be understood; the HTTP status around it is still 200."""
    value = {"code": malformed.status.phrase.replace(" ", ""), "message": malformed.sentence}
    return _answer(malformed.status.value, ERROR_TYPE, value)


def card_activity(card: Card, *, message_id: str = "") -> BotActivity:
    """A message that is a card; with an id it replaces that message."""
    attachment = Attachment(content_type=CARD_TYPE, content=card)
    return BotActivity(type="message", id=message_id or None, summary=card.summary, attachments=[attachment])


def text_activity(text: str) -> BotActivity:
    """A message that is a plain sentence."""
    return BotActivity(type="message", text=text, text_format="plain")


def _answer(status: int, answer_type: str, value: object) -> InvokeAnswer:
    return {"statusCode": status, "type": answer_type, "value": value}
