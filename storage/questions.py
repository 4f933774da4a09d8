"""Questions back as we remember them: those about a plan activity, and everybody's list of them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, case, exists, func, or_, select

from domain.deliveries import DeliveryKind, Fate
from domain.matters import OPEN_STATES, Matter, MatterId, MatterKind, MatterState
from domain.people import PersonId
from domain.plan import PlanActivityId
from domain.questions import Exchange
from domain.rounds import FollowUpRoundId
from storage import matters as matter_store
from storage import people as people_store
from storage import rounds as round_store
from storage.database import TenantSession, table_of
from storage.history import carried_on
from storage.prepared import OF_TENANT, prepared
from storage.tables import CoOwnerRow, DeliveryRow, MatterRow, PlanActivityRow

matter = table_of(MatterRow)
plan_activity = table_of(PlanActivityRow)
co_owner = table_of(CoOwnerRow)
delivery = table_of(DeliveryRow)

IS_QUESTION = and_(matter.c.tenant_id == OF_TENANT, matter.c.kind == MatterKind.QUESTION.value)
# What has been taken back is told to nobody any longer.
IS_TOLD = and_(IS_QUESTION, matter.c.state != MatterState.WITHDRAWN.value)
IS_OPEN = matter.c.state.in_(sorted(OPEN_STATES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Whose list it is: what `reader` has asked or been asked, also as one of `of_others` who are away.

    With `everybodys` it is everybody's questions, those of the reader first; of one round, if one is given.
    """

    reader: PersonId
    of_others: Sequence[PersonId] = ()
    everybodys: bool = False
    follow_up_round_id: FollowUpRoundId | None = None


async def with_key(session: TenantSession, key: str) -> Matter | None:
    """The question that a press has asked already."""
    found = await session.execute(select(matter).where(IS_QUESTION, matter.c.key == key))
    row = found.first()
    return matter_store.from_row(row) if row else None


async def about(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, plan_activities: Collection[PlanActivityId]
) -> dict[PlanActivityId, list[Exchange]]:
    """The questions about each of these plan activities in the round, the oldest first."""
    if not plan_activities:
        return {}
    values = {"follow_up_round_id": follow_up_round_id, "plan_activities": list(plan_activities)}
    found: dict[PlanActivityId, list[Exchange]] = {}
    for each in await _exchanges(session, await session.run(_about(), values)):
        if each.matter.plan_activity_id is not None:
            found.setdefault(each.matter.plan_activity_id, []).append(each)
    return found


async def of_history(session: TenantSession, plan_activity_id: PlanActivityId) -> list[Exchange]:
    """The questions about a plan activity through the years, the oldest first."""
    return await _exchanges(session, await session.run(_of_history(), {"plan_activity_id": plan_activity_id}))


async def number_open(session: TenantSession, follow_up_round_id: FollowUpRoundId) -> int:
    """How many questions about the round nobody has replied to."""
    found = await session.execute(
        select(func.count())
        .select_from(matter)
        .where(IS_QUESTION, IS_OPEN, matter.c.follow_up_round_id == follow_up_round_id)
    )
    return int(found.scalar_one())


async def number(session: TenantSession, shelf: Shelf) -> int:
    """How many questions the list has."""
    found = await session.execute(select(func.count()).select_from(JOINED).where(*_on(shelf)))
    return int(found.scalar_one())


async def page(session: TenantSession, shelf: Shelf, *, first: int, many: int) -> list[Matter]:
    """A part of the list: one's own before others', unanswered before answered, the latest first."""
    query = (
        select(matter)
        .select_from(JOINED)
        .where(*_on(shelf))
        .order_by(case((_mine(shelf), 0), else_=1), case((IS_OPEN, 0), else_=1), matter.c.id.desc())
        .offset(first)
        .limit(many)
    )
    return [matter_store.from_row(row) for row in await session.execute(query)]


async def not_reached(session: TenantSession, questions: Collection[MatterId]) -> frozenset[MatterId]:
    """Which of these have reached neither the owner nor any co-owner, nor are on their way to one."""
    if not questions:
        return frozenset()
    found = await session.run(_not_reached(), {"questions": list(questions)})
    return frozenset(MatterId(matter_id) for matter_id in found.scalars())


JOINED = matter.join(plan_activity, plan_activity.c.id == matter.c.plan_activity_id)


def _on(shelf: Shelf) -> list[ColumnElement[bool]]:
    conditions = [IS_TOLD]
    if not shelf.everybodys:
        conditions.append(_mine(shelf))
    if shelf.follow_up_round_id is not None:
        conditions.append(matter.c.follow_up_round_id == shelf.follow_up_round_id)
    return conditions


def _mine(shelf: Shelf) -> ColumnElement[bool]:
    asked = [shelf.reader, *shelf.of_others]
    shares = exists().where(
        co_owner.c.tenant_id == OF_TENANT,
        co_owner.c.plan_activity_id == matter.c.plan_activity_id,
        co_owner.c.person_id.in_(asked),
    )
    return or_(matter.c.asked_by == shelf.reader, plan_activity.c.owner_id.in_(asked), shares)


async def _exchanges(session: TenantSession, rows: Iterable[Row[Any]]) -> list[Exchange]:
    matters = [matter_store.from_row(row) for row in rows]
    if not matters:
        return []
    rounds = {each.follow_up_round_id: each for each in await round_store.every(session)}
    involved = frozenset[PersonId]().union(*(each.involved for each in matters))
    names = await people_store.names(session, involved)
    return [
        Exchange(
            matter=each,
            asked_by=names.get(each.asked_by, ""),
            asked_of=names.get(each.counterpart_id, "") if each.counterpart_id else "",
            replied_by=names.get(each.settled_by, "") if each.settled_by else "",
            follow_up_round=rounds[each.follow_up_round_id],
        )
        for each in matters
    ]


@prepared
def _about() -> Select[Any]:
    return (
        select(matter)
        .where(
            IS_TOLD,
            matter.c.follow_up_round_id == bindparam("follow_up_round_id"),
            matter.c.plan_activity_id.in_(bindparam("plan_activities", expanding=True)),
        )
        .order_by(matter.c.id)
    )


@prepared
def _of_history() -> Select[Any]:
    chain = carried_on(bindparam("plan_activity_id"))
    joined = select(matter).join_from(chain, matter, matter.c.plan_activity_id == chain.c.id)
    return joined.where(IS_TOLD).order_by(matter.c.id)


@prepared
def _not_reached() -> Select[Any]:
    sent = delivery.alias()
    reaches_another = exists().where(
        sent.c.tenant_id == OF_TENANT,
        sent.c.matter_id == matter.c.id,
        sent.c.kind == DeliveryKind.MATTER.value,
        sent.c.person_id.not_in([matter.c.counterpart_id, matter.c.asked_by]),
        or_(*(sent.c.fate == each.value for each in (Fate.WAITING, Fate.CLAIMED, Fate.SENT))),
    )
    return (
        select(matter.c.id)
        .join_from(delivery, matter, matter.c.id == delivery.c.matter_id)
        .where(
            delivery.c.tenant_id == OF_TENANT,
            matter.c.id.in_(bindparam("questions", expanding=True)),
            delivery.c.kind == DeliveryKind.MATTER.value,
            delivery.c.person_id == matter.c.counterpart_id,
            delivery.c.fate == Fate.GIVEN_UP.value,
            ~reaches_another,
        )
    )
