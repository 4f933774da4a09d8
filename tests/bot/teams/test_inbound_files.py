"""Files as Teams tells of them: dropped in the chat, and answered for when we offer one."""

import pytest

from bot.teams.activity import bot_activity
from bot.teams.inbound import Malformed, read
from cards.card import JsonValue
from dialogs.turn import FileConsented, FileReceived, Incoming
from domain.chat_files import Upload
from tests.bot.teams.bodies import ANNA_ID, Body, event, message

DOWNLOAD_INFO = "application/vnd.microsoft.teams.file.download.info"


def happened(body: Body) -> Incoming | Malformed | None:
    return read(bot_activity(body))


def test_a_file_says_where_it_lies() -> None:
    content: JsonValue = {"downloadUrl": "https://b-my.sharepoint.com/x", "uniqueId": "1", "fileType": "xlsx"}
    attachments: JsonValue = [
        {
            "contentType": "application/vnd.microsoft.teams.file.download.info",
            "name": "plan.xlsx",
            "content": content,
        },
    ]

    received = happened(message(None, attachments=attachments))

    assert isinstance(received, FileReceived)
    assert received.download_url == "https://b-my.sharepoint.com/x"


@pytest.mark.parametrize("content", [None, 7, "text", [], {"downloadUrl": 7}])
def test_a_file_that_does_not_say_where_it_lies_is_a_file_all_the_same(content: JsonValue) -> None:
    attachments: JsonValue = [
        {
            "contentType": "application/vnd.microsoft.teams.file.download.info",
            "name": "plan.xlsx",
            "content": content,
        },
    ]

    received = happened(message(None, attachments=attachments))

    assert isinstance(received, FileReceived)
    assert (received.file_name, received.download_url) == ("plan.xlsx", "")


def consent(**value: JsonValue) -> Body:
    """Anna's client answers whether she wants a file."""
    return event(
        "invoke",
        name="fileConsent/invoke",
        replyToId="1700000000000",
        value={"type": "fileUpload", "action": "accept", "context": {"file": "f1"}, **value},
    )


def test_a_yes_to_a_file_says_where_it_goes() -> None:
    info: JsonValue = {
        "uploadUrl": "https://b-my.sharepoint.com/up",
        "contentUrl": "https://b-my.sharepoint.com/x.xlsx",
        "name": "x.xlsx",
        "uniqueId": "1",
        "fileType": "xlsx",
    }

    answered = happened(consent(uploadInfo=info))

    assert isinstance(answered, FileConsented)
    assert answered.sender.entra_object_id == ANNA_ID
    assert (answered.key, answered.message_id) == ("f1", "1700000000000")
    assert answered.upload == Upload(
        address="https://b-my.sharepoint.com/up",
        name="x.xlsx",
        content_url="https://b-my.sharepoint.com/x.xlsx",
        unique_id="1",
        file_type="xlsx",
    )


@pytest.mark.parametrize("action", ["decline", "ACCEPT", "", None, 7])
def test_whatever_is_no_yes_to_a_file_is_a_no(action: JsonValue) -> None:
    answered = happened(consent(action=action, uploadInfo={"uploadUrl": "https://b-my.sharepoint.com/up"}))

    assert isinstance(answered, FileConsented)
    assert answered.upload is None


@pytest.mark.parametrize("context", [None, "f1", [], {}, {"file": 7}, {"file": ""}])
def test_an_answer_about_no_file_is_malformed(context: JsonValue) -> None:
    assert isinstance(happened(consent(context=context)), Malformed)
