"""What Teams sends, in our words; and whatever else arrives does no harm."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.activity import bot_activity
from bot.teams.fields import object_at
from bot.teams.inbound import Malformed, read
from cards.card import JsonValue
from dialogs.turn import (
    AddedToTeam,
    BotInstalled,
    BotRemoved,
    CardSubmitted,
    FileReceived,
    Incoming,
    RemovedFromTeam,
    Sender,
    TextSaid,
)
from domain.contact import ContactPoint
from domain.people import Language, TenantId
from tests.bot.teams.bodies import (
    ANNA_ID,
    BOT_ID,
    SERVICE_URL,
    TENANT_ID,
    Body,
    card_action,
    card_submit,
    event,
    in_channel,
    installation,
    members_added,
    message,
)

ANNA = Sender(tenant_id=TenantId(TENANT_ID), entra_object_id=ANNA_ID, name="Anna Lind", locale="sv-SE")
ANNAS_CHAT = ContactPoint(
    tenant_id=TenantId(TENANT_ID),
    entra_object_id=ANNA_ID,
    service_url=SERVICE_URL,
    conversation_id="a:anna",
    teams_user_id="29:anna",
    bot_id=BOT_ID,
    language=Language.SWEDISH,
)


def happened(body: Body) -> Incoming | Malformed | None:
    return read(bot_activity(body))


def test_a_message_is_something_said() -> None:
    assert happened(message(" läge \n")) == TextSaid(sender=ANNA, contact=ANNAS_CHAT, text="läge")


@pytest.mark.parametrize("text", [None, "", 5, ["läge"]])
def test_a_message_without_text_is_still_somebody_talking(text: str | None) -> None:
    assert happened(message(text)) == TextSaid(sender=ANNA, contact=ANNAS_CHAT, text="")


def test_the_mention_that_a_channel_needs_is_left_out() -> None:
    mentions: JsonValue = [
        {"type": "mention", "text": "<at>Lägeskoll</at>", "mentioned": {"id": BOT_ID, "name": "Lägeskoll"}},
        {"type": "mention", "text": "<at>Bo</at>", "mentioned": {"id": "29:bo"}},
    ]

    said = happened(message("<at>Lägeskoll</at> fråga <at>Bo</at>", entities=mentions))

    assert isinstance(said, TextSaid)
    assert said.text == "fråga <at>Bo</at>"


@pytest.mark.parametrize(
    "entities",
    [
        None,
        "mention",
        [None, 5, "mention"],
        [{"type": "mention"}],
        [{"type": "mention", "mentioned": None}],
        [{"type": "mention", "mentioned": {"id": BOT_ID}}],
        [{"type": "mention", "mentioned": {"id": BOT_ID}, "text": ""}],
        [{"type": 5, "mentioned": {"id": BOT_ID}, "text": "läge"}],
    ],
)
def test_a_strange_mention_does_no_harm(entities: JsonValue) -> None:
    said = happened(message("läge", entities=entities))

    assert isinstance(said, TextSaid)
    assert said.text == "läge"


def test_a_pressed_button_is_a_card_submitted() -> None:
    pressed = happened(card_action("save", {"comment": "Klart", "percent": 100}))

    assert pressed == CardSubmitted(
        sender=ANNA,
        contact=ANNAS_CHAT,
        verb="save",
        data={"comment": "Klart", "percent": 100},
        message_id="1700000000000",
    )


def test_a_button_without_data_has_empty_data() -> None:
    pressed = happened(card_action("save", None))

    assert isinstance(pressed, CardSubmitted)
    assert pressed.data == {}


@pytest.mark.parametrize(
    "body",
    [
        card_action(value=None),
        card_action(value="save"),
        card_action(value=[]),
        card_action(value={}),
        card_action(value={"action": None}),
        card_action(value={"action": {"type": "Action.Submit", "verb": "save"}}),
        card_action(value={"action": {"verb": "save"}}),
        card_action(verb=None),
        card_action(verb=""),
        card_action(verb=5),
        card_action(data="everything"),
        card_action(data=[1]),
    ],
    ids=lambda body: str(body["value"]),
)
def test_a_press_that_cannot_be_understood_is_malformed(body: Body) -> None:
    assert isinstance(happened(body), Malformed)


def test_an_old_fashioned_button_is_a_card_submitted_that_wants_no_card() -> None:
    pressed = happened(card_submit({"verb": "save", "comment": "Klart"}))

    assert pressed == CardSubmitted(
        sender=ANNA,
        contact=ANNAS_CHAT,
        verb="save",
        data={"verb": "save", "comment": "Klart"},
        message_id="1700000000000",
        wants_card=False,
    )


@pytest.mark.parametrize("value", [{}, {"verb": ""}, {"verb": 5}, "save", [1], 0])
def test_an_old_fashioned_button_without_a_verb_is_not_ours(value: JsonValue) -> None:
    assert happened(card_submit(value)) is None


@pytest.mark.parametrize("action", ["add", "add-upgrade"])
def test_an_installation_is_noticed(action: str) -> None:
    assert happened(installation(action)) == BotInstalled(sender=ANNA, contact=ANNAS_CHAT)


@pytest.mark.parametrize("action", ["remove", "remove-upgrade"])
def test_a_removal_is_noticed(action: str) -> None:
    assert happened(installation(action)) == BotRemoved(sender=ANNA, contact=ANNAS_CHAT)


@pytest.mark.parametrize("ids", [(BOT_ID,), ("29:anna",), ("29:anna", BOT_ID)])
def test_an_opened_chat_is_an_installation(ids: tuple[str, ...]) -> None:
    assert isinstance(happened(members_added(*ids)), BotInstalled)


@pytest.mark.parametrize(
    "body",
    [
        members_added("29:somebody-else"),
        members_added(),
        members_added(BOT_ID, conversation={"id": "19:group", "conversationType": "groupChat"}),
        in_channel(installation("pause")),
        in_channel(members_added(BOT_ID)),
        installation("pause"),
        event("conversationUpdate", membersRemoved=[{"id": BOT_ID}]),
        event("messageReaction"),
        event("messageUpdate", text="läge"),
        event("typing"),
        event("event", name="application/vnd.microsoft.readReceipt"),
        event("invoke", name="composeExtension/query", value={}),
        event("invoke"),
        event("somethingNew"),
        {**message("läge"), "from": {"id": "29:anna", "name": "Anna"}},
    ],
    ids=lambda body: f"{body['type']} {body.get('name', '')}",
)
def test_what_we_do_not_answer(body: Body) -> None:
    assert happened(body) is None


def test_a_channel_does_not_become_somebodys_contact_point() -> None:
    said = happened(in_channel(message("läge")))

    assert isinstance(said, TextSaid)
    assert said.contact.conversation_id == ""


def test_a_file_is_received_by_its_name() -> None:
    attachments: JsonValue = [
        {"contentType": "text/html", "content": "<p>Här!</p>"},
        {"contentType": "application/vnd.microsoft.teams.file.download.info", "name": "plan.xlsx"},
    ]

    received = happened(message("Här!", attachments=attachments))

    assert received == FileReceived(sender=ANNA, contact=ANNAS_CHAT, file_name="plan.xlsx")


def test_the_language_is_found_where_only_the_client_tells_it() -> None:
    body = installation("add", locale=None, entities=[{"type": "clientInfo", "locale": "en-GB"}])

    installed = happened(body)

    assert isinstance(installed, BotInstalled)
    assert installed.sender.locale == "en-GB"
    assert installed.contact.language is Language.ENGLISH


def test_a_language_that_is_not_ours_is_left_to_others_to_decide() -> None:
    said = happened(message("tere", locale="et-EE"))

    assert isinstance(said, TextSaid)
    assert said.contact.language is None


def test_the_tenant_is_written_in_one_way() -> None:
    said = happened(message("läge", channelData={"tenant": {"id": TENANT_ID.upper()}}))

    assert isinstance(said, TextSaid)
    assert said.contact.tenant_id == TENANT_ID


# A handful of characters says as much as all of Unicode, whose table takes a second to make.
texts = st.text(alphabet='aåÅ {}"\\/<&.:0\u2028😀\x00', max_size=8)
# Small enough to be made quickly: what matters is the kind of a value, not how much of it there is.
plain = st.sampled_from([None, True, 0, -1, 1.5, "", "a", "läge", "\ud83d"])
flat = plain | st.lists(plain, max_size=2) | st.dictionaries(st.sampled_from(["id", "type", "text"]), plain)
anything = flat | st.lists(flat, max_size=2) | st.dictionaries(st.text(max_size=4), flat, max_size=2)
field_names = st.sampled_from(
    [*event(""), "text", "value", "name", "action", "entities", "attachments", "membersAdded"]
)
types = st.sampled_from(["message", "invoke", "installationUpdate", "conversationUpdate", "else"])


@given(types, st.dictionaries(field_names, anything, max_size=4))
def test_no_body_is_too_strange(event_type: str, fields: Body) -> None:
    body = {**event(event_type, name="adaptiveCard/action"), **fields}

    outcome = happened(body)

    assert outcome is None or isinstance(outcome, (Malformed, *get_args(Incoming)))


@given(st.dictionaries(texts, anything, max_size=4))
def test_a_body_of_anything_is_not_answered(body: Body) -> None:
    assert happened({**body, "from": object_at(body, "from").get("aadObjectId")}) is None


def test_a_team_that_adds_us_is_known_by_its_channel_and_not_as_somebodys_chat() -> None:
    team: JsonValue = {"tenant": {"id": TENANT_ID}, "team": {"id": "19:team", "name": "Miljöstrateger"}}

    added = happened(in_channel(installation("add", channelData=team)))

    assert isinstance(added, AddedToTeam)
    assert added.place.conversation_id == "19:team@thread.tacv2"
    assert added.contact.conversation_id == ""
    assert added.team_name == "Miljöstrateger"


def test_a_team_that_removes_us_is_told_apart_from_a_person_who_does() -> None:
    assert isinstance(happened(in_channel(installation("remove"))), RemovedFromTeam)
