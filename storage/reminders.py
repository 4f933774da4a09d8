"""Reminders that have been decided, each with its message in the outbox."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from domain.deliveries import DeliveryKind, Fate
from domain.people import PersonId
from domain.reminders import ReminderDecision
from domain.rounds import FollowUpRoundId
from storage import outbox
from storage.database import TenantSession
from storage.tables import DeliveryRow, ReminderRow


@dataclass(frozen=True, slots=True, kw_only=True)
class SentReminder:
    """A reminder that stands in somebody's chat and is redrawn when things change."""

    person_id: PersonId
    recipient_id: PersonId
    message_id: str


async def put(
    session: TenantSession,
    follow_up_round_id: FollowUpRoundId,
    decisions: Sequence[ReminderDecision],
    at: datetime,
    requested_by: PersonId | None = None,
) -> int:
    """Store decided reminders with a message each; those decided before are passed over. Returns how many."""
    added = 0
    for decision in decisions:
        reminder_ids = await session.insert_new(
            ReminderRow,
            [
                {
                    "follow_up_round_id": follow_up_round_id,
                    "person_id": decision.person_id,
                    "key": decision.key,
                    "kind": decision.kind.value,
                    "requested_by": requested_by,
                    "decided_at": at,
                }
            ],
        )
        for reminder_id in reminder_ids:
            added += await outbox.put(
                session,
                key=f"reminder:{follow_up_round_id}:{decision.person_id}:{decision.key}",
                kind=DeliveryKind.REMINDER,
                follow_up_round_id=follow_up_round_id,
                person_id=decision.person_id,
                reminder_id=reminder_id,
                not_before=decision.not_before,
                at=at,
            )
    return added


async def drop(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, people: Collection[PersonId], at: datetime
) -> None:
    """Take back reminders that have not gone out, because nothing is outstanding any longer."""
    await session.change(
        DeliveryRow,
        col(DeliveryRow.kind) == DeliveryKind.REMINDER.value,
        col(DeliveryRow.follow_up_round_id) == follow_up_round_id,
        col(DeliveryRow.person_id).in_(people),
        col(DeliveryRow.fate) == Fate.WAITING.value,
        fate=Fate.NOT_WANTED.value,
        settled_at=at,
    )


async def latest_sent(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, people: Collection[PersonId]
) -> list[SentReminder]:
    """The last reminder that reached each of these people (or their deputy) in the round."""
    found = await session.sql.exec(
        session.rows(DeliveryRow)
        .where(
            col(DeliveryRow.kind) == DeliveryKind.REMINDER.value,
            col(DeliveryRow.follow_up_round_id) == follow_up_round_id,
            col(DeliveryRow.person_id).in_(people),
            col(DeliveryRow.fate) == Fate.SENT.value,
            col(DeliveryRow.message_id) != "",
        )
        .order_by(col(DeliveryRow.id))
    )
    latest = {row.person_id: row for row in found.all()}
    return [
        SentReminder(
            person_id=PersonId(row.person_id),
            recipient_id=PersonId(row.recipient_id or row.person_id),
            message_id=row.message_id,
        )
        for row in latest.values()
    ]


async def people_with(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, key: str
) -> frozenset[PersonId]:
    """Who has a reminder under that key in the round already."""
    found = await session.sql.exec(
        select(ReminderRow.person_id).where(
            col(ReminderRow.tenant_id) == session.tenant_id,
            col(ReminderRow.follow_up_round_id) == follow_up_round_id,
            col(ReminderRow.key) == key,
        )
    )
    return frozenset(PersonId(person_id) for person_id in found.all())
