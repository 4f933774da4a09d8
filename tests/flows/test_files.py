"""Files both ways over HTTP: offered, accepted and put away; dropped, checked and read in."""

from cards.verbs import Verb
from tests.fakes.sharepoint import HOST
from tests.flows.town import Town

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"


def said(place: Town, name: str) -> list[dict[str, object]]:
    """The attachments that have come to the person, the oldest first."""
    chat = place.chats[name]
    messages = [
        heard.body
        for heard in place.cloud.heard
        if heard.method == "POST" and chat.conversation_id.replace(":", "%3A") in heard.path
    ]
    return [message["attachments"][0] for message in messages if message.get("attachments")]  # type: ignore[index, misc]


async def consent(place: Town, name: str, context: object, action: str = "accept") -> int:
    """The person's client answers whether they want the file; gives the status."""
    chat = place.chats[name]
    upload = {
        "uploadUrl": f"https://{HOST}/upload/plan.xlsx",
        "contentUrl": f"https://{HOST}/personal/plan.xlsx",
        "name": "plan.xlsx",
        "uniqueId": "f1",
        "fileType": "xlsx",
    }
    message_id = list(chat.shown)[-1]
    value = {"type": "fileUpload", "action": action, "context": context, "uploadInfo": upload}
    body = chat._envelope() | {
        "type": "invoke",
        "name": "fileConsent/invoke",
        "replyToId": message_id,
        "value": value,
    }
    status, _ = await place.post(body)
    return status


async def dropped(place: Town, name: str, address: str) -> None:
    """The person drops a file in the chat."""
    file = {"contentType": DOWNLOAD, "name": "plan.xlsx", "content": {"downloadUrl": address}}
    body = place.chats[name]._envelope() | {"type": "message", "attachments": [file]}
    await place.post(body)


async def test_the_plan_is_handed_out_in_the_chat_and_put_among_ones_own_files(on_each: Town) -> None:
    maja = on_each.chats["maja"]
    await maja.install()
    await maja.say("planfil")
    answer = await maja.press(Verb.PLAN_WORKBOOK)
    asked = said(on_each, "maja")[-1]

    status = await consent(on_each, "maja", asked["content"]["acceptContext"])  # type: ignore[index]

    assert answer["value"] == "Filen ligger längst ner i chatten."
    assert asked["contentType"] == CONSENT
    assert asked["name"] == "handlingsplan-2023.xlsx"
    assert status == 200
    assert on_each.cloud.drive.put["plan.xlsx"].startswith(b"PK")
    assert on_each.cloud.drive.authorizations == [""]
    shown = said(on_each, "maja")
    assert shown[-1]["contentType"] == INFO
    assert "ligger nu bland dina filer" in str(maja.latest)
    assert not any(on_each.transactions_while_sending)


async def test_a_plan_is_dropped_in_the_chat_checked_and_read_in(on_each: Town) -> None:
    maja = on_each.chats["maja"]
    await maja.install()
    await maja.say("planfil")
    await maja.press(Verb.PLAN_TEMPLATE)
    await consent(on_each, "maja", said(on_each, "maja")[-1]["content"]["acceptContext"])  # type: ignore[index]
    on_each.cloud.drive.files["plan.xlsx"] = on_each.cloud.drive.put["plan.xlsx"]

    await dropped(on_each, "maja", f"https://{HOST}/download/plan.xlsx?tempauth=abc")

    assert "går inte att läsa in än" in str(maja.latest)
    assert on_each.cloud.drive.authorizations == ["", ""]


async def test_a_file_elsewhere_is_not_fetched_and_says_so(place: Town) -> None:
    maja = place.chats["maja"]
    await maja.install()

    await dropped(place, "maja", "https://evil.example/plan.xlsx")

    assert "OneDrive och SharePoint" in str(maja.latest)
