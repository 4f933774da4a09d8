"""Taking messages out of the outbox in batches, and writing back how they went, in few statements.

Everything here is plain SQL over columns: on this path building an object for each row would cost more than
sending it. A claim is a lease: when the one who claimed dies, another takes over when the lease has run out,
and the card may be sent twice but is never lost (decision 0002).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import (
    BindParameter,
    Select,
    Update,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)

from domain.contact import ContactPoint, ContactState
from domain.deliveries import DeliveryId, DeliveryKind, FailureReason, Fate, Urgency
from domain.matters import MatterId
from domain.people import PersonId, TenantId
from domain.reminders import ReminderKind
from domain.rounds import FollowUpRoundId
from storage.database import Database, TenantSession, table_of
from storage.instants import Instant
from storage.making import members, quickly
from storage.prepared import OF_TENANT, as_is, by_place, prepared
from storage.tables import DeliveryRow, MunicipalGroupRow, ReminderRow

LEASE = timedelta(minutes=2)
# Whoever gets the right to send for a tenant knows that nobody else has it; what the one before had claimed
# is taken over as soon as that one, if it lives, has had time to write back what it has sent.
LEASE_OF_THE_DEAD = timedelta(seconds=5)

delivery = table_of(DeliveryRow)
reminder = table_of(ReminderRow)
group = table_of(MunicipalGroupRow)

# Fates are written out, not bound: the indexes cover one fate each, and the database must see which.
IS_WAITING = delivery.c.fate == literal_column("'waiting'")
IS_CLAIMED = delivery.c.fate == literal_column("'claimed'")
CLAIMS = (delivery.c.tenant_id == OF_TENANT, IS_CLAIMED)
KINDS, URGENCIES = members(DeliveryKind), members(Urgency)
FREE = {"fate": Fate.WAITING.value, "lease": "", "leased_until": None}


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
    urgency: Urgency = Urgency.ORDINARY
    recipient_id: PersonId | None = None
    reminder_key: str = ""
    reminder_kind: ReminderKind | None = None
    requested_by: PersonId | None = None
    sentence: str = ""
    matter_id: MatterId | None = None
    is_withdrawn: bool = False


class Settlement(NamedTuple):
    """How a claimed message went; `WAITING` puts it back until `not_before`.

    `contact` with `contact_state` is what the failure told us about where the person can be reached.
    `seen_at` is when what the card shows was read; `is_form` when it shows a form that stands open.
    """

    delivery: Delivery
    fate: Fate
    at: datetime
    not_before: datetime | None = None
    recipient_id: PersonId | None = None
    message_id: str = ""
    failure: FailureReason | None = None
    code: str = ""
    counts_as_attempt: bool = True
    contact: ContactPoint | None = None
    contact_state: ContactState | None = None
    seen_at: datetime | None = None
    is_form: bool = False


claimed = quickly(Delivery)


async def tenants_with_due(database: Database, at: datetime) -> dict[TenantId, Urgency]:
    """Every tenant that has something to send or something claimed, with the most urgent of it.

    What is claimed is somebody's who has the right to send, or was left by somebody who had it.
    """
    async with database.looking() as connection:
        found = await connection.execute(TENANTS, {"at": at})
        return {
            TenantId(tenant_id): Urgency.ANSWERED if is_urgent else Urgency.ORDINARY
            for tenant_id, is_urgent in found
        }


async def take_over(session: TenantSession, at: datetime) -> None:
    """Whoever has just got the right to send for a tenant shortens what the one before had claimed."""
    await session.execute(
        update(delivery)
        .where(*CLAIMS, delivery.c.leased_until > at + LEASE_OF_THE_DEAD)
        .values(leased_until=at + LEASE_OF_THE_DEAD)
    )


async def free_abandoned(session: TenantSession, at: datetime) -> None:
    """Make what was claimed and never settled free again, when the lease has run out."""
    await session.execute(update(delivery).where(*CLAIMS, delivery.c.leased_until <= at).values(FREE))


async def claim(session: TenantSession, at: datetime, most: int) -> list[Delivery]:
    """Take up to `most` messages that are due, the urgent ones first and then the oldest, for `LEASE`."""
    found: list[Sequence[Any]] = []
    for urgency in Urgency:
        if len(found) < most:
            wanted = {"urgency": urgency.value, "at": at, "most": most - len(found)}
            found += await session.run(_due(), wanted)
    if not found:
        return []
    lease = uuid4().hex
    await session.run(_claimed(), {"ids": [row[0] for row in found], "by": lease, "until": at + LEASE})
    return [_to_domain(row, lease) for row in found]


async def settle(session: TenantSession, settlements: Sequence[Settlement]) -> None:
    """Write back how messages went; a message whose lease another has taken over is left to that other."""
    # Everybody who changes several rows takes them in the order of their ids: nobody waits in a circle.
    in_order = sorted(settlements, key=lambda each: each.delivery.delivery_id)
    await session.run_each(_settled(), list(map(_values, in_order)))


async def release(session: TenantSession, deliveries: Sequence[Delivery]) -> None:
    """Put back what was claimed and has not been tried; the next one may take it at once."""
    ids = sorted(each.delivery_id for each in deliveries)
    await session.execute(
        update(delivery)
        .where(
            delivery.c.id.in_(ids),
            delivery.c.lease.in_({each.lease for each in deliveries}),
            as_is(delivery.c.tenant_id) == OF_TENANT,
        )
        .values(FREE)
    )


def _values(settlement: Settlement) -> dict[str, object]:
    each = settlement.delivery
    return {
        "of_id": each.delivery_id,
        "of_lease": each.lease,
        "to_fate": settlement.fate.value,
        "to_attempts": each.attempts + settlement.counts_as_attempt,
        "to_failure": settlement.failure.value if settlement.failure else None,
        "to_code": settlement.code,
        "to_not_before": settlement.not_before,
        "to_message_id": settlement.message_id or each.message_id,
        "to_recipient_id": settlement.recipient_id or each.recipient_id,
        "to_settled_at": settlement.at if settlement.fate is not Fate.WAITING else None,
    }


def _to_domain(row: Sequence[Any], lease: str) -> Delivery:
    delivery_id, kind, urgency, follow_up_round_id, person_id, recipient_id, message_id, *more = row
    matter_id, page, attempts, reminder_key, reminder_kind, requested_by, sentence, withdrawn_at = more
    return claimed(
        delivery_id=delivery_id,
        kind=KINDS[kind],
        urgency=URGENCIES[urgency],
        follow_up_round_id=follow_up_round_id,
        person_id=person_id,
        message_id=message_id,
        page=page,
        attempts=attempts,
        lease=lease,
        recipient_id=recipient_id,
        reminder_key=reminder_key or "",
        reminder_kind=ReminderKind(reminder_kind) if reminder_kind else None,
        requested_by=requested_by,
        sentence=sentence or "",
        matter_id=matter_id,
        is_withdrawn=withdrawn_at is not None,
    )


WAITS = {
    urgency: exists().where(
        delivery.c.tenant_id == group.c.tenant_id,
        IS_WAITING,
        delivery.c.urgency == urgency.value,
        delivery.c.not_before <= bindparam("at"),
    )
    for urgency in Urgency
}
TENANTS = select(group.c.tenant_id, WAITS[Urgency.ANSWERED]).where(
    or_(*WAITS.values(), exists().where(delivery.c.tenant_id == group.c.tenant_id, IS_CLAIMED))
)
COLUMNS = (
    *(
        delivery.c[name]
        for name in (
            "id",
            "kind",
            "urgency",
            "follow_up_round_id",
            "person_id",
            "recipient_id",
            "message_id",
            "matter_id",
            "page",
            "attempts",
        )
    ),
    reminder.c.key.label("reminder_key"),
    reminder.c.kind.label("reminder_kind"),
    reminder.c.requested_by,
    reminder.c.sentence,
    reminder.c.withdrawn_at,
)


@by_place
def _due() -> Select[Any]:
    return (
        select(*COLUMNS)
        .join_from(delivery, reminder, reminder.c.id == delivery.c.reminder_id, isouter=True)
        .where(
            delivery.c.tenant_id == OF_TENANT,
            IS_WAITING,
            delivery.c.urgency == bindparam("urgency"),
            delivery.c.not_before <= bindparam("at"),
        )
        .order_by(delivery.c.not_before, delivery.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=delivery)
    )


@prepared
def _claimed() -> Update:
    ids: BindParameter[Any] = bindparam("ids", expanding=True)
    return (
        update(delivery)
        .where(as_is(delivery.c.tenant_id) == OF_TENANT, delivery.c.id.in_(ids))
        .values(fate=Fate.CLAIMED.value, lease=bindparam("by"), leased_until=bindparam("until"))
    )


@prepared
def _settled() -> Update:
    return (
        update(delivery)
        .where(
            delivery.c.id == bindparam("of_id"),
            delivery.c.lease == bindparam("of_lease"),
            delivery.c.tenant_id == OF_TENANT,
        )
        .values(
            fate=bindparam("to_fate"),
            attempts=bindparam("to_attempts"),
            failure=bindparam("to_failure"),
            code=bindparam("to_code"),
            not_before=func.coalesce(bindparam("to_not_before", type_=Instant), delivery.c.not_before),
            message_id=bindparam("to_message_id"),
            recipient_id=bindparam("to_recipient_id"),
            settled_at=bindparam("to_settled_at"),
            lease="",
            leased_until=None,
        )
    )
