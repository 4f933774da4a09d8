"""The outbox: every message to be sent is a row first; who claims it sends it; how it went is written back.

Planning is safe to repeat because keys are unique. A claim is a lease: when the one who claimed dies, another
takes over when the lease has run out, and the card may be sent twice but is never lost (decision 0002).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import and_, func, or_
from sqlmodel import col, select

from domain.deliveries import DeliveryId, DeliveryKind, FailureReason, Fate
from domain.people import PersonId
from domain.reminders import ReminderKind
from domain.rounds import FollowUpRoundId
from storage.database import TenantSession
from storage.tables import DeliveryRow, ReminderRow

LEASE = timedelta(minutes=2)
OPEN_FATES = (Fate.WAITING.value, Fate.CLAIMED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A claimed message. `reminder_key` tells which step or nudge it is, for reminders."""

    delivery_id: DeliveryId
    kind: DeliveryKind
    follow_up_round_id: FollowUpRoundId
    person_id: PersonId
    message_id: str
    page: int
    attempts: int
    lease: str
    recipient_id: PersonId | None = None
    reminder_key: str = ""
    reminder_kind: ReminderKind | None = None
    requested_by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """How a claimed message went; `WAITING` puts it back until `not_before`."""

    delivery: Delivery
    fate: Fate
    at: datetime
    not_before: datetime | None = None
    recipient_id: PersonId | None = None
    message_id: str = ""
    failure: FailureReason | None = None
    code: str = ""
    counts_as_attempt: bool = True


async def put_summary(
    session: TenantSession,
    follow_up_round_id: FollowUpRoundId,
    person_id: PersonId,
    not_before: datetime,
    at: datetime,
) -> int:
    """Store the closing summary for one reader; once per round and person."""
    return await put(
        session,
        key=f"summary:{follow_up_round_id}:{person_id}",
        kind=DeliveryKind.SUMMARY,
        follow_up_round_id=follow_up_round_id,
        person_id=person_id,
        not_before=not_before,
        at=at,
    )


async def hold(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, people: Collection[PersonId]
) -> None:
    """Hold these people's messages still until the transaction ends.

    Everybody who changes several rows locks them in the order of their ids, so that an answer and a settling
    never wait for each other.
    """
    await session.sql.exec(
        session.rows(DeliveryRow)
        .where(
            col(DeliveryRow.follow_up_round_id) == follow_up_round_id, col(DeliveryRow.person_id).in_(people)
        )
        .order_by(col(DeliveryRow.id))
        .with_for_update()
    )


async def put_card_update(
    session: TenantSession,
    *,
    follow_up_round_id: FollowUpRoundId,
    person_id: PersonId,
    recipient_id: PersonId,
    message_id: str,
    at: datetime,
    page: int = 0,
) -> None:
    """Ask for one of our messages to be redrawn as things stand when it is sent; several asks become one."""
    key = _update_key(recipient_id, message_id)
    added = await put(
        session,
        key=key,
        kind=DeliveryKind.CARD_UPDATE,
        follow_up_round_id=follow_up_round_id,
        person_id=person_id,
        recipient_id=recipient_id,
        message_id=message_id,
        page=page,
        not_before=at,
        at=at,
    )
    if not added:
        # A claim that is on its way was drawn before this change, so its lease is broken: it will be redrawn.
        await session.change(
            DeliveryRow,
            col(DeliveryRow.key) == key,
            fate=Fate.WAITING.value,
            page=page,
            not_before=at,
            attempts=0,
            lease="",
            leased_until=None,
        )


async def cancel_card_update(session: TenantSession, recipient_id: PersonId, message_id: str) -> None:
    """A form has been opened in the message: a list must not take its place while somebody writes."""
    await session.change(
        DeliveryRow,
        col(DeliveryRow.key) == _update_key(recipient_id, message_id),
        col(DeliveryRow.fate) == Fate.WAITING.value,
        fate=Fate.CANCELLED.value,
    )


async def resume_card_update(
    session: TenantSession, recipient_id: PersonId, message_id: str, at: datetime
) -> None:
    """The form is closed again: what was held back is redrawn after all."""
    await session.change(
        DeliveryRow,
        col(DeliveryRow.key) == _update_key(recipient_id, message_id),
        col(DeliveryRow.fate) == Fate.CANCELLED.value,
        fate=Fate.WAITING.value,
        not_before=at,
    )


def _update_key(recipient_id: PersonId, message_id: str) -> str:
    return f"update:{recipient_id}:{message_id}"


