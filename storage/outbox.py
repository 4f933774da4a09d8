"""The outbox: every message to be sent is a row first; who claims it sends it; how it went is written back.

Planning is safe to repeat because keys are unique. How messages are taken out again is in `storage.claims`.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, Update, and_, bindparam, case, func, or_, select, update
from sqlmodel import col

from domain.deliveries import THE_OPEN_FORM, DeliveryKind, Fate, Urgency
from domain.people import PersonId
from domain.rounds import FollowUpRoundId
from storage.database import TenantSession, table_of
from storage.living import LivingMessage
from storage.prepared import OF_TENANT, prepared
from storage.tables import DeliveryRow

delivery = table_of(DeliveryRow)

OPEN_FATES = (Fate.WAITING.value, Fate.CLAIMED.value)


async def put_summary(
    session: TenantSession,
    follow_up_round_id: FollowUpRoundId,
    person_id: PersonId,
    *,
    not_before: datetime,
    at: datetime,
    closing: int = 1,
) -> int:
    """Store the summary for one reader; once per round, person and `closing` (1 for the first)."""
    again = f":{closing}" if closing > 1 else ""
    return await put(
        session,
        key=f"summary:{follow_up_round_id}:{person_id}{again}",
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
    if not session.has_one_writer:
        await session.run(_held(), {"follow_up_round_id": follow_up_round_id, "people": list(people)})


async def hold_round(session: TenantSession, follow_up_round_id: FollowUpRoundId) -> None:
    """The same for whoever changes messages of a whole round: all that wait, and all that redraw a list."""
    if not session.has_one_writer:
        await session.run(_held_in_round(), {"follow_up_round_id": follow_up_round_id})


async def put_card_update(
    session: TenantSession,
    *,
    follow_up_round_id: FollowUpRoundId,
    person_id: PersonId,
    recipient_id: PersonId,
    message_id: str,
    at: datetime,
    page: int = 0,
    not_before: datetime | None = None,
    matter_id: int | None = None,
) -> None:
    """Ask for one of our messages to be redrawn as things stand when it is sent; several asks become one.

    The last to ask says when: at once, or `not_before`. With `matter_id` it is a message about that matter,
    else one with a list.
    """
    key = _update_key(recipient_id, message_id)
    added = await put(
        session,
        key=key,
        kind=DeliveryKind.CARD_UPDATE,
        urgency=Urgency.ANSWERED.value,
        follow_up_round_id=follow_up_round_id,
        person_id=person_id,
        recipient_id=recipient_id,
        message_id=message_id,
        matter_id=matter_id,
        page=page,
        not_before=not_before or at,
        at=at,
    )
    if not added:
        # A claim that is on its way was drawn before this change, so its lease is broken: it will be redrawn.
        values = {"of_key": key, "to_page": page, "to_not_before": not_before or at}
        await session.run(_redrawn_one(), values)


async def redraw_last(
    session: TenantSession,
    follow_up_round_id: FollowUpRoundId,
    messages: Sequence[LivingMessage],
    at: datetime,
) -> None:
    """Have many messages with lists redrawn as things stand. Nobody waits for that: it goes last.

    Those that newer ones have taken the place of then say so.

    Where somebody is still writing in one, it waits until they are taken to have gone.
    """
    if not messages:
        return
    rows = [
        {
            "key": _update_key(each.recipient_id, each.message_id),
            "kind": DeliveryKind.CARD_UPDATE.value,
            "fate": Fate.WAITING.value,
            "urgency": Urgency.ORDINARY.value,
            "follow_up_round_id": follow_up_round_id,
            "person_id": each.person_id,
            "recipient_id": each.recipient_id,
            "message_id": each.message_id,
            "not_before": max(at, each.occupied_until or at),
            "created_at": at,
            "attempts": 0,
        }
        for each in sorted(messages, key=lambda each: (each.recipient_id, each.message_id))
    ]
    if len(await session.insert_new(DeliveryRow, rows)) < len(rows):
        again = {"of_tenant": session.tenant_id, "to_page": 0}
        changes = [{"of_key": row["key"], "to_not_before": row["not_before"], **again} for row in rows]
        await session.connection.execute(_redrawn(), changes)


async def resume_card_update(
    session: TenantSession, recipient_id: PersonId, message_id: str, at: datetime
) -> None:
    """The form is closed again: what was not wanted meanwhile is redrawn after all."""
    key = _update_key(recipient_id, message_id)
    await session.run(_resumed(), {"of_key": key, "to_not_before": at})


def _update_key(recipient_id: PersonId, message_id: str) -> str:
    return f"update:{recipient_id}:{message_id}"


async def put(session: TenantSession, *, kind: DeliveryKind, at: datetime, **columns: object) -> int:
    """Store a message; one whose `key` exists is passed over. Returns how many were stored (0 or 1)."""
    row = {"kind": kind.value, "fate": Fate.WAITING.value, "created_at": at, "attempts": 0, **columns}
    return len(await session.insert_new(DeliveryRow, [row]))


async def known(session: TenantSession, keys: Collection[str]) -> frozenset[str]:
    """Which of these keys have a message already, whatever became of it."""
    if not keys:
        return frozenset()
    found = await session.execute(
        select(delivery.c.key).where(delivery.c.tenant_id == OF_TENANT, delivery.c.key.in_(keys))
    )
    return frozenset(found.scalars())


async def next_due(session: TenantSession, after: datetime) -> datetime | None:
    """When the next unsent message falls due, or a lease runs out; None when nothing will."""
    falls_due = func.coalesce(DeliveryRow.leased_until, DeliveryRow.not_before)
    found = await session.execute(
        select(func.min(falls_due)).where(
            col(DeliveryRow.tenant_id) == session.tenant_id,
            col(DeliveryRow.fate).in_(OPEN_FATES),
            falls_due > after,
        )
    )
    due: datetime | None = found.scalar_one()
    return due


async def oldest_overdue(session: TenantSession, at: datetime) -> datetime | None:
    """Since when the longest-waiting due message has been due; None when nothing is due."""
    found = await session.execute(
        select(func.min(DeliveryRow.not_before)).where(
            col(DeliveryRow.tenant_id) == session.tenant_id,
            col(DeliveryRow.fate).in_(OPEN_FATES),
            col(DeliveryRow.not_before) <= at,
        )
    )
    due: datetime | None = found.scalar_one()
    return due


@prepared
def _held() -> Select[Any]:
    return (
        select(delivery.c.id)
        .where(
            delivery.c.tenant_id == OF_TENANT,
            delivery.c.follow_up_round_id == bindparam("follow_up_round_id"),
            delivery.c.person_id.in_(bindparam("people", expanding=True)),
        )
        .order_by(delivery.c.id)
        .with_for_update()
    )


@prepared
def _held_in_round() -> Select[Any]:
    return (
        select(delivery.c.id)
        .where(
            delivery.c.tenant_id == OF_TENANT,
            delivery.c.follow_up_round_id == bindparam("follow_up_round_id"),
            or_(
                delivery.c.fate == Fate.WAITING.value,
                delivery.c.kind == DeliveryKind.CARD_UPDATE.value,
            ),
        )
        .order_by(delivery.c.id)
        .with_for_update()
    )


@lru_cache
def _redrawn() -> Update:
    # Not with a list of fates: that could not be run for many messages at a time.
    is_on_its_way = or_(*(delivery.c.fate == fate for fate in OPEN_FATES))
    return _update_of().values(
        fate=Fate.WAITING.value,
        # A form that has been covered is brought back, whatever else is asked for meanwhile.
        page=case(
            (and_(delivery.c.page == THE_OPEN_FORM, is_on_its_way), THE_OPEN_FORM),
            else_=bindparam("to_page"),
        ),
        not_before=bindparam("to_not_before"),
        attempts=0,
        lease="",
        leased_until=None,
    )


@prepared
def _redrawn_one() -> Update:
    return _redrawn()


@prepared
def _resumed() -> Update:
    not_wanted = _update_of().where(delivery.c.fate == Fate.NOT_WANTED.value)
    return not_wanted.values(fate=Fate.WAITING.value, not_before=bindparam("to_not_before"))


def _update_of() -> Update:
    return update(delivery).where(delivery.c.tenant_id == OF_TENANT, delivery.c.key == bindparam("of_key"))
