"""Who has been reminded lately in a round: by the ladder, or because a strategist asked for it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from domain.deliveries import Fate
from domain.nudging import Reminded
from domain.people import PersonId
from domain.rounds import FollowUpRoundId
from storage.database import TenantSession, table_of
from storage.instants import Instant
from storage.prepared import OF_TENANT, prepared
from storage.tables import DeliveryRow, FollowUpRoundRow, ReminderRow

delivery = table_of(DeliveryRow)
reminder = table_of(ReminderRow)
rounds = table_of(FollowUpRoundRow)

ON_THE_WAY = [Fate.WAITING.value, Fate.CLAIMED.value]


async def hold(session: TenantSession, follow_up_round_id: FollowUpRoundId) -> None:
    """Let strategists who nudge at the same time do so one after the other, so that each sees the other's."""
    await session.run(_held(), {"follow_up_round_id": follow_up_round_id})


async def since(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, earliest: datetime
) -> dict[PersonId, Reminded]:
    """The latest reminder of each that was sent since then, or is on its way."""
    values = {
        "follow_up_round_id": follow_up_round_id,
        "earliest": earliest,
        "on_the_way": ON_THE_WAY,
        "sent": Fate.SENT.value,
    }
    found: dict[PersonId, Reminded] = {}
    for row in await session.run(_since(), values):
        each = Reminded(
            person_id=PersonId(row.person_id),
            at=row.settled_at or row.decided_at,
            by=row.requested_by,
            is_on_the_way=row.fate in ON_THE_WAY,
        )
        before = found.get(each.person_id)
        if before is None or (before.is_on_the_way, before.at) < (each.is_on_the_way, each.at):
            found[each.person_id] = each
    return found


@prepared
def _held() -> Select[Any]:
    # Reminders that are put in the meantime only need the round to stay, and wait for nothing.
    return (
        select(rounds.c.id)
        .where(rounds.c.tenant_id == OF_TENANT, rounds.c.id == bindparam("follow_up_round_id"))
        .with_for_update(key_share=True)
    )


@prepared
def _since() -> Select[Any]:
    earliest = bindparam("earliest", type_=Instant)
    return (
        select(
            reminder.c.person_id,
            reminder.c.requested_by,
            reminder.c.decided_at,
            delivery.c.fate,
            delivery.c.settled_at,
        )
        .join_from(reminder, delivery, delivery.c.reminder_id == reminder.c.id)
        .where(
            reminder.c.tenant_id == OF_TENANT,
            reminder.c.follow_up_round_id == bindparam("follow_up_round_id"),
            reminder.c.withdrawn_at.is_(None),
            or_(
                delivery.c.fate.in_(bindparam("on_the_way", expanding=True)),
                (delivery.c.fate == bindparam("sent")) & (delivery.c.settled_at >= earliest),
            ),
        )
    )