async def put(session: TenantSession, *, kind: DeliveryKind, at: datetime, **columns: object) -> int:
    """Store a message; one whose `key` exists is passed over. Returns how many were stored (0 or 1)."""
    row = {"kind": kind.value, "fate": Fate.WAITING.value, "created_at": at, "attempts": 0, **columns}
    return len(await session.insert_new(DeliveryRow, [row]))


async def claim(session: TenantSession, at: datetime, most: int) -> list[Delivery]:
    """Take up to `most` messages that are due, the oldest first, for `LEASE`."""
    lease = uuid4().hex
    waiting = and_(col(DeliveryRow.fate) == Fate.WAITING.value, col(DeliveryRow.not_before) <= at)
    abandoned = and_(col(DeliveryRow.fate) == Fate.CLAIMED.value, col(DeliveryRow.leased_until) <= at)
    due = (
        select(DeliveryRow.id)
        .where(col(DeliveryRow.tenant_id) == session.tenant_id, or_(waiting, abandoned))
        .order_by(col(DeliveryRow.not_before), col(DeliveryRow.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    ids = (await session.sql.exec(due)).all()
    if not ids:
        return []
    await session.change(
        DeliveryRow,
        col(DeliveryRow.id).in_(ids),
        fate=Fate.CLAIMED.value,
        lease=lease,
        leased_until=at + LEASE,
    )
    return await _claimed(session, lease)


async def _claimed(session: TenantSession, lease: str) -> list[Delivery]:
    found = await session.sql.exec(
        select(DeliveryRow, ReminderRow)
        .join(ReminderRow, col(ReminderRow.id) == DeliveryRow.reminder_id, isouter=True)
        .where(col(DeliveryRow.tenant_id) == session.tenant_id, col(DeliveryRow.lease) == lease)
        .order_by(col(DeliveryRow.id))
    )
    return [_to_domain(delivery, reminder) for delivery, reminder in found.all()]


async def settle(session: TenantSession, settlements: Sequence[Settlement]) -> None:
    """Write back how messages went; a message whose lease another has taken over is left to that other."""
    for settlement in sorted(settlements, key=lambda each: each.delivery.delivery_id):
        delivery = settlement.delivery
        is_final = settlement.fate is not Fate.WAITING
        values: dict[str, object] = {
            "fate": settlement.fate.value,
            "attempts": delivery.attempts + settlement.counts_as_attempt,
            "failure": settlement.failure.value if settlement.failure else None,
            "code": settlement.code,
            "lease": "",
            "leased_until": None,
            "settled_at": settlement.at if is_final else None,
        }
        if settlement.not_before is not None:
            values["not_before"] = settlement.not_before
        if settlement.message_id:
            values["message_id"] = settlement.message_id
        if settlement.recipient_id is not None:
            values["recipient_id"] = settlement.recipient_id
        await session.change(
            DeliveryRow,
            col(DeliveryRow.id) == delivery.delivery_id,
            col(DeliveryRow.lease) == delivery.lease,
            **values,
        )


async def next_due(session: TenantSession, after: datetime) -> datetime | None:
    """When the next unsent message falls due, or a lease runs out; None when nothing will."""
    falls_due = func.coalesce(DeliveryRow.leased_until, DeliveryRow.not_before)
    found = await session.sql.exec(
        select(func.min(falls_due)).where(
            col(DeliveryRow.tenant_id) == session.tenant_id,
            col(DeliveryRow.fate).in_(OPEN_FATES),
            falls_due > after,
        )
    )
    return found.one()


async def oldest_overdue(session: TenantSession, at: datetime) -> datetime | None:
    """Since when the longest-waiting due message has been due; None when nothing is due."""
    found = await session.sql.exec(
        select(func.min(DeliveryRow.not_before)).where(
            col(DeliveryRow.tenant_id) == session.tenant_id,
            col(DeliveryRow.fate).in_(OPEN_FATES),
            col(DeliveryRow.not_before) <= at,
        )
    )
    return found.one()


def _to_domain(row: DeliveryRow, reminder: ReminderRow | None) -> Delivery:
    return Delivery(
        delivery_id=DeliveryId(row.id or 0),
        kind=DeliveryKind(row.kind),
        follow_up_round_id=FollowUpRoundId(row.follow_up_round_id),
        person_id=PersonId(row.person_id),
        message_id=row.message_id,
        page=row.page,
        attempts=row.attempts,
        lease=row.lease,
        recipient_id=PersonId(row.recipient_id) if row.recipient_id else None,
        reminder_key=reminder.key if reminder else "",
        reminder_kind=ReminderKind(reminder.kind) if reminder else None,
        requested_by=PersonId(reminder.requested_by) if reminder and reminder.requested_by else None,
    )
