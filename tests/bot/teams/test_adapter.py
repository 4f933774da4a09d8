"""A turn from end to end: what comes in reaches the answer, and the reply goes where Teams looks for it."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson
import pytest

from bot.teams.adapter import TeamsAdapter
from bot.teams.outbound import encoded
from cards.card import Card, JsonValue
from dialogs.turn import (
    BotRemoved,
    CardSubmitted,
    Incoming,
    Nothing,
    Refuse,
    Replace,
    Reply,
    Say,
    Show,
    TextSaid,
)
from domain.contact import ContactPoint
from domain.deliveries import FailureReason
from scheduler.messenger import DeliveryError
from tests.bot.teams.bodies import (
    ANNA_ID,
    Body,
    card_action,
    card_submit,
    event,
    in_channel,
    installation,
    message,
)
from tests.fakes.cards import card_of
from tests.fakes.messenger import RecordingMessenger

CARD = card_of({"type": "AdaptiveCard", "body": [{"text": "1 av 5"}]}, "Ditt läge")
CARD_TYPE = "application/vnd.microsoft.card.adaptive"
TEXT_TYPE = "application/vnd.microsoft.activity.message"
ERROR_TYPE = "application/vnd.microsoft.error"


@dataclass
class Chat:
    """An adapter whose answers are decided by the test."""

    reply: Reply | Exception = field(default_factory=Nothing)
    messenger: RecordingMessenger = field(default_factory=RecordingMessenger)
    heard: list[Incoming] = field(default_factory=list)

    async def turn(self, body: Body) -> Mapping[str, object] | None:
        adapter = TeamsAdapter(
            messenger=self.messenger, answer=self.answer, apology=lambda _: "Något gick fel."
        )
        return await adapter.run(body)

    async def answer(self, incoming: Incoming) -> Reply:
        self.heard.append(incoming)
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply

    @property
    def said(self) -> list[Card | str]:
        return [message.content for message in self.messenger.carried]


@pytest.mark.parametrize(
    ("reply", "answer_type", "value"),
    [
        (Replace(CARD), CARD_TYPE, CARD.content),
        (Show(CARD), CARD_TYPE, CARD.content),
        (Say("Sparat."), TEXT_TYPE, "Sparat."),
        (Refuse("Omgången är stängd."), TEXT_TYPE, "Omgången är stängd."),
        (Nothing(), TEXT_TYPE, ""),
    ],
)
async def test_a_pressed_button_is_answered_in_place(reply: Reply, answer_type: str, value: object) -> None:
    chat = Chat(reply)

    answer = await chat.turn(card_action("save"))

    assert orjson.loads(encoded(answer)) == {"statusCode": 200, "type": answer_type, "value": value}
    assert isinstance(chat.heard[0], CardSubmitted)
    assert chat.said == []


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Show(CARD), [CARD]),
        (Replace(CARD), [CARD]),
        (Say("Hej!"), ["Hej!"]),
        (Refuse("Nej."), ["Nej."]),
        (Nothing(), []),
    ],
)
async def test_what_is_said_is_answered_with_a_message(reply: Reply, said: list[Card | str]) -> None:
    chat = Chat(reply)

    assert await chat.turn(message("läge")) is None
    assert chat.said == said


async def test_an_answer_in_a_channel_goes_to_the_channel() -> None:
    chat = Chat(Say("Hej!"))

    await chat.turn(in_channel(message("hej")))

    assert chat.messenger.carried[0].contact.conversation_id == "19:team@thread.tacv2"


async def test_an_old_fashioned_button_replaces_the_message_it_stands_in() -> None:
    chat = Chat(Show(CARD))
    await chat.turn(message("läge"))
    chat.reply = Replace(card_of({"type": "AdaptiveCard"}, "Sparat"))
    shown = chat.messenger.carried[0].message_id

    await chat.turn(card_submit({"verb": "save"}, replyToId=shown))

    assert chat.said == [chat.reply.card]


async def test_where_nothing_can_be_replaced_the_card_comes_as_a_new_message() -> None:
    chat = Chat(Replace(CARD))

    await chat.turn(card_submit({"verb": "save"}, replyToId="long-gone"))

    assert chat.said == [CARD]


async def test_who_has_removed_us_is_heard_but_not_written_to() -> None:
    chat = Chat(Say("Hej då!"))

    await chat.turn(installation("remove"))

    assert isinstance(chat.heard[0], BotRemoved)
    assert chat.said == []


@pytest.mark.parametrize("body", [event("somethingNew"), event("invoke", name="signin/verifyState")])
async def test_what_is_unknown_is_answered_with_nothing_and_runs_nothing(body: Body) -> None:
    chat = Chat(Say("Hej!"))

    assert await chat.turn(body) is None
    assert chat.heard == []


async def test_a_press_that_cannot_be_understood_is_a_polite_error() -> None:
    chat = Chat()

    answer = await chat.turn(card_action(value="nonsense"))

    assert answer is not None
    assert (answer["statusCode"], answer["type"]) == (400, ERROR_TYPE)
    assert answer["value"] == {"code": "BadRequest", "message": "value.action must be an Action.Execute"}
    assert chat.heard == []


async def test_a_turn_that_breaks_is_apologised_for_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    chat = Chat(ZeroDivisionError("secret detail"))

    await chat.turn(message("läge"))
    answer = await chat.turn(card_action("save"))

    assert chat.said == ["Något gick fel."]
    assert answer == {"statusCode": 200, "type": TEXT_TYPE, "value": "Något gick fel."}
    assert [record.levelno for record in caplog.records] == [logging.ERROR, logging.ERROR]


async def test_a_reply_that_does_not_arrive_is_logged_and_the_turn_ends(
    caplog: pytest.LogCaptureFixture,
) -> None:
    chat = Chat(Show(CARD))
    chat.messenger.refuse(ANNA_ID, DeliveryError(FailureReason.BLOCKED, permanent=True))

    assert await chat.turn(message("läge")) is None
    assert "did not arrive" in caplog.text


async def test_a_card_too_large_for_teams_is_apologised_for() -> None:
    chat = Chat(Show(CARD))
    chat.messenger.fail_next(DeliveryError(FailureReason.TOO_LARGE, permanent=True))

    await chat.turn(message("läge"))

    assert chat.said == ["Något gick fel."]


HOSTILE: list[JsonValue] = [
    '"},{"type":"x',
    "{{ 7*7 }} {% raw %}",
    "<at>Lägeskoll</at><script>",
    "rad ett\nrad två\r\n",
    "👩‍🚒🇸🇪",
    "\u202eabc\u202d",
    "å" * 10_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: str(text)[:12])
async def test_hostile_words_come_through_as_they_are(text: JsonValue) -> None:
    chat = Chat()

    await chat.turn(card_action("save", {"comment": text}))
    await chat.turn(message(str(text)))

    pressed, said = chat.heard
    assert isinstance(pressed, CardSubmitted)
    assert isinstance(said, TextSaid)
    assert pressed.data["comment"] == text
    assert said.text == str(text).strip()


async def test_the_contact_point_of_an_answer_is_where_it_came_from() -> None:
    chat = Chat(Say("Hej!"))

    await chat.turn(message("hej"))

    contact = chat.messenger.carried[0].contact
    assert isinstance(contact, ContactPoint)
    assert (contact.entra_object_id, contact.conversation_id) == (ANNA_ID, "a:anna")


@dataclass
class Noted(Chat):
    """An adapter that tells where its answers stand; noting it may fail."""

    error: Exception | None = None
    noted: list[tuple[type[Incoming], str]] = field(default_factory=list)

    async def turn(self, body: Body) -> Mapping[str, object] | None:
        adapter = TeamsAdapter(
            messenger=self.messenger,
            answer=self.answer,
            apology=lambda _: "Något gick fel.",
            said=self.note,
        )
        return await adapter.run(body)

    async def note(self, incoming: Incoming, _reply: Reply, message_id: str) -> None:
        self.noted.append((type(incoming), message_id))
        if self.error is not None:
            raise self.error


async def test_where_a_card_that_was_posted_stands_is_told() -> None:
    chat = Noted(Show(CARD))

    await chat.turn(message("läge"))

    assert chat.noted == [(TextSaid, "message-1")]


async def test_a_card_that_takes_the_pressed_ones_place_stands_where_that_stood() -> None:
    chat = Noted(Show(CARD))

    await chat.turn(card_action("show"))

    [(kind, message_id)] = chat.noted
    assert kind is CardSubmitted
    assert message_id


@pytest.mark.parametrize("reply", [Say("Hej!"), Refuse("Nej."), Nothing(), Replace(CARD)])
async def test_only_a_card_that_is_shown_is_told_of(reply: Reply) -> None:
    chat = Noted(reply)

    await chat.turn(message("läge"))

    assert chat.noted == []


async def test_an_answer_that_has_arrived_is_not_apologised_for_when_it_cannot_be_noted() -> None:
    chat = Noted(Show(CARD), error=RuntimeError("the database is gone"))

    await chat.turn(message("läge"))

    assert chat.said == [CARD]
