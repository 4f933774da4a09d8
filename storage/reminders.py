"""Reminders that have been decided, each with its message in the outbox."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Row,
    Update,
    bindparam,
    exists,
    func,
    select,
    union,
    update,
)
from sqlmodel import col

from domain.deliveries import DeliveryKind, Fate
from domain.people import PersonId
from domain.reminders import ReminderDecision, ReminderKind
from domain.rounds import FollowUpRoundId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, as_is, prepared
from storage.tables import AnswerRow, CoOwnerRow, DeliveryRow, PlanActivityRow, ReminderRow

# Few enough for every database, and for putting the statement together without holding anybody up.
ROWS_AT_A_TIME = 250

answer = table_of(AnswerRow)
co_owner = table_of(CoOwnerRow)
delivery = table_of(DeliveryRow)
plan_activity = table_of(PlanActivityRow)
reminder = table_of(ReminderRow)


async def put(
    session: TenantSession,
    follow_up_round_id: FollowUpRoundId,
    decisions: Sequence[ReminderDecision],
    at: datetime,
    requested_by: PersonId | None = None,
    *,
    sentence: str = "",
) -> int:
    """Store decided reminders with a message each; those decided before are passed over. Returns how many.

    `sentence` is what whoever asked for them has added in words of their own.
    """
    asked = {"requested_by": requested_by, "sentence": sentence, "decided_at": at}
    same = {"follow_up_round_id": follow_up_round_id, **asked}
    reminders: list[dict[str, object]] = [
        {**same, "person_id": decision.person_id, "key": decision.key, "kind": decision.kind.value}
        for decision in decisions
    ]
    not_before = {(decision.person_id, decision.key): decision.not_before for decision in decisions}
    added = 0
    for some in _chunks(reminders):
        new = await _new(session, await session.insert_new(ReminderRow, some))
        deliveries: list[dict[str, object]] = [
            {
                "key": f"reminder:{follow_up_round_id}:{row.person_id}:{row.key}",
                "kind": DeliveryKind.REMINDER.value,
                "fate": Fate.WAITING.value,
                "follow_up_round_id": follow_up_round_id,
                "person_id": row.person_id,
                "reminder_id": row.id,
                "not_before": not_before[PersonId(row.person_id), row.key],
                "created_at": at,
                "attempts": 0,
            }
            for row in new
        ]
        added += len(await session.insert_new(DeliveryRow, deliveries))
    return added


async def note(
    session: TenantSession,
    follow_up_round_id: FollowUpRoundId,
    person_id: PersonId,
    key: str,
    at: datetime,
) -> None:
    """Remember a step as decided without a message: the person knows already what there is to answer."""
    row = {
        "follow_up_round_id": follow_up_round_id,
        "person_id": person_id,
        "key": key,
        "kind": ReminderKind.STEP.value,
        "requested_by": None,
        "decided_at": at,
    }
    await session.insert_new(ReminderRow, [row])


def _chunks(rows: list[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    """So many rows at a time that no database has too many values in one statement."""
    for start in range(0, len(rows), ROWS_AT_A_TIME):
        yield rows[start : start + ROWS_AT_A_TIME]


async def _new(session: TenantSession, ids: list[int]) -> Sequence[Row[Any]]:
    if not ids:
        return []
    found = await session.execute(
        select(col(ReminderRow.id), col(ReminderRow.person_id), col(ReminderRow.key)).where(
            col(ReminderRow.tenant_id) == session.tenant_id, col(ReminderRow.id).in_(ids)
        )
    )
    return found.all()


async def withdraw(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, key: str, at: datetime
) -> int:
    """Stop what was decided under that key from going out; returns how many messages were stopped.

    What is already on its way can no longer be called back, but is not tried again if it fails.
    """
    theirs = select(col(ReminderRow.id)).where(
        col(ReminderRow.tenant_id) == session.tenant_id,
        col(ReminderRow.follow_up_round_id) == follow_up_round_id,
        col(ReminderRow.key) == key,
    )
    await session.change(
        ReminderRow,
        col(ReminderRow.id).in_(theirs),
        col(ReminderRow.withdrawn_at).is_(None),
        withdrawn_at=at,
    )
    waiting = await session.execute(
        select(col(DeliveryRow.id))
        .where(
            col(DeliveryRow.tenant_id) == session.tenant_id,
            col(DeliveryRow.reminder_id).in_(theirs),
            col(DeliveryRow.fate) == Fate.WAITING.value,
        )
        .order_by(col(DeliveryRow.id))
        .with_for_update()
    )
    ids = list(waiting.scalars())
    for start in range(0, len(ids), ROWS_AT_A_TIME):
        await session.change(
            DeliveryRow,
            col(DeliveryRow.id).in_(ids[start : start + ROWS_AT_A_TIME]),
            fate=Fate.CANCELLED.value,
            settled_at=at,
        )
    return len(ids)


async def waiting_steps(session: TenantSession, follow_up_round_id: FollowUpRoundId) -> dict[str, int]:
    """The steps of the ladder that have messages waiting to go out, and how many each has."""
    found = await session.execute(
        select(reminder.c.key, func.count().label("number"))
        .join(delivery, delivery.c.reminder_id == reminder.c.id)
        .where(
            reminder.c.tenant_id == session.tenant_id,
            reminder.c.follow_up_round_id == follow_up_round_id,
            reminder.c.kind == ReminderKind.STEP.value,
            delivery.c.fate == Fate.WAITING.value,
        )
        .group_by(reminder.c.key)
    )
    return {row.key: row.number for row in found}


async def drop(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, people: Collection[PersonId], at: datetime
) -> None:
    """Take back reminders that have not gone out, because nothing is outstanding any longer."""
    if people:
        theirs = {"of_round": follow_up_round_id, "of_people": list(people)}
        await session.run(_dropped(), {**theirs, "to_settled_at": at})


@prepared
def _dropped() -> Update:
    return (
        update(delivery)
        .where(
            as_is(delivery.c.tenant_id) == OF_TENANT,
            delivery.c.kind == DeliveryKind.REMINDER.value,
            # Somebody's few messages are gone through, not the round's many.
            as_is(delivery.c.follow_up_round_id) == bindparam("of_round"),
            delivery.c.person_id.in_(bindparam("of_people", expanding=True)),
            delivery.c.fate == Fate.WAITING.value,
        )
        .values(fate=Fate.NOT_WANTED.value, settled_at=bindparam("to_settled_at"))
    )


async def answered_since(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, people: Collection[PersonId], since: datetime
) -> frozenset[PersonId]:
    """Who of these people own or co-own something that has got an answer in the round since then."""
    values = {"follow_up_round_id": follow_up_round_id, "people": list(people), "since": since}
    found = await session.run(_answered(), values)
    return frozenset(PersonId(person_id) for person_id in found.scalars())


@prepared
def _answered() -> CompoundSelect[Any]:
    # Their own plan activities are gone through one by one, not all answers that there are.
    is_answered = (
        exists()
        .where(
            answer.c.tenant_id == OF_TENANT,
            answer.c.follow_up_round_id == bindparam("follow_up_round_id"),
            answer.c.plan_activity_id == plan_activity.c.id,
            answer.c.answered_at >= bindparam("since"),
        )
        .correlate(plan_activity)
    )
    people: BindParameter[Any] = bindparam("people", expanding=True)
    owned = select(plan_activity.c.owner_id).where(
        as_is(plan_activity.c.tenant_id) == OF_TENANT, plan_activity.c.owner_id.in_(people), is_answered
    )
    shared = select(co_owner.c.person_id).where(
        as_is(co_owner.c.tenant_id) == OF_TENANT,
        co_owner.c.person_id.in_(people),
        co_owner.c.plan_activity_id == plan_activity.c.id,
        is_answered,
    )
    return union(owned, shared)


async def decided(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, keys: Collection[str]
) -> frozenset[tuple[PersonId, str]]:
    """Who has a reminder under which of these keys in the round already."""
    if not keys:
        return frozenset()
    found = await session.execute(
        select(col(ReminderRow.person_id), col(ReminderRow.key)).where(
            col(ReminderRow.tenant_id) == session.tenant_id,
            col(ReminderRow.follow_up_round_id) == follow_up_round_id,
            col(ReminderRow.key).in_(keys),
        )
    )
    return frozenset((PersonId(row.person_id), row.key) for row in found)
