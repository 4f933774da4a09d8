"""What this room needs of the outside: somebody who carries cards to people, and says how it went."""

from datetime import timedelta
from typing import Protocol

from cards.card import Card
from domain.contact import ContactPoint, Member
from domain.deliveries import FailureReason


class DeliveryError(Exception):
    """A message did not arrive; `permanent` says that another attempt is pointless."""

    def __init__(
        self,
        reason: FailureReason,
        *,
        permanent: bool,
        code: str = "",
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(f"{reason.value} ({code or 'no code'})")
        self.reason = reason
        self.permanent = permanent
        self.code = code
        self.retry_after = retry_after


class Messenger(Protocol):
    """Carries cards to people. Every method raises `DeliveryError` and nothing else on failure."""

    async def send(self, contact: ContactPoint, card: Card) -> str:
        """Post a new message; returns its id, or "" when the platform gave none."""

    async def update(self, contact: ContactPoint, message_id: str, card: Card) -> None:
        """Replace one of our own messages."""

    async def open_conversation(self, contact: ContactPoint) -> str:
        """Open the personal chat with somebody who has the app; returns the conversation id."""

    async def look_up(self, contact: ContactPoint) -> Member:
        """Ask the roster who the contact point's user is."""
