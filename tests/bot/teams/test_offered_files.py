"""A file that belongs to an answer goes to the chat, and whoever pressed a button is told where to look."""

from dataclasses import dataclass, field

import orjson

from bot.teams.adapter import TeamsAdapter
from bot.teams.outbound import consent_message, encoded, file_message
from cards.card import Card
from dialogs.files import Kept
from dialogs.turn import FileSaved, Incoming, OfferFile, Reply
from domain.chat_files import FileOffer, Upload
from domain.contact import ContactPoint
from domain.deliveries import FailureReason
from domain.people import TenantId
from scheduler.messenger import DeliveryError
from tests.bot.teams.bodies import BOT_ID, SERVICE_URL, TENANT_ID, Body, card_action, event, message
from tests.fakes.cards import card_of
from tests.fakes.messenger import RecordingMessenger

CARD = card_of({"type": "AdaptiveCard", "body": []}, "svar.xlsx ligger bland dina filer")
OFFER = OfferFile("svar.xlsx", "Vilka som har svarat.", b"0123456789")
SAVED = Upload(
    address="https://b-my.sharepoint.com/up",
    name="svar.xlsx",
    content_url="https://b-my.sharepoint.com/svar.xlsx",
    unique_id="1",
    file_type="xlsx",
)
ANNA = ContactPoint(
    tenant_id=TenantId(TENANT_ID),
    entra_object_id="anna",
    service_url=SERVICE_URL,
    conversation_id="a:anna",
    bot_id=BOT_ID,
)


@dataclass
class Chat:
    """An adapter whose answer is decided by the test."""

    reply: Reply
    link: Card | None = None
    messenger: RecordingMessenger = field(default_factory=RecordingMessenger)

    async def turn(self, body: Body) -> object:
        adapter = TeamsAdapter(
            messenger=self.messenger,
            answer=self._answer,
            apology=lambda _: "Något gick fel.",
            keep=self._keep,
        )
        answer = await adapter.run(body)
        return orjson.loads(encoded(answer)) if answer is not None else None

    @property
    def carried(self) -> list[Card | str]:
        return [each.content for each in self.messenger.carried]

    async def _answer(self, _: Incoming) -> Reply:
        return self.reply

    async def _keep(self, _: Incoming, offered: OfferFile) -> Kept:
        offer = FileOffer(
            key="f1", name=offered.name, description=offered.description, size=len(offered.content)
        )
        return Kept(offer=offer, sentence="Filen ligger längst ner i chatten.", link=self.link)


async def test_who_writes_is_asked_whether_they_want_the_file_and_told_nothing_more() -> None:
    chat = Chat(OFFER)

    assert await chat.turn(message("svarsstatistik")) is None
    assert [offer.name for offer in chat.messenger.offered] == ["svar.xlsx"]
    assert chat.carried == ["svar.xlsx"]


async def test_who_presses_is_told_where_the_file_is() -> None:
    chat = Chat(OFFER)

    answer = await chat.turn(card_action("save"))

    assert isinstance(answer, dict)
    assert answer["value"] == "Filen ligger längst ner i chatten."
    assert chat.carried == ["svar.xlsx"]


async def test_where_nobody_can_be_asked_there_is_a_link() -> None:
    chat = Chat(OFFER, link=CARD)

    await chat.turn(message("svarsstatistik"))

    assert chat.carried == [CARD]


async def test_a_file_that_cannot_be_offered_is_apologised_for() -> None:
    chat = Chat(OFFER)
    chat.messenger.fail_next(DeliveryError(FailureReason.REJECTED, permanent=True))

    await chat.turn(message("svarsstatistik"))

    assert chat.carried == ["Något gick fel."]


async def test_a_saved_file_is_shown_and_the_question_is_done_with() -> None:
    chat = Chat(FileSaved(file=SAVED, card=CARD))

    await chat.turn(_consent())

    assert chat.carried == ["svar.xlsx", CARD]


async def test_a_saved_file_that_cannot_be_shown_is_saved_all_the_same() -> None:
    chat = Chat(FileSaved(file=SAVED, card=CARD))
    chat.messenger.fail_next(DeliveryError(FailureReason.REJECTED, permanent=True))

    await chat.turn(_consent())

    assert chat.carried == [CARD]


def test_the_question_is_written_as_teams_wants_it() -> None:
    offer = FileOffer(key="f1", name="svar.xlsx", description="Vilka som har svarat.", size=10)

    sent = orjson.loads(encoded(consent_message(ANNA, offer)))

    assert sent["attachments"] == [
        {
            "contentType": "application/vnd.microsoft.teams.card.file.consent",
            "name": "svar.xlsx",
            "content": {
                "description": "Vilka som har svarat.",
                "sizeInBytes": 10,
                "acceptContext": {"file": "f1"},
                "declineContext": {"file": "f1"},
            },
        }
    ]


def test_a_saved_file_is_shown_as_teams_wants_it() -> None:
    sent = orjson.loads(encoded(file_message(ANNA, SAVED)))

    assert sent["attachments"] == [
        {
            "contentType": "application/vnd.microsoft.teams.card.file.info",
            "name": "svar.xlsx",
            "contentUrl": "https://b-my.sharepoint.com/svar.xlsx",
            "content": {"uniqueId": "1", "fileType": "xlsx"},
        }
    ]


def _consent() -> Body:
    value = {"type": "fileUpload", "action": "accept", "context": {"file": "f1"}, "uploadInfo": {}}
    return event("invoke", name="fileConsent/invoke", value=value)  # type: ignore[arg-type] # JSON all through
