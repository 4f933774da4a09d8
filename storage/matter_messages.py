"""The messages about matters in the outbox: new ones, and those that are to show how things stand now."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select

from domain.deliveries import DeliveryId, DeliveryKind, Fate
from domain.matters import Matter, MatterId
from domain.people import PersonId
from domain.rounds import FollowUpRoundId
from storage import outbox
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import DeliveryRow, MatterRow

delivery = table_of(DeliveryRow)
matter = table_of(MatterRow)


async def send(
    session: TenantSession,
    matter_id: MatterId,
    recipients: Iterable[PersonId],
    what: str,
    *,
    follow_up_round_id: FollowUpRoundId,
    at: datetime,
    not_before: datetime,
) -> None:
    """A new message about the matter to each; `what` makes it one of its kind."""
    for recipient_id in sorted(recipients):
        await outbox.put(
            session,
            key=f"matter:{matter_id}:{recipient_id}:{what}",
            kind=DeliveryKind.MATTER,
            matter_id=matter_id,
            follow_up_round_id=follow_up_round_id,
            person_id=recipient_id,
            not_before=not_before,
            at=at,
        )


async def redraw(session: TenantSession, about: Matter, at: datetime) -> None:
    """Have every message about the matter show how it stands now."""
    if not session.has_one_writer:
        # What is being settled just now is read when it has been.
        await session.run(_held(), {"matter_id": about.matter_id})
    for row in list(await session.run(_messages(), {"matter_id": about.matter_id})):
        await outbox.put_card_update(
            session,
            follow_up_round_id=about.follow_up_round_id,
            person_id=PersonId(row.person_id),
            # Whoever stands in for somebody has the message in their own chat.
            recipient_id=PersonId(row.recipient_id or row.person_id),
            message_id=row.message_id,
            matter_id=about.matter_id,
            at=at,
        )


async def not_reached(session: TenantSession, matters: Collection[MatterId]) -> frozenset[MatterId]:
    """Which of these matters have never reached the one person who is asked."""
    found = await session.run(_not_reached(), {"matters": list(matters)})
    return frozenset(MatterId(matter_id) for matter_id in found.scalars())


@prepared
def _not_reached() -> Select[Any]:
    return (
        select(matter.c.id)
        .join_from(delivery, matter, matter.c.id == delivery.c.matter_id)
        .where(
            delivery.c.tenant_id == OF_TENANT,
            matter.c.id.in_(bindparam("matters", expanding=True)),
            delivery.c.kind == DeliveryKind.MATTER.value,
            delivery.c.person_id == matter.c.counterpart_id,
            delivery.c.fate == Fate.GIVEN_UP.value,
        )
    )


async def crossed(
    session: TenantSession, sent: Collection[DeliveryId], since: datetime
) -> frozenset[DeliveryId]:
    """Which of these messages are older than the end of their matter, which has come since then."""
    found = await session.run(_crossed(), {"deliveries": list(sent), "since": since})
    return frozenset(DeliveryId(delivery_id) for delivery_id in found.scalars())


@prepared
def _crossed() -> Select[Any]:
    return (
        select(delivery.c.id)
        .join_from(delivery, matter, matter.c.id == delivery.c.matter_id)
        .where(
            delivery.c.tenant_id == OF_TENANT,
            delivery.c.id.in_(bindparam("deliveries", expanding=True)),
            matter.c.settled_at >= bindparam("since"),
            delivery.c.created_at < matter.c.settled_at,
        )
    )


@prepared
def _held() -> Select[Any]:
    return (
        select(delivery.c.id)
        .where(delivery.c.tenant_id == OF_TENANT, delivery.c.matter_id == bindparam("matter_id"))
        .order_by(delivery.c.id)
        .with_for_update()
    )


@prepared
def _messages() -> Select[Any]:
    return (
        select(delivery.c.person_id, delivery.c.recipient_id, delivery.c.message_id)
        .where(
            delivery.c.tenant_id == OF_TENANT,
            delivery.c.matter_id == bindparam("matter_id"),
            delivery.c.kind == DeliveryKind.MATTER.value,
            delivery.c.fate == Fate.SENT.value,
            delivery.c.message_id != "",
        )
        .order_by(delivery.c.id)
    )
