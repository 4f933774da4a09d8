"""The clock tower over a small plan, with a clock that stands still and a messenger that remembers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col

from bot.clock import MovableClock
from cards.card import Card
from domain.deliveries import FailureReason
from domain.people import PersonId
from domain.reminders import ReminderDecision, ReminderKind
from scheduler.deeds import Deed
from scheduler.duties import Duties
from scheduler.messenger import DeliveryError, Messenger
from scheduler.settings import SendingLimits
from storage import contacts as contact_store
from storage import outbox
from storage import reminders as reminder_store
from storage.database import Database
from storage.tables import ContactPointRow, DeliveryRow
from tests.fakes.messenger import RecordingMessenger
from tests.plans import CALENDAR, SmallPlan, contact_of, entra_id
from tests.postmen import postman

LIMITS = SendingLimits(in_flight=1)

GONE = DeliveryError(FailureReason.CONVERSATION_GONE, permanent=True, code="ConversationNotFound")
BLOCKED = DeliveryError(FailureReason.BLOCKED, permanent=True, code="MessageWritesBlocked")
NOT_INSTALLED = DeliveryError(FailureReason.NOT_INSTALLED, permanent=True, code="BotNotInConversationRoster")
UNAVAILABLE = DeliveryError(FailureReason.UNAVAILABLE, permanent=False, code="502")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Everything that a test of the clock moves and looks at."""

    database: Database
    plan: SmallPlan
    clock: MovableClock
    messenger: RecordingMessenger

    def duties(self, messenger: Messenger | None = None, limits: SendingLimits = LIMITS) -> Duties:
        """As a process that has just started; it remembers nothing."""
        carrier = postman(self.database, messenger or self.messenger, self.clock, limits)
        return Duties(database=self.database, calendar=CALENDAR, postman=carrier, clock=self.clock)

    async def put(self, *people: PersonId, key: str = "-15", requested_by: PersonId | None = None) -> None:
        """A reminder for each of them, due now: a step of the ladder, or a nudge if its key says so."""
        at = self.clock()
        kind = ReminderKind.NUDGE if key.startswith("nudge:") else ReminderKind.STEP
        decisions = [
            ReminderDecision(person_id=person_id, key=key, kind=kind, not_before=at) for person_id in people
        ]
        async with self.database.writing(self.plan.tenant_id) as session:
            await reminder_store.put(session, self.plan.follow_up_round_id, decisions, at, requested_by)

    async def redraw(self, person_id: PersonId, message_id: str) -> None:
        """Ask for one of that person's messages to be redrawn, now."""
        async with self.database.writing(self.plan.tenant_id) as session:
            await outbox.put_card_update(
                session,
                follow_up_round_id=self.plan.follow_up_round_id,
                person_id=person_id,
                recipient_id=person_id,
                message_id=message_id,
                at=self.clock(),
            )

    async def deliver(self, at: datetime | None = None) -> list[Deed]:
        """One delivery tick in a new process, now or then."""
        if at is not None:
            self.clock.set(at)
        return await self.duties().deliver()

    def shown_to(self, name: str) -> Sequence[Card | str]:
        """What stands in that person's chat."""
        return self.messenger.shown_to(contact_of(self.plan, name))

    async def deliveries(self) -> dict[PersonId, DeliveryRow]:
        """The latest message of each person, as it is stored."""
        async with self.database.reading(self.plan.tenant_id) as session:
            rows = await session.sql.exec(session.rows(DeliveryRow).order_by(col(DeliveryRow.id)))
            return {PersonId(row.person_id): row for row in rows.all()}

    async def contact(self, name: str) -> ContactPointRow:
        """That person's contact point, as it is stored."""
        async with self.database.reading(self.plan.tenant_id) as session:
            theirs = ContactPointRow.entra_object_id == entra_id(name)
            return (await session.sql.exec(session.rows(ContactPointRow).where(theirs))).one()

    async def close_chat(self, name: str) -> None:
        """Forget which conversation that person's chat is."""
        async with self.database.writing(self.plan.tenant_id) as session:
            await contact_store.move(session, contact_of(self.plan, name), "")


def text_of(card: Card | str) -> str:
    """All that a card says, to look for words in."""
    return card if isinstance(card, str) else json.dumps(card.content, ensure_ascii=False)
