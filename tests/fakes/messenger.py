"""A messenger that remembers what it was asked to carry; it keeps the same contract as the real one."""

from collections import deque
from dataclasses import dataclass, field

from cards.card import Card
from domain.chat_files import FileOffer, Upload
from domain.contact import ContactPoint, Member
from domain.deliveries import FailureReason
from scheduler.messenger import DeliveryError


@dataclass(kw_only=True)
class Carried:
    """One message as it stands now: a card, or a plain sentence."""

    contact: ContactPoint
    message_id: str
    content: Card | str
    earlier: list[Card | str] = field(default_factory=list)


class RecordingMessenger:
    """Carries everything, until told to refuse somebody or to fail."""

    def __init__(self) -> None:
        self.carried: list[Carried] = []
        self.members: dict[str, Member] = {}
        self._refusals: dict[str, DeliveryError] = {}
        self._failures: deque[DeliveryError] = deque()
        self._given_ids = 0
        self.offered: list[FileOffer] = []

    def refuse(self, entra_object_id: str, error: DeliveryError | None) -> None:
        """Fail every attempt to reach that person from now on; None lifts it."""
        if error is None:
            self._refusals.pop(entra_object_id, None)
        else:
            self._refusals[entra_object_id] = error

    def fail_next(self, *errors: DeliveryError) -> None:
        """Fail the coming attempts, one error each, whoever they are for."""
        self._failures.extend(errors)

    def shown_to(self, contact: ContactPoint) -> list[Card | str]:
        """What stands in the conversation now, oldest first."""
        return [
            message.content
            for message in self.carried
            if message.contact.conversation_id == contact.conversation_id
        ]

    async def send(self, contact: ContactPoint, card: Card) -> str:
        return self._carry(contact, card)

    async def say(self, contact: ContactPoint, text: str) -> str:
        return self._carry(contact, text)

    async def offer_file(self, contact: ContactPoint, offer: FileOffer) -> str:
        self.offered.append(offer)
        return self._carry(contact, offer.name)

    async def show_file(self, contact: ContactPoint, file: Upload) -> str:
        return self._carry(contact, file.name)

    async def update(self, contact: ContactPoint, message_id: str, card: Card) -> None:
        self._check(contact)
        for message in self.carried:
            if (message.contact.conversation_id, message.message_id) == (contact.conversation_id, message_id):
                message.earlier.append(message.content)
                message.content = card
                return
        raise DeliveryError(FailureReason.REJECTED, permanent=True, code="ActivityNotFoundInConversation")

    async def open_conversation(self, contact: ContactPoint) -> str:
        self._fail(contact)
        return f"a:{contact.entra_object_id}"

    async def look_up(self, contact: ContactPoint) -> Member:
        self._check(contact)
        if contact.entra_object_id not in self.members:
            raise DeliveryError(
                FailureReason.NOT_INSTALLED, permanent=True, code="BotNotInConversationRoster"
            )
        return self.members[contact.entra_object_id]

    def _carry(self, contact: ContactPoint, content: Card | str) -> str:
        self._check(contact)
        self._given_ids += 1
        message = Carried(contact=contact, message_id=f"message-{self._given_ids}", content=content)
        self.carried.append(message)
        return message.message_id

    def _check(self, contact: ContactPoint) -> None:
        if not contact.conversation_id:
            raise DeliveryError(FailureReason.CONVERSATION_GONE, permanent=True, code="NoConversation")
        self._fail(contact)

    def _fail(self, contact: ContactPoint) -> None:
        if contact.entra_object_id in self._refusals:
            raise self._refusals[contact.entra_object_id]
        if self._failures:
            raise self._failures.popleft()
