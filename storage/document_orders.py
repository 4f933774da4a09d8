"""Documents that somebody waits for: taken by one process at a time, and forgotten once delivered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, Select, bindparam, delete, func, or_, select

from domain.people import Language, PersonId
from domain.plan import PlanId
from domain.report.formats import Format
from domain.report.orders import LEASE, Order, OrderId
from domain.rounds import FollowUpRoundId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import DocumentOrderRow, PlanActivityRow

order = table_of(DocumentOrderRow)
plan_activity = table_of(PlanActivityRow)


async def size(session: TenantSession, plan_id: PlanId) -> int:
    """How many plan activities a document of that plan is about."""
    return int((await session.run(_size(), {"plan_id": plan_id})).scalar_one())


async def put(
    session: TenantSession,
    *,
    key: str,
    person_id: PersonId,
    follow_up_round_id: FollowUpRoundId,
    kind: Format,
    version: int,
    language: Language,
    plan_activities: int,
    at: datetime,
) -> bool:
    """Order a document; False when the person waits for that very document already.

    It is left alone until it has been announced, or until `LEASE` has passed.
    """
    row = {
        "key": key,
        "person_id": person_id,
        "follow_up_round_id": follow_up_round_id,
        "format": kind.value,
        "version": version,
        "language": language.value,
        "plan_activities": plan_activities,
        "ordered_at": at,
        "leased_until": at + LEASE,
    }
    return bool(await session.insert_new(DocumentOrderRow, [row]))


async def announced(session: TenantSession, key: str, message_id: str) -> None:
    """Whoever waits has been told, in that message; from now on it may be made."""
    await session.change(
        DocumentOrderRow,
        order.c.key == key,
        order.c.lease == "",
        message_id=message_id,
        leased_until=None,
    )


async def claim(session: TenantSession, at: datetime) -> Order | None:
    """Take the oldest that is nobody's for `LEASE`; None when there is none."""
    for row in (await session.run(_free(), {"at": at})).all():
        lease = uuid4().hex
        is_ours = await session.change(
            DocumentOrderRow,
            order.c.id == row.id,
            _is_free(at),
            lease=lease,
            leased_until=at + LEASE,
            attempts=order.c.attempts + 1,
        )
        if is_ours:
            return _to_domain(row, lease)
    return None


async def is_waiting(session: TenantSession, at: datetime) -> bool:
    """Whether there is one to take."""
    return bool((await session.run(_free(), {"at": at})).first())


async def keep(session: TenantSession, taken: Order, at: datetime) -> bool:
    """Keep it for another `LEASE`; False when somebody else has taken it over."""
    return bool(await session.change(DocumentOrderRow, *_ours(taken), leased_until=at + LEASE))


async def release(session: TenantSession, taken: Order) -> None:
    """Let somebody else make it at once; stopping a process is no failed attempt."""
    await session.change(
        DocumentOrderRow, *_ours(taken), lease="", leased_until=None, attempts=order.c.attempts - 1
    )


async def end(session: TenantSession, taken: Order) -> bool:
    """Nobody waits for it any longer; False when somebody else has taken it over."""
    ours = order.c.tenant_id == session.tenant_id
    ended = await session.execute(delete(order).where(ours, *_ours(taken)))
    return bool(ended.rowcount)


def _ours(taken: Order) -> Sequence[Any]:
    return (order.c.id == taken.order_id, order.c.lease == taken.lease)


def _is_free(at: object) -> Any:  # noqa: ANN401 - a condition in SQL
    return or_(order.c.leased_until.is_(None), order.c.leased_until <= at)


def _to_domain(row: Row[Any], lease: str) -> Order:
    return Order(
        order_id=OrderId(row.id),
        key=row.key,
        person_id=PersonId(row.person_id),
        follow_up_round_id=FollowUpRoundId(row.follow_up_round_id),
        kind=Format(row.format),
        version=row.version,
        language=Language(row.language),
        plan_activities=row.plan_activities,
        message_id=row.message_id,
        attempts=row.attempts + 1,
        lease=lease,
    )


@prepared
def _free() -> Select[Any]:
    return select(order).where(order.c.tenant_id == OF_TENANT, _is_free(bindparam("at"))).order_by(order.c.id)


@prepared
def _size() -> Select[Any]:
    return select(func.count(plan_activity.c.id)).where(
        plan_activity.c.tenant_id == OF_TENANT,
        plan_activity.c.plan_id == bindparam("plan_id"),
        plan_activity.c.is_removed.is_(False),
    )
