"""How far a sending has come: all that was decided under one key, counted by fate."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select

from domain.deliveries import Fate
from domain.people import PersonId
from domain.reminders import ReminderKind
from domain.rounds import FollowUpRoundId
from domain.sendings import Sending, Withdrawal
from storage import audit
from storage import reminders as reminder_store
from storage.database import TenantSession, table_of
from storage.tables import AuditEventRow, DeliveryRow, ReminderRow

WITHDRAWN = "reminder.withdrawn"

delivery = table_of(DeliveryRow)
reminder = table_of(ReminderRow)
event = table_of(AuditEventRow)

COUNTED = {
    Fate.WAITING: "waiting",
    Fate.CLAIMED: "on_the_way",
    Fate.SENT: "sent",
    Fate.GIVEN_UP: "not_reached",
    Fate.NOT_WANTED: "not_needed",
    Fate.PAUSED: "paused",
    Fate.LATER: "later",
    Fate.TOO_LATE: "too_late",
    Fate.CANCELLED: "stopped",
}


async def find(session: TenantSession, follow_up_round_id: FollowUpRoundId, key: str) -> Sending | None:
    """One sending as it is now; None when nothing was ever decided under that key."""
    found = await _counted(session, follow_up_round_id, reminder.c.key == key)
    if not found:
        return None
    [sending] = _sendings(
        follow_up_round_id, found, {key: await _withdrawal(session, follow_up_round_id, key)}
    )
    return sending


async def under_way(session: TenantSession, follow_up_round_id: FollowUpRoundId) -> list[Sending]:
    """Every sending of the round of which something has not gone out, the one that goes first in front."""
    every = _sendings(follow_up_round_id, await _counted(session, follow_up_round_id), {})
    waiting = [sending for sending in every if sending.waiting]
    return sorted(waiting, key=lambda sending: (sending.goes_at or sending.decided_at, sending.key))


async def stop(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, key: str, at: datetime, by: PersonId
) -> int:
    """Stop what has not gone out, and note who did it; returns how many messages were stopped.

    Of two who stop the same at once, the first did it.
    """
    stopped = await reminder_store.withdraw(session, follow_up_round_id, key, at)
    if not stopped and await _withdrawal(session, follow_up_round_id, key) is not None:
        return 0
    await audit.record(
        session,
        deed=WITHDRAWN,
        subject=_subject(follow_up_round_id, key),
        at=at,
        actor_id=by,
        count=stopped,
    )
    return stopped


async def _counted(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, *conditions: ColumnElement[bool]
) -> list[Row[Any]]:
    # Deliveries are found by their reminders, which are the tenant's own. Asked for the tenant's deliveries
    # too, PostgreSQL reads all of them for each reminder until it has statistics.
    query = _COUNT.where(
        reminder.c.tenant_id == session.tenant_id,
        reminder.c.follow_up_round_id == follow_up_round_id,
        *conditions,
    )
    return list(await session.execute(query))


def _sendings(
    follow_up_round_id: FollowUpRoundId, rows: Iterable[Row[Any]], withdrawals: dict[str, Withdrawal | None]
) -> list[Sending]:
    by_key: dict[str, dict[Fate, Row[Any]]] = {}
    for row in rows:
        by_key.setdefault(row.key, {})[Fate(row.fate)] = row
    return [
        _sending(follow_up_round_id, key, by_fate, withdrawals.get(key)) for key, by_fate in by_key.items()
    ]


def _sending(
    follow_up_round_id: FollowUpRoundId,
    key: str,
    by_fate: dict[Fate, Row[Any]],
    withdrawal: Withdrawal | None,
) -> Sending:
    some, sent, waiting = next(iter(by_fate.values())), by_fate.get(Fate.SENT), by_fate.get(Fate.WAITING)
    return Sending(
        follow_up_round_id=follow_up_round_id,
        key=key,
        kind=ReminderKind(some.kind),
        decided_at=min(row.decided_at for row in by_fate.values()),
        requested_by=some.requested_by,
        goes_at=waiting.not_before if waiting else None,
        first_sent=sent.first_settled if sent else None,
        last_sent=sent.last_settled if sent else None,
        withdrawal=withdrawal,
        **{COUNTED[fate]: row.number for fate, row in by_fate.items()},
    )


async def _withdrawal(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, key: str
) -> Withdrawal | None:
    found = await session.execute(
        select(event.c.at, event.c.actor_id)
        .where(
            event.c.tenant_id == session.tenant_id,
            event.c.deed == WITHDRAWN,
            event.c.subject == _subject(follow_up_round_id, key),
        )
        .order_by(event.c.id)
        .limit(1)
    )
    row = found.first()
    return Withdrawal(at=row.at, by=row.actor_id) if row else None


def _subject(follow_up_round_id: FollowUpRoundId, key: str) -> str:
    return f"sending:{follow_up_round_id}:{key}"


_COUNT: Select[Any] = (
    select(
        reminder.c.key,
        reminder.c.kind,
        reminder.c.requested_by,
        delivery.c.fate,
        func.count().label("number"),
        func.min(reminder.c.decided_at).label("decided_at"),
        func.min(delivery.c.not_before).label("not_before"),
        func.min(delivery.c.settled_at).label("first_settled"),
        func.max(delivery.c.settled_at).label("last_settled"),
    )
    .join_from(reminder, delivery, delivery.c.reminder_id == reminder.c.id)
    .group_by(reminder.c.key, reminder.c.kind, reminder.c.requested_by, delivery.c.fate)
)
