"""When Teams is tired, gone or says no in the middle of it all: nobody is forgotten, nobody told twice."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from bot.demo.chat import Chat, JsonObject
from tests.bot.teams.connector_server import refusal
from tests.flows.town import Town
from tests.shown import said

NINE = "2023-08-22T09:00:00+02:00"
FIRST_STEP = datetime(2023, 8, 22, 7, tzinfo=UTC)
REMINDED = Counter(karin=1, johan=2)


async def installed(town: Town) -> int:
    for chat in town.chats.values():
        await chat.install()
    await town.move_to("2023-08-22T08:59:00+02:00")
    return len(town.cloud.arrivals)


def reminders(town: Town, welcomes: int) -> Counter[str]:
    return Counter(each.name for each in town.cloud.arrivals[welcomes:])


async def test_who_is_told_to_wait_waits_and_then_sends_the_rest(on_each: Town) -> None:
    welcomes = await installed(on_each)
    on_each.cloud.answer_next(refusal(429, "TooManyRequests", Retry_After="120"))
    await on_each.move_to(NINE)
    heard = len(on_each.cloud.heard)

    await on_each.move_to("2023-08-22T09:01:59+02:00")
    assert len(on_each.cloud.heard) == heard
    await on_each.move_to("2023-08-22T09:10:00+02:00")

    assert reminders(on_each, welcomes) == REMINDED
    assert max(each.at for each in on_each.cloud.arrivals) == FIRST_STEP + timedelta(seconds=120)


async def test_a_bad_gateway_is_tried_again_soon(on_each: Town) -> None:
    welcomes = await installed(on_each)
    on_each.cloud.answer_next(refusal(502, ""), refusal(502, ""), refusal(503, ""))

    await on_each.move_to("2023-08-22T09:10:00+02:00")

    assert reminders(on_each, welcomes) == REMINDED


async def test_two_messages_that_got_in_each_others_way_are_tried_again(place: Town) -> None:
    welcomes = await installed(place)
    place.cloud.answer_next(refusal(412, "PreconditionFailed"), refusal(504, ""))

    await place.move_to("2023-08-22T09:10:00+02:00")

    assert reminders(place, welcomes) == REMINDED


async def test_somebody_who_has_blocked_us_stops_nobody_else_and_is_shown(on_each: Town) -> None:
    welcomes = await installed(on_each)
    karin, maja = on_each.chats["karin"], on_each.chats["maja"]
    on_each.cloud.refuse(karin.conversation_id, refusal(403, "BotNotInConversationRoster"))

    await on_each.move_to("2023-09-05T09:00:00+02:00")

    assert reminders(on_each, welcomes)["karin"] == 0
    assert reminders(on_each, welcomes)["johan"] == 4
    welcome, refused = 1, 1
    assert _posted_to(on_each, karin) == welcome + refused
    await maja.say("läge")
    assert "1 person går inte att nå" in said(maja.latest)


async def test_a_chat_that_is_gone_is_opened_anew(place: Town) -> None:
    welcomes = await installed(place)
    place.cloud.answer_next(refusal(404, "ConversationNotFound"))

    await place.move_to("2023-08-22T10:00:00+02:00")

    opened = [each for each in place.cloud.heard if each.path.endswith("/v3/conversations")]
    assert len(opened) == 1
    assert sum(reminders(place, welcomes).values()) + _in_new_chats(place) == sum(REMINDED.values())


def _posted_to(town: Town, chat: Chat) -> int:
    posts = [each for each in town.cloud.heard if each.method == "POST"]
    return sum(_conversation(each.body) == chat.conversation_id for each in posts)


def _in_new_chats(town: Town) -> int:
    """Messages in chats that were opened anew, which nobody's client shows here."""
    old = {chat.conversation_id for chat in town.chats.values()}
    return sum(
        1
        for each in town.cloud.heard
        if each.method == "POST" and each.path.endswith("/activities") and _conversation(each.body) not in old
    )


def _conversation(body: JsonObject) -> str:
    conversation = body["conversation"]
    assert isinstance(conversation, dict)
    return str(conversation["id"])
