"""What everything that carries messages promises, kept by the real messenger and by the one in memory."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.entra.own_token import NoTokens
from bot.teams.connector import TeamsMessenger
from bot.teams.hosts import ServiceHosts
from cards.card import Card, JsonValue
from domain.contact import ContactPoint, Member
from domain.deliveries import FailureReason
from domain.people import TenantId
from scheduler.messenger import DeliveryError
from scheduler.paced import Talker
from tests.bot.teams.bodies import ANNA_ID, BOT_ID, SERVICE_URL, TENANT_ID
from tests.bot.teams.connector_server import ConnectorServer, refusal
from tests.fakes.cards import card_of
from tests.fakes.messenger import RecordingMessenger

ANNA = ContactPoint(
    tenant_id=TenantId(TENANT_ID),
    entra_object_id=ANNA_ID,
    service_url=SERVICE_URL,
    conversation_id="a:anna",
    bot_id=BOT_ID,
)
MEMBER = Member(
    entra_object_id=ANNA_ID, name="Anna Lind", addresses=("anna.lind@borlange.example", "anna@b.example")
)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A messenger, and what it takes to set a scene for it."""

    messenger: Talker
    shown: Callable[[ContactPoint], list[object]]
    block: Callable[[ContactPoint], None]
    throttle_next: Callable[[], None]
    enrol: Callable[[Member], None]


def a_card(title: str) -> Card:
    return card_of({"type": "AdaptiveCard", "body": [{"type": "TextBlock", "text": title}]}, title)


@pytest.fixture(params=["over HTTPS", "in memory"])
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    if request.param == "in memory":
        yield in_memory()
        return
    async with ConnectorServer() as server, server.session() as session:
        hosts = ServiceHosts(["smba.trafficmanager.net"])
        messenger = TeamsMessenger(session=session, tokens=NoTokens(), hosts=hosts, app_id="app")
        yield over_https(messenger, server)


def in_memory() -> Stage:
    messenger = RecordingMessenger()
    blocked = DeliveryError(FailureReason.BLOCKED, permanent=True, code="ConversationBlockedByUser")
    throttled = DeliveryError(
        FailureReason.THROTTLED, permanent=False, code="Throttled", retry_after=timedelta(seconds=7)
    )
    return Stage(
        messenger=messenger,
        shown=lambda contact: [
            content.content if isinstance(content, Card) else content
            for content in messenger.shown_to(contact)
        ],
        block=lambda contact: messenger.refuse(contact.entra_object_id, blocked),
        throttle_next=lambda: messenger.fail_next(throttled),
        enrol=lambda member: messenger.members.update({member.entra_object_id: member}),
    )


def over_https(messenger: TeamsMessenger, server: ConnectorServer) -> Stage:
    blocked = refusal(403, "ConversationBlockedByUser")
    return Stage(
        messenger=messenger,
        shown=lambda contact: [content_of(activity) for activity in server.shown_in(contact)],
        block=lambda contact: server.refuse(contact.conversation_id, blocked),
        throttle_next=lambda: server.answer_next(refusal(429, "Throttled", Retry_After="7")),
        enrol=lambda member: server.members.update({member.entra_object_id: roster_entry(member)}),
    )


def content_of(activity: Mapping[str, JsonValue]) -> object:
    attachments = activity.get("attachments")
    if not isinstance(attachments, list):
        return activity["text"]
    assert isinstance(attachments[0], dict)
    return attachments[0]["content"]


def roster_entry(member: Member) -> dict[str, JsonValue]:
    email, principal = member.addresses
    return {
        "id": "29:anna",
        "name": member.name,
        "email": email.title(),
        "userPrincipalName": principal.upper(),
        "aadObjectId": member.entra_object_id,
    }


async def test_a_sent_card_is_shown_and_has_an_id_of_its_own(stage: Stage) -> None:
    first = await stage.messenger.send(ANNA, a_card("First"))
    second = await stage.messenger.send(ANNA, a_card("Second"))

    assert stage.shown(ANNA) == [a_card("First").content, a_card("Second").content]
    assert first
    assert second
    assert first != second


async def test_a_sentence_is_shown_as_it_was_said(stage: Stage) -> None:
    await stage.messenger.say(ANNA, "Hej <b>Anna</b>")

    assert stage.shown(ANNA) == ["Hej <b>Anna</b>"]


async def test_an_update_takes_the_place_of_the_message(stage: Stage) -> None:
    message_id = await stage.messenger.send(ANNA, a_card("Before"))

    await stage.messenger.update(ANNA, message_id, a_card("After"))

    assert stage.shown(ANNA) == [a_card("After").content]


async def test_a_message_that_is_not_there_cannot_be_updated(stage: Stage) -> None:
    with pytest.raises(DeliveryError) as failure:
        await stage.messenger.update(ANNA, "never-sent", a_card("After"))

    assert failure.value.permanent
    assert failure.value.code == "ActivityNotFoundInConversation"


async def test_somebody_who_has_blocked_us_is_not_tried_again(stage: Stage) -> None:
    stage.block(ANNA)

    with pytest.raises(DeliveryError) as failure:
        await stage.messenger.send(ANNA, a_card("Hello"))

    assert failure.value.permanent
    assert failure.value.reason is FailureReason.BLOCKED
    assert stage.shown(ANNA) == []


async def test_being_throttled_passes_and_says_for_how_long(stage: Stage) -> None:
    stage.throttle_next()

    with pytest.raises(DeliveryError) as failure:
        await stage.messenger.send(ANNA, a_card("Hello"))

    assert not failure.value.permanent
    assert failure.value.reason is FailureReason.THROTTLED
    assert failure.value.retry_after == timedelta(seconds=7)
    assert await stage.messenger.send(ANNA, a_card("Hello again"))


async def test_an_opened_conversation_can_be_written_to(stage: Stage) -> None:
    unopened = replace(ANNA, conversation_id="")

    conversation_id = await stage.messenger.open_conversation(unopened)
    again = await stage.messenger.open_conversation(unopened)
    opened = replace(unopened, conversation_id=conversation_id)
    await stage.messenger.send(opened, a_card("Hello"))

    assert again == conversation_id
    assert stage.shown(opened) == [a_card("Hello").content]


async def test_nobody_is_written_to_before_a_conversation_is_open(stage: Stage) -> None:
    with pytest.raises(DeliveryError) as failure:
        await stage.messenger.send(replace(ANNA, conversation_id=""), a_card("Hello"))

    assert failure.value.permanent
    assert failure.value.reason is FailureReason.CONVERSATION_GONE


async def test_the_roster_tells_who_somebody_is_in_lower_case(stage: Stage) -> None:
    stage.enrol(MEMBER)

    assert await stage.messenger.look_up(ANNA) == MEMBER


async def test_somebody_outside_the_roster_does_not_have_the_app(stage: Stage) -> None:
    with pytest.raises(DeliveryError) as failure:
        await stage.messenger.look_up(ANNA)

    assert failure.value.reason is FailureReason.NOT_INSTALLED
