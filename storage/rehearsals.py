"""What has been decided and what is still to go out in a round, for whoever looks ahead."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from domain.deliveries import DeliveryId, DeliveryKind, Fate
from domain.people import PersonId
from domain.reminders import ReminderKind
from domain.rounds import FollowUpRoundId
from storage import audit
from storage.claims import Delivery
from storage.database import TenantSession
from storage.ledger import delivery, of_round, person, reminder
from storage.prepared import OF_TENANT

LOOKED_AHEAD_AT = (DeliveryKind.REMINDER.value, DeliveryKind.ESCALATION.value, DeliveryKind.SUMMARY.value)
SENT = "rehearsal.sent"


async def decided(
    session: TenantSession, follow_up_round_id: FollowUpRoundId
) -> frozenset[tuple[PersonId, str]]:
    """Every person and key that has been decided in the round, whatever became of it."""
    reminders = await session.execute(
        select(reminder.c.person_id, reminder.c.key).where(
            reminder.c.tenant_id == OF_TENANT, reminder.c.follow_up_round_id == follow_up_round_id
        )
    )
    others = await session.execute(
        select(delivery.c.person_id, delivery.c.key).where(
            *of_round(session, follow_up_round_id), delivery.c.kind == DeliveryKind.ESCALATION.value
        )
    )
    return frozenset((PersonId(row.person_id), row.key) for row in [*reminders, *others])


async def unsent(
    session: TenantSession, follow_up_round_id: FollowUpRoundId
) -> list[tuple[datetime, Delivery]]:
    """The messages of the round that have not gone out, each with when it may (UTC)."""
    found = await session.execute(
        select(
            delivery,
            reminder.c.key.label("reminder_key"),
            reminder.c.kind.label("reminder_kind"),
            reminder.c.requested_by,
            reminder.c.withdrawn_at,
        )
        .join_from(delivery, reminder, reminder.c.id == delivery.c.reminder_id, isouter=True)
        .where(
            *of_round(session, follow_up_round_id),
            delivery.c.kind.in_(LOOKED_AHEAD_AT),
            delivery.c.fate.in_((Fate.WAITING.value, Fate.CLAIMED.value)),
        )
        .order_by(delivery.c.id)
    )
    return [(row.not_before, _to_domain(row)) for row in found]


def _to_domain(row: Row[Any]) -> Delivery:
    return Delivery(
        delivery_id=DeliveryId(row.id),
        kind=DeliveryKind(row.kind),
        follow_up_round_id=FollowUpRoundId(row.follow_up_round_id),
        person_id=PersonId(row.person_id),
        message_id=row.message_id,
        page=row.page,
        attempts=row.attempts,
        lease="",
        reminder_key=row.reminder_key or "",
        reminder_kind=ReminderKind(row.reminder_kind) if row.reminder_kind else None,
        requested_by=row.requested_by,
        is_withdrawn=row.withdrawn_at is not None,
    )


async def note_sent(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, person_id: PersonId, key: str, at: datetime
) -> bool:
    """Record that somebody has a rehearsal's cards sent; False when that press is recorded already."""
    if not session.has_one_writer:
        # Of two clicks at once one waits here for the other.
        mine = select(person.c.id).where(person.c.tenant_id == OF_TENANT, person.c.id == person_id)
        await session.execute(mine.with_for_update())
    subject = f"rehearsal:{follow_up_round_id}:{key}"
    earlier = await session.execute(
        select(audit.audit_event.c.id).where(
            audit.audit_event.c.tenant_id == OF_TENANT,
            audit.audit_event.c.actor_id == person_id,
            audit.audit_event.c.deed == SENT,
            audit.audit_event.c.subject == subject,
        )
    )
    if earlier.first() is not None:
        return False
    await audit.record(session, deed=SENT, subject=subject, at=at, actor_id=person_id)
    return True
