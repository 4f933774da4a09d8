"""Files both ways over HTTP: offered, accepted and put away; dropped, checked and read in."""

from cards.card import JsonValue
from cards.verbs import Verb
from tests.fakes.sharepoint import HOST
from tests.flows.town import Town

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
UPLOAD = {
    "uploadUrl": f"https://{HOST}/upload/plan.xlsx?guid=1",
    "contentUrl": f"https://{HOST}/personal/plan.xlsx",
    "name": "plan.xlsx",
    "uniqueId": "f1",
    "fileType": "xlsx",
}


def attached(place: Town, name: str) -> list[dict[str, JsonValue]]:
    """What has come to the person as new messages with something attached, the oldest first."""
    conversation = place.chats[name].conversation_id.replace(":", "%3A")
    found = []
    for heard in place.cloud.heard:
        attachments = heard.body.get("attachments")
        if heard.method == "POST" and conversation in heard.path and isinstance(attachments, list):
            assert isinstance(attachments[0], dict)
            found.append(attachments[0])
    return found


async def test_the_plan_is_handed_out_in_the_chat_and_put_among_ones_own_files(on_each: Town) -> None:
    maja = on_each.chats["maja"]
    await maja.install()
    await maja.say("planfil")
    answer = await maja.press(Verb.PLAN_WORKBOOK)
    asked = attached(on_each, "maja")[-1]

    await maja.accept(UPLOAD)

    assert answer["value"] == "Filen ligger längst ner i chatten."
    assert (asked["contentType"], asked["name"]) == (CONSENT, "handlingsplan-2023.xlsx")
    assert on_each.cloud.drive.put["plan.xlsx"].startswith(b"PK")
    assert on_each.cloud.drive.authorizations == [""]
    assert attached(on_each, "maja")[-1]["contentType"] == INFO
    assert "ligger nu bland dina filer" in str(maja.shown)
    assert not any(on_each.transactions_while_sending)


async def test_a_plan_is_dropped_in_the_chat_and_checked(on_each: Town) -> None:
    maja = on_each.chats["maja"]
    await maja.install()
    await maja.say("planfil")
    await maja.press(Verb.PLAN_WORKBOOK)
    await maja.accept(UPLOAD)
    on_each.cloud.drive.files = on_each.cloud.drive.put

    await maja.drop("plan.xlsx", f"https://{HOST}/download/plan.xlsx?tempauth=a%2Bb")
    await maja.press(Verb.MARKED_PLAN)

    # The small plan of the tests lacks its adoptions, which a plan file must have.
    assert "plan.xlsx går inte att läsa in än" in str(maja.shown)
    assert attached(on_each, "maja")[-1]["contentType"] == CONSENT
    assert on_each.cloud.drive.authorizations == ["", ""]
    assert not any(on_each.transactions_while_sending)


async def test_a_file_elsewhere_is_not_fetched_and_says_so(place: Town) -> None:
    maja = place.chats["maja"]
    await maja.install()

    await maja.drop("plan.xlsx", "https://evil.example/plan.xlsx")

    assert "OneDrive och SharePoint" in str(maja.latest)


async def test_a_drive_that_is_full_leaves_a_way_to_try_again(place: Town) -> None:
    maja = place.chats["maja"]
    await maja.install()
    await maja.say("planfil")
    await maja.press(Verb.PLAN_TEMPLATE)
    place.cloud.drive.answer_next(507)
    await maja.accept(UPLOAD)
    await maja.press(Verb.FILE_AGAIN)

    await maja.accept(UPLOAD)

    assert place.cloud.drive.put["plan.xlsx"].startswith(b"PK")
