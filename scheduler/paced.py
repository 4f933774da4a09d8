"""The messenger for people who wait: at the tenant's pace, before the whole outbox, and tried again."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Protocol, TypeVar

from cards.card import Card
from domain.chat_files import FileOffer, Upload
from domain.contact import ContactPoint, Member
from domain.deliveries import FailureReason
from scheduler.messenger import DeliveryError, Messenger
from scheduler.pace import A_PERSON_WAITS
from scheduler.pacing import Pacing
from storage.sending_rights import SendingRights

Answer = TypeVar("Answer")

# Somebody looks at the screen: after so long it is better to say that it did not work.
PATIENCE = timedelta(seconds=8)
TRIES = 3
FIRST_WAIT_SECONDS = 0.3


class Talker(Messenger, Protocol):
    """A messenger that can also say a plain sentence, and offer and show files."""

    async def say(self, contact: ContactPoint, text: str) -> str:
        """Post a plain sentence; returns its id."""

    async def offer_file(self, contact: ContactPoint, offer: FileOffer) -> str:
        """Ask whether somebody wants a file; returns the message's id."""

    async def show_file(self, contact: ContactPoint, file: Upload) -> str:
        """Show a file that lies among somebody's own; returns the message's id."""


class PacedMessenger:
    """Keeps the same contract as the messenger behind it."""

    def __init__(self, messenger: Talker, pacing: Pacing, rights: SendingRights) -> None:
        self._messenger = messenger
        self._pacing = pacing
        self._rights = rights

    async def send(self, contact: ContactPoint, card: Card) -> str:
        """Post a new message; returns its id, or "" when the platform gave none. Raises `DeliveryError`."""
        return await self._now(contact, lambda: self._messenger.send(contact, card))

    async def say(self, contact: ContactPoint, text: str) -> str:
        """Post a plain sentence; returns its id. Raises `DeliveryError`."""
        return await self._now(contact, lambda: self._messenger.say(contact, text))

    async def offer_file(self, contact: ContactPoint, offer: FileOffer) -> str:
        """Ask whether somebody wants a file; returns the message's id. Raises `DeliveryError`."""
        return await self._now(contact, lambda: self._messenger.offer_file(contact, offer))

    async def show_file(self, contact: ContactPoint, file: Upload) -> str:
        """Show a file that lies among somebody's own; returns the message's id. Raises `DeliveryError`."""
        return await self._now(contact, lambda: self._messenger.show_file(contact, file))

    async def update(self, contact: ContactPoint, message_id: str, card: Card) -> None:
        """Replace one of our own messages. Raises `DeliveryError`."""
        await self._now(contact, lambda: self._messenger.update(contact, message_id, card))

    async def open_conversation(self, contact: ContactPoint) -> str:
        """Open the personal chat; returns the conversation id. Raises `DeliveryError`."""
        return await self._now(contact, lambda: self._messenger.open_conversation(contact))

    async def look_up(self, contact: ContactPoint) -> Member:
        """Ask the roster who the contact point's user is. Raises `DeliveryError`."""
        return await self._now(contact, lambda: self._messenger.look_up(contact))

    async def _now(self, contact: ContactPoint, request: Callable[[], Awaitable[Answer]]) -> Answer:
        for attempt in range(1, TRIES + 1):
            await self._turn(contact)
            try:
                answer = await request()
            except DeliveryError as error:
                if error.reason is FailureReason.THROTTLED:
                    self._pacing.pause(contact.tenant_id, error.retry_after, random.random())  # noqa: S311 - spreads retries
                elif error.permanent or error.reason is not FailureReason.UNAVAILABLE:
                    raise
                if attempt == TRIES:
                    raise
                await asyncio.sleep(FIRST_WAIT_SECONDS * 2 ** (attempt - 1) * (1 + random.random() / 5))  # noqa: S311 - as above
            else:
                self._pacing.succeeded(contact.tenant_id)
                return answer
        raise AssertionError

    async def _turn(self, contact: ContactPoint) -> None:
        """Wait until tenant, conversation and pace allow it; raises `DeliveryError` when that is long."""
        pause = self._pacing.pause_left(contact.tenant_id)
        wait = pause or self._pacing.conversation_wait(contact.conversation_id)
        if wait > PATIENCE:
            raise DeliveryError(FailureReason.THROTTLED, permanent=False, retry_after=wait)
        if wait:
            await asyncio.sleep(wait.total_seconds())
        await self._pacing.of(contact.tenant_id).turn(A_PERSON_WAITS)
        self._rights.tell_spent(contact.tenant_id)
